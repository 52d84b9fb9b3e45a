import { defineCommand } from '../command.ts'

export const keygen = defineCommand({
  name: 'keygen',
  group: 'Farm',
  summary: 'make a key',
  details: 'Without a file the text goes to stdout. A file is made with mode 0600, and one that exists is never overwritten.',
  arguments: [['[file]', 'a swarm.key file to make']],
  examples: [
    ['peerq keygen farm.key', 'a file that only you can read'],
    ['peerq keygen | ssh host "umask 077; cat > farm.key"', 'straight to another machine']
  ],

  async run ({ args: [file], output }) {
    // the public face brings all of libp2p
    const [{ formatKey, generateKey }, { writeKeyFile }] = await Promise.all([import('../../node/keys.ts'), import('../../node/key-file.ts')])
    const key = generateKey()

    if (file === undefined) {
      process.stdout.write(formatKey(key))
    } else {
      await writeKeyFile(file, key)

      if (output.isJson) {
        output.json({ file })
      } else {
        output.line(`${file} holds a new key. Whoever has it is in.`)
      }
    }

    return 0
  }
})
