import { expect } from 'chai'
import { MemoryStore, createMemoryJournal } from '../../src/storage/memory.ts'
import { journalSuite, readAll } from './journal-suite.ts'

describe('the journal in memory', () => {
  describe('over a store', () => {
    journalSuite({
      async setup () {
        const store = new MemoryStore()

        return { journal: () => createMemoryJournal(store) }
      }
    })
  })

  describe('without a store', () => {
    it('says that it keeps nothing', () => {
      expect(createMemoryJournal().volatile).to.equal(true)
    })

    it('takes batches and snapshots, and has none of them', async () => {
      const journal = createMemoryJournal()
      const { position } = await journal.open()
      const end = await journal.append(Uint8Array.of(1), position)
      await journal.snapshot([Uint8Array.of(2)], end)

      expect(end).to.be.greaterThan(position)
      expect(await readAll(journal.load())).to.deep.equal([])
      await journal.close()
    })
  })
})
