/** What the programs of this folder share. */
import { letGo } from '../../test/acceptance/programs/common.ts'

export { argsOf, onTold, say } from '../../test/acceptance/programs/common.ts'

// nothing is left over from a benchmark that was interrupted; a CPU profile is written all the same
process.once('disconnect', () => { process.exit() })

/** The last thing that a program does. */
export function leave (): void {
  letGo()
}
