import { dirname } from 'node:path'
import { defineCommand } from '../command.ts'
import { UsageError } from '../explain.ts'

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
      if (output.isJson) {
        output.json({ key: formatKey(key) })
      } else {
        process.stdout.write(formatKey(key))
      }
    } else {
      await writeKeyFile(file, key).catch((err: unknown) => { throw explained(err, file) })

      if (output.isJson) {
        output.json({ file })
      } else {
        output.line(`${file} holds a new key. Whoever has it is in.`)
      }
    }

    return 0
  }
})

/** The system names a draft that nobody knows. */
function explained (err: unknown, file: string): unknown {
  switch ((err as NodeJS.ErrnoException).code) {
    case 'EEXIST': return new UsageError(`${file} is there already, and a key in use is not overwritten`, 'use that one, or give another name', { cause: err })
    case 'ENOENT': return new UsageError(`there is no directory ${dirname(file)}`, 'make it first, or give another path', { cause: err })
    default: return err
  }
}
