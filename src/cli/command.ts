import type { Option } from 'commander'
import type { Output } from './output.ts'
import type { Stop } from './stop.ts'

/** What a command is called with. `O` is what its options are parsed to, by their long names in camel case. */
export interface Call<O = object> {
  /** The words before `--` and `:::` that are no options, those of a command of an outer program, … as `arguments` names them. */
  args: string[]
  options: O & CommonOptions

  /** The words after `--`; none: empty. */
  command: string[]

  /** The words after `:::`; `undefined`: there was no `:::`. */
  items: string[] | undefined
  output: Output

  /** Aborts when the user wants it to end. */
  stop: Stop
}

/** What every command can be told. */
export interface CommonOptions {
  json?: boolean
  verbose?: boolean
}

/** A word to be typed, and what it means: one example of a command. */
export type Example = readonly [command: string, meaning: string]

/** Under which heading the help has it. */
export type Group = 'Farm' | 'Work' | 'Tasks' | 'Look' | 'Administer' | 'Tools'

/**
 * A command: one file of `commands/` exports one. The table in `commands/index.ts` is loaded at
 * every start, so a command imports what is heavy inside `run`.
 */
export interface Command<O = object> {
  name: string
  group: Group

  /** One line, without a full stop. */
  summary: string

  /** What else there is to know, in the command's own help. */
  details?: string

  /** As commander has them: `<queue>`, `[ids...]`, each with a description. */
  arguments?: ReadonlyArray<readonly [name: string, description: string]>
  options?: readonly Option[]

  /** At least one. */
  examples: readonly [Example, ...Example[]]

  /** Whether words after `--` are a program to run. */
  takesCommand?: boolean

  /** Whether words after `:::` are items. */
  takesItems?: boolean

  /** Exits with this for whatever is not its own outcome: 255 for `map`, as GNU parallel does. */
  exitsOtherwiseWith?: number

  /**
   * What comes of it when nobody reads what it prints any more (`| head`): it ends, and with 0,
   * unless it says otherwise. `stops`: what is under way is called off, and that is no success;
   * `goes on`: printing is not what it is for.
   */
  whenUnread?: 'stops' | 'goes on'

  /** Resolves with the exit code; what it throws is explained to the user. */
  run (call: Call<O>): Promise<number>
}

/** Gives a command its types. */
export function defineCommand<O> (command: Command<O>): Command {
  return command as Command
}
