/** Holds the journal of a directory until it is killed, having written what it was told to. */
import { createSqliteJournal } from '../../../src/storage/sqlite.ts'

const { directory, batches } = JSON.parse(process.argv[2] as string) as { directory: string, batches: number[][] }
const journal = createSqliteJournal({ directory, ballastBytes: 0 })
let { position } = await journal.open()

for (const batch of batches) {
  position = await journal.append(Uint8Array.from(batch), position)
}

process.send?.({ position })
setInterval(() => {}, 1_000)
