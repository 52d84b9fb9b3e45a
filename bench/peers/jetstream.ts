/**
 * NATS JetStream: a work-queue stream for tasks and one for results, in memory or in files;
 * publishes are not awaited one by one but 500 at a time; pull consumers that prefetch 500. A worker
 * publishes the result, and acknowledges the task when the result is stored: nothing is
 * lost, as in peerq. With `isLoose`, results go by core NATS, which loses them when the producer is away.
 */
import { AckPolicy, jetstream, jetstreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { lots, peerArgs, ready, Runs } from './common.ts'
import type { Consumer } from '@nats-io/jetstream'

const LOT = 500

const { role, port, bodyBytes, storage, isLoose } = peerArgs<{ storage: 'memory' | 'file', isLoose: boolean }>()
const connection = await connect({ servers: `127.0.0.1:${port}` })
const stream = jetstream(connection)

async function consumerOf (name: string): Promise<Consumer> {
  return stream.consumers.get(name, name)
}

async function declare (name: string): Promise<void> {
  const manager = await jetstreamManager(connection)
  const kind = storage === 'file' ? StorageType.File : StorageType.Memory
  await manager.streams.add({ name, subjects: [name], retention: RetentionPolicy.Workqueue, storage: kind })
  await manager.consumers.add(name, { durable_name: name, ack_policy: AckPolicy.Explicit, max_ack_pending: 20_000 })
}

async function collect (runs: Runs): Promise<void> {
  for await (const message of await (await consumerOf('results')).consume({ max_messages: LOT })) {
    message.ack()
    runs.count()
  }
}

async function work (): Promise<void> {
  for await (const message of await (await consumerOf('tasks')).consume({ max_messages: LOT })) {
    if (isLoose) {
      connection.publish('loose', message.data)
      message.ack()
    } else {
      void stream.publish('results', message.data).then(() => { message.ack() })
    }
  }
}

if (role === 'producer') {
  const body = new Uint8Array(bodyBytes).fill(7)
  await declare('tasks')
  await declare('results')

  const runs = new Runs(async (tasks) => {
    for (const lot of lots(tasks, LOT)) {
      await Promise.all(Array.from({ length: lot }, () => stream.publish('tasks', body)))
    }
  })

  connection.subscribe('loose', { callback: () => { runs.count() } })
  void collect(runs)
} else {
  void work()
}

ready()
