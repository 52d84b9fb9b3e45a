import { checkPath } from './files.ts'
import type { PackedFile } from './files.ts'

/** A command that travels with its files: what `peerq map -- CMD` puts, and `peerq join` runs. */
export interface CommandTask {
  command: string
  args: string[]

  /** What it finds on stdin; none: nothing. */
  stdin?: string
  files: PackedFile[]

  /** Which files come back. */
  returns: string[]

  /** In which attempt at the latest a failure is the result, and not tried again. */
  tries: number

  /** The last attempt that there will be, whatever it ends with. */
  maxAttempts: number
}

/** What came of it. */
export interface CommandResult {
  /** As a shell counts: 126 not allowed, 127 not there, 128 and more: ended by a signal. */
  exit: number
  signal?: string
  stdout: Uint8Array
  stderr: Uint8Array
  files: PackedFile[]

  /** Milliseconds that it ran; when it began is by the worker's own clock, since the Unix epoch. */
  ms: number
  startedAt: number

  /** Which attempt it was. */
  attempt: number

  /** The label of the worker. It proves nothing. */
  worker: string
}

/**
 * What came in as a task. Whoever has the key can have sent anything.
 *
 * @throws TypeError, FileError
 */
export function readTask (value: unknown): CommandTask {
  const { command, args, stdin, files, returns, tries, maxAttempts } = recordOf(value, 'a command')

  if (typeof command !== 'string' || command === '' || !isList(args, isText) || !isList(returns, isText) || (stdin !== undefined && !isText(stdin))) {
    throw new TypeError('this is no command of peerq map')
  }

  return {
    command, args, files: readFiles(files), returns: returns.map(checkPath), tries: readCount(tries), maxAttempts: readCount(maxAttempts),
    ...stdin !== undefined && { stdin }
  }
}

/**
 * What came back. The worker can have sent anything.
 *
 * @param returns - the files that were asked for: any other is refused
 * @throws TypeError, FileError
 */
export function readResult (value: unknown, returns: ReadonlySet<string>): CommandResult {
  const { exit, signal, stdout, stderr, files, ms, startedAt, attempt, worker } = recordOf(value, 'a result')

  if (!(stdout instanceof Uint8Array && stderr instanceof Uint8Array) || !isText(worker) || typeof ms !== 'number' || typeof startedAt !== 'number') {
    throw new TypeError('this is no result of peerq join')
  }

  const packed = readFiles(files)
  const stranger = packed.find(({ path }) => !returns.has(path))

  if (stranger !== undefined) {
    throw new TypeError(`the worker sent a file that was not asked for: ${JSON.stringify(stranger.path)}`)
  }

  return {
    exit: readCount(exit, 0), stdout, stderr, files: packed, ms, startedAt, attempt: readCount(attempt), worker,
    ...isText(signal) && { signal }
  }
}

function readFiles (value: unknown): PackedFile[] {
  if (!isList(value, (each): each is Record<string, unknown> => typeof each === 'object' && each !== null)) {
    throw new TypeError('files are a list')
  }

  return value.map(({ path, data, executable }) => {
    if (!(data instanceof Uint8Array)) {
      throw new TypeError('a file has bytes')
    }

    return { path: checkPath(path as string), data, executable: executable === true }
  })
}

function readCount (value: unknown, least = 1): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
    throw new TypeError(`a count is a whole number from ${least} on`)
  }

  return value
}

function recordOf (value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`this is not ${what} that travels`)
  }

  return value as Record<string, unknown>
}

function isText (value: unknown): value is string {
  return typeof value === 'string'
}

function isList<T> (value: unknown, isElement: (element: unknown) => element is T): value is T[] {
  return Array.isArray(value) && value.every(isElement)
}
