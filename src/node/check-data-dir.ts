import { resolve } from 'node:path'
import { checkJournal } from '../coordinator/index.ts'
import { createSqliteJournal, isDamage } from '../storage/sqlite.ts'
import type { JournalReport } from '../coordinator/index.ts'

/** What a data directory holds, and what is wrong with it. */
export interface DataDirReport extends JournalReport {
  /** Nothing is wrong. */
  ok: boolean

  /** Where the journal stands: about how many batches were ever written. */
  position: number

  /** Batches, and pieces of the snapshot before them, that a start would read. */
  batches: number
  pieces: number
}

const NOTHING = { ok: false, position: 0, batches: 0, pieces: 0, history: '', writtenAt: 0, bytes: 0, queues: {}, sessions: 0 }

/**
 * Looks at the data directory of a coordinator that is not running: at every checksum, at how
 * the database is built, and whether all of it together is a state that can be. Changes nothing.
 *
 * @throws StorageError when it cannot be looked at: it is in use, is none, or is of another version
 */
export async function checkDataDir (path: string): Promise<DataDirReport> {
  const journal = createSqliteJournal({ directory: resolve(path), readOnly: true })

  try {
    const { position } = await journal.open()
    const { problems, batches, pieces } = await journal.inspect()
    const report = await checkJournal(journal)
    const all = [...new Set([...problems, ...report.problems])]

    return { ok: all.length === 0, position, batches, pieces, ...report, problems: all }
  } catch (error) {
    if (!isDamage(error)) {
      throw error
    }

    return { ...NOTHING, problems: [error.message] }
  } finally {
    await journal.close()
  }
}
