/**
 * BullMQ: `addBulk` in lots of 1,000, `removeOnComplete`; workers with concurrency 50;
 * results by the `completed` events of `QueueEvents`, one stream for all.
 */
import { Queue, QueueEvents, Worker } from 'bullmq'
import { lots, peerArgs, ready, Runs } from './common.ts'

const LOT = 1_000
const CONCURRENCY = 50

const { role, port, bodyBytes } = peerArgs()
const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null }

if (role === 'producer') {
  const queue = new Queue('tasks', { connection, defaultJobOptions: { removeOnComplete: true, removeOnFail: true } })
  const events = new QueueEvents('tasks', { connection })
  const data = 'x'.repeat(bodyBytes)

  const runs = new Runs(async (tasks) => {
    for (const lot of lots(tasks, LOT)) {
      await queue.addBulk(Array.from({ length: lot }, () => ({ name: 'task', data })))
    }
  })

  events.on('completed', () => { runs.count() })
  await events.waitUntilReady()
  await queue.waitUntilReady()
} else {
  const worker = new Worker('tasks', async (job) => job.data, { connection, concurrency: CONCURRENCY })
  await worker.waitUntilReady()
}

ready()
