import { keygen } from './keygen.ts'
import { stats } from './stats.ts'
import type { Command } from '../command.ts'

/** All commands, in the order in which the help has them; docs/cli.md has a heading for each. */
export const COMMANDS: readonly Command[] = [
  stats,
  keygen
]
