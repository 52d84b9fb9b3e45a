import { CommanderError } from 'commander'
import { EXIT } from './exit-codes.ts'
import { Stopped } from './stop.ts'

/** The command line, or what it leads to, is not right. */
export class UsageError extends Error {
  /** What to do about it, in one line. */
  readonly advice: string

  constructor (message: string, advice: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UsageError'
    this.advice = advice
  }
}

/** What a user is told of an error. */
export interface Explanation {
  exit: number

  /** The class of the error, and the code where it has one. */
  name: string
  code?: string

  /** What happened, in one line. */
  message: string

  /** What to do, in one line. */
  advice: string
}

/** What each error class comes to; docs/errors.md has a heading for each. */
export const EXPLANATIONS: Readonly<Record<string, { exit: number, advice: string }>> = {
  EmptyError: { exit: EXIT.unavailable, advice: 'put something in, or wait longer: --timeout 30s' },
  FullError: { exit: EXIT.unavailable, advice: 'take something out, or wait longer: --timeout 30s' },
  ShutdownError: { exit: EXIT.unavailable, advice: 'the queue takes no more; use another, or declare it anew with reopen at the coordinator' },
  UnknownQueueError: { exit: EXIT.unknown, advice: 'see what there is with: peerq stats; or declare it: peerq serve --queue NAME' },
  AuthenticationError: { exit: EXIT.access, advice: 'use the same key and farm on both sides, best by a ticket: peerq ticket' },
  PermissionError: { exit: EXIT.access, advice: "use a key that has the role, or give it the role in the coordinator's access" },
  LeaseLostError: { exit: EXIT.task, advice: 'the task was given to somebody else: see peerq inspect' },
  TaskError: { exit: EXIT.task, advice: 'see peerq inspect' },
  TaskFailedError: { exit: EXIT.task, advice: 'mend the cause, then: peerq redrive QUEUE ID' },
  TaskCancelledError: { exit: EXIT.task, advice: 'put it again if that was not meant' },
  TaskExpiredError: { exit: EXIT.task, advice: 'give it a longer --ttl, or the queue more workers' },
  ResultExpiredError: { exit: EXIT.unknown, advice: 'check the id; results are kept for a time only, after which nobody knows' },
  DuplicateIdError: { exit: EXIT.usage, advice: 'use another --id, or put the same item with the same options' },
  PayloadError: { exit: EXIT.limit, advice: 'send plain data: docs/errors.md says what can be carried' },
  PayloadTooLargeError: { exit: EXIT.limit, advice: 'send less, or raise limits.maxPayloadBytes at the coordinator' },
  LimitError: { exit: EXIT.limit, advice: 'try again when there is less going on, or raise that limit at the coordinator' },
  ConnectionError: { exit: EXIT.connection, advice: 'is the coordinator running, and is this its address? peerq doctor tells more' },
  TimeoutError: { exit: EXIT.unavailable, advice: 'wait longer, or ask again: nothing is lost by it' },
  ProtocolError: { exit: EXIT.failed, advice: 'run the same version of peerq on both sides' },
  StorageError: { exit: EXIT.storage, advice: 'free or mend the disk, look at it with: peerq check DIR, and start again' }
}

/**
 * Says what an error means for a user. Nothing here prints a key: messages never hold one.
 *
 * @param command - the name of the command that was typed, if there is one of that name
 */
export function explain (err: unknown, command?: string): Explanation {
  const seeHelp = command === undefined ? 'see: peerq --help' : `see: peerq help ${command}`
  const error = err instanceof Error ? err : new Error(String(err))
  const { name, message } = error
  const { code } = error as { code?: string }
  const about = (exit: number, advice: string): Explanation => ({ exit, name, ...typeof code === 'string' && { code }, message: oneLine(message), advice })

  if (error instanceof UsageError) {
    return about(EXIT.usage, error.advice)
  }

  if (error instanceof Stopped) {
    return about(error.exitCode, 'it was stopped before it was done; run it again')
  }

  if (error instanceof CommanderError) {
    return { ...about(EXIT.usage, seeHelp), message: oneLine(message.replace(/^error: /, '')) }
  }

  const known = EXPLANATIONS[name]

  if (known !== undefined && code?.startsWith('ERR_') === true) {
    return about(known.exit, known.advice)
  }

  // the library's word for arguments, and the system's for files and programs
  if (error instanceof TypeError || error instanceof RangeError) {
    return about(EXIT.usage, seeHelp)
  }

  return typeof code === 'string' && 'syscall' in error
    ? about(EXIT.usage, 'check the path, and who may use it')
    : about(EXIT.failed, 'run it with --verbose to see where; if it is a bug, please report it')
}

/** Two lines for people. With `verbose` all that is known. */
export function describe ({ message, advice }: Explanation): string {
  return `peerq: ${message}\n       ${advice}`
}

function oneLine (text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim()
}
