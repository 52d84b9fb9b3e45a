import { createEngine } from '../engine/index.ts'
import { StorageError } from '../errors.ts'
import { restore } from './recovery.ts'
import type { Counts } from '../engine/index.ts'
import type { Journal } from '../storage/journal.ts'

/** What a journal holds, and what is wrong with it. */
export interface JournalReport {
  /** In words; none: nothing is. */
  problems: string[]

  /** The id of the state, in hexadecimal; '' for one that has none yet. */
  history: string

  /** When it was last written, in milliseconds since the Unix epoch; 0: never. */
  writtenAt: number

  /** Of what was read. */
  bytes: number

  /** What has become of the tasks of every queue. */
  queues: Record<string, Counts>

  /** Sessions that may come back. */
  sessions: number
}

/** Brings back the state that an open journal holds, and asks whether it can be. Nothing is written. */
export async function checkJournal (journal: Journal): Promise<JournalReport> {
  const engine = createEngine({ random: () => 0, tokenFloor: 0 })
  const report: JournalReport = { problems: [], history: '', writtenAt: 0, bytes: 0, queues: {}, sessions: 0 }

  try {
    const { head, stored } = await restore(journal, engine)
    report.bytes = stored
    report.history = Buffer.from(head?.history ?? []).toString('hex')
    report.writtenAt = head?.wall ?? 0
  } catch (error) {
    if (!(error instanceof StorageError)) {
      throw error
    }

    report.problems.push(error.message)
  }

  report.problems.push(...engine.audit())
  report.queues = engine.counts()
  report.sessions = [...engine.sessions()].length

  return report
}
