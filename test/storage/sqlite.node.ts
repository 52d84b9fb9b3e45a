import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteJournal } from '../../src/storage/sqlite.ts'
import { journalSuite } from './journal-suite.ts'

describe('the journal on disk', () => {
  journalSuite({
    async setup () {
      const directory = await mkdtemp(join(tmpdir(), 'peerq-journal-'))

      return { directory, journal: () => createSqliteJournal({ directory, ballastBytes: 0 }) }
    },
    async teardown (place) {
      await rm((place as unknown as { directory: string }).directory, { recursive: true })
    }
  })
})
