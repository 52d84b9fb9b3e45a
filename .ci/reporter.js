// Mocha's usual output; and, once a run has ended, its counts as a line for .ci/run to add up.
import { appendFileSync } from 'node:fs'
import { env } from 'node:process'
import Mocha from 'mocha'

export default class CountingReporter extends Mocha.reporters.Spec {
  constructor (runner, options) {
    super(runner, options)

    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats

      appendFileSync(env.PEERQ_CI_COUNTS, `${passes} ${failures} ${pending}\n`)
    })
  }
}
