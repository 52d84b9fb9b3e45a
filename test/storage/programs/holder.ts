/** Holds the journal of a directory until it is killed, having written what it is sent. */
import { once } from 'node:events'
import { createSqliteJournal } from '../../../src/storage/sqlite.ts'

const [batches] = await once(process, 'message') as [Uint8Array[]]
const journal = createSqliteJournal({ directory: process.argv[2] as string, ballastBytes: 0 })
let { position } = await journal.open()

for (const batch of batches) {
  position = await journal.append(batch, position)
}

process.send?.({ position })
setInterval(() => {}, 1_000)
