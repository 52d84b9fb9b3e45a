import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-codes.ts'

export const check = defineCommand({
  name: 'check',
  group: 'Farm',
  summary: 'look whether a data directory is whole, and what is in it',
  details: 'Of a coordinator that is not running. Looks at every checksum and changes nothing.',
  arguments: [['<dir>', 'what serve was given as --data-dir']],
  examples: [['peerq check farm', 'before it is started again, or copied']],

  async run ({ args: [directory = ''], output }) {
    const { checkDataDir } = await import('../../node/index.ts')
    const report = await checkDataDir(directory)
    const { ok, problems, position, bytes, queues, sessions } = report

    if (output.isJson) {
      output.json(report)
    } else {
      output.line(`${directory} is ${ok ? 'whole' : 'damaged'}: ${position} batches were written, ${bytes} bytes, ${sessions} sessions`)
      output.table(['queue', 'ready', 'delayed', 'leased', 'dead'],
        Object.entries(queues).map(([name, { ready, delayed, leased, dead }]) => [name, ready, delayed, leased, dead]))
      problems.forEach((problem) => { output.line(`  ${problem}`) })
    }

    return ok ? EXIT.ok : EXIT.storage
  }
})
