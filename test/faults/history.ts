import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { QueueStats } from '../../src/index.ts'

/** What somebody noted. Items are unique; a task's id is the coordinator's. */
export type Note =
  /** A put is about to be asked for; it was acknowledged; it was refused, and for certain had no effect. */
  | { what: 'put', item: string }
  | { what: 'acknowledged', item: string, id: string }
  | { what: 'refused', item: string }

  /** The putter has its result: the token of the attempt that it came of. */
  | { what: 'result', item: string, token: number }

  /** A handler begins; its completion was acknowledged; its lease is lost, or was given back. */
  | { what: 'began', item: string, id: string, token: number, attempt: number }
  | { what: 'settled', id: string, token: number }
  | { what: 'aborted', id: string, token: number, reason: string }

  /** The coordinator handed it out; it is in nobody's hands any more. `life` counts the coordinator's processes. */
  | { what: 'leased', id: string, life: number, name: string }
  | { what: 'ended', id: string, life: number, how: string }

  /** Of the coordinator, after a collection. */
  | { what: 'memory', life: number, bytes: number }

  /** What has become of all tasks so far. */
  | { what: 'counts', stats: QueueStats }

  /** Something is broken on purpose that concerns `whom`; and no longer. A kill needs no healing: who comes after has another name. */
  | { what: 'fault', whom: string, how: string }
  | { what: 'healed', whom: string }
  | { what: 'drained' }

  /** Nobody caught it. */
  | { what: 'unhandled', message: string }

/** `at` is in milliseconds on a clock that all processes of one machine share. */
export type Entry = Note & { at: number, who: string }

/** A clock that goes on alike for all processes, and is never set. */
export function sharedNow (): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000
}

/** Notes what happens in a file of its own, each at once: it outlives its process, however that ends. */
export class History {
  readonly #file: number
  readonly #who: string

  constructor (directory: string, who: string) {
    this.#who = who
    this.#file = openSync(join(directory, `${who.replaceAll('/', '-')}.history`), 'a')
  }

  /** The same file, for somebody else of this process. */
  note (note: Note, who = this.#who): void {
    writeSync(this.#file, `${JSON.stringify({ at: sharedNow(), who, ...note })}\n`)
  }

  /** Notes what nobody catches, and goes on: that it happened is what is to be seen. */
  noteUnhandled (): this {
    for (const event of ['unhandledRejection', 'uncaughtException']) {
      process.on(event, (reason: unknown) => { this.note({ what: 'unhandled', message: reason instanceof Error ? String(reason.stack) : String(reason) }) })
    }

    return this
  }

  close (): void {
    closeSync(this.#file)
  }
}

/** All that was noted in a directory, in the order in which it happened. */
export function readHistories (directory: string): Entry[] {
  const entries: Entry[] = []

  for (const name of readdirSync(directory).filter((name) => name.endsWith('.history'))) {
    const lines = readFileSync(join(directory, name), 'utf8').split('\n')

    // what stands behind the last end of a line was being written when its process was killed
    for (const line of lines.slice(0, -1)) {
      entries.push(JSON.parse(line) as Entry)
    }
  }

  return entries.sort((a, b) => a.at - b.at)
}
