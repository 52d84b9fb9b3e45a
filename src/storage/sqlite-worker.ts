/** The thread of one database: answers questions one after the other. Started by sqlite.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { transferable } from './sqlite/messages.ts'
import { SqliteStore } from './sqlite/store.ts'
import { Trouble } from './sqlite/trouble.ts'
import type { JournalRecord } from './journal.ts'
import type { Question, Reply, ThreadInit } from './sqlite/messages.ts'

const store = new SqliteStore(await quietly(() => import('node:sqlite')), workerData as ThreadInit)

parentPort?.on('message', ({ number, call, args }: Question) => {
  const transfer: ArrayBuffer[] = []
  let reply: Reply

  try {
    const value = (store[call] as (...args: unknown[]) => unknown)(...args)
    reply = { number, value: call === 'load' ? (value as JournalRecord[]).map((record) => handOver(record, transfer)) : value }
  } catch (error) {
    reply = { number, trouble: troubleOf(error) }
  }

  parentPort?.postMessage(reply, transfer)
})

function handOver (record: JournalRecord, transfer: ArrayBuffer[]): JournalRecord {
  const data = transferable(record.data)
  transfer.push(data.buffer)

  return { ...record, data }
}

function troubleOf (error: unknown): Extract<Reply, { trouble: unknown }>['trouble'] {
  const { kind, message, cause } = error instanceof Trouble ? error : new Trouble('failed', String(error), { cause: error })

  return { kind, message, cause: cause instanceof Error ? `${cause.message}` : undefined }
}

/** Before Node.js 24.15, node:sqlite warns that it is experimental, as if that were the user's doing. */
async function quietly<T> (work: () => Promise<T>): Promise<T> {
  const emitWarning = process.emitWarning.bind(process)
  process.emitWarning = () => {}

  try {
    return await work()
  } finally {
    process.emitWarning = emitWarning
  }
}
