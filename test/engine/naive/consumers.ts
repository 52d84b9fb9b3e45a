import type { Mode } from '../../../src/engine/index.ts'
import type { NaiveConsumer, NaiveSession } from './records.ts'
import type { NaiveState } from './state.ts'

/** The consumers of a session: their slots, and the line they stand in. */

export function consume (queue: NaiveState, session: NaiveSession, number: number, mode: Mode, concurrency: number, prefetch: number): void {
  let consumer = session.consumers.find((consumer) => consumer.number === number)

  if (consumer?.mode !== mode) {
    session.consumers = session.consumers.filter((each) => each !== consumer)
    consumer = { number, mode, concurrency, prefetch, busy: new Set(), line: undefined, place: 0 }
    session.consumers.push(consumer)

    for (const lease of queue.held(session).filter((lease) => lease.consumer === number)) {
      consumer.busy.add(lease.token)
      lease.slot = consumer

      if (lease.unclaimed) {
        lease.unclaimed = false
        queue.grants.push(`${session.name} ${number} ${lease.token}`)
      }
    }
  }

  Object.assign(consumer, { concurrency, prefetch })
  seat(queue, consumer)
}

export function close (session: NaiveSession, number: number): void {
  session.consumers = session.consumers.filter((consumer) => consumer.number !== number)
}

/** Its place is new whenever it comes to another line. */
export function seat (queue: NaiveState, consumer: NaiveConsumer): void {
  const { size } = consumer.busy
  const line = size < consumer.concurrency ? 'hungry' : size < consumer.concurrency + consumer.prefetch ? 'spare' : undefined

  if (line !== consumer.line) {
    consumer.line = line
    consumer.place = queue.counter++
  }
}

/** Whichever consumer of the session was busy with it no longer is. */
export function freeSlot (queue: NaiveState, session: NaiveSession, token: number): void {
  for (const consumer of session.consumers) {
    if (consumer.busy.delete(token)) {
      seat(queue, consumer)
    }
  }
}
