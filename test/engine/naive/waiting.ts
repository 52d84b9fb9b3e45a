import { answer, dismiss } from './answers.ts'
import { seat } from './consumers.ts'
import { OPTIONS, QUIET_MS } from './records.ts'
import { end } from './tasks.ts'
import type { Mode } from '../../../src/engine/index.ts'
import type { NaiveConsumer, NaiveSession, NaiveTask, Put, Take } from './records.ts'
import type { NaiveState } from './state.ts'

/** Who waits for tasks, and who for room: each is given what there is, until nobody can be given more. */

/** After each call, and whenever something was due. */
export function bringToRest (queue: NaiveState): void {
  do {
    handOut(queue)
    queue.joins = queue.unfinished === 0 ? dismiss(queue, queue.joins, () => true, 'OK') : queue.joins
  } while (admit(queue))

  const [drained, idle] = [isOver(queue, 'RECEIPT'), isOver(queue, 'LEASE')]
  const isOverFor = (mode: Mode): boolean => mode === 'LEASE' ? idle : drained
  queue.takes = dismiss(queue, queue.takes, ({ mode }) => isOverFor(mode), 'SHUTDOWN')

  for (const session of queue.sessions.values()) {
    session.consumers = session.consumers.filter(({ mode }) => !isOverFor(mode))
  }
}

/** Nothing comes any more for those who take in this mode. */
export function isOver (queue: NaiveState, mode: Mode): boolean {
  const coming = queue.count('READY') + queue.count('DELAYED') + (mode === 'LEASE' ? queue.count('LEASED') : 0)

  return queue.shut === 'immediate' || (queue.shut === 'draining' && coming === 0)
}

// tasks for those who take

function handOut (queue: NaiveState): void {
  while (!queue.paused) {
    const task = queue.tasks.filter(({ state }) => state === 'READY').sort((a, b) => a.priority - b.priority || queue.sign * (a.seq - b.seq))[0]

    if (task === undefined) {
      return
    }

    if (task.attempts === 0 && task.expires <= queue.now) {
      end(queue, task, 'EXPIRED', 'expired')
      continue
    }

    const taker = nextTaker(queue)

    if (taker === undefined) {
      return
    }

    grant(queue, task, taker)
  }
}

/** A consumer, and where it stands in its line. */
interface InLine { session: NaiveSession, consumer: NaiveConsumer, place: number }

/** Takes and consumers with a slot that is free come first, then those that fetch ahead. */
function nextTaker (queue: NaiveState): Take | InLine | undefined {
  const canTake = ({ connected, throttled, heard }: NaiveSession): boolean => connected && !throttled && queue.now - heard <= QUIET_MS
  const consumers = [...queue.sessions.values()].filter(canTake)
    .flatMap((session) => session.consumers.map((consumer) => ({ session, consumer, place: consumer.place })))
  const takes = queue.takes.filter(({ session }) => canTake(session))

  return [...takes, ...consumers.filter(({ consumer }) => consumer.line === 'hungry')].sort(byPlace)[0] ??
    consumers.filter(({ consumer }) => consumer.line === 'spare').sort(byPlace)[0]
}

function byPlace (a: { place: number }, b: { place: number }): number {
  return a.place - b.place
}

function grant (queue: NaiveState, task: NaiveTask, taker: Take | InLine): void {
  const token = ++queue.lastToken
  const { session } = taker
  const slot = 'consumer' in taker ? taker.consumer : undefined
  const [mode, consumer] = 'consumer' in taker ? [taker.consumer.mode, taker.consumer.number] : [taker.mode, 0]
  task.state = 'LEASED'
  task.attempts++
  task.lastToken = token
  task.lease = {
    token, session, mode, consumer, until: queue.now + OPTIONS.leaseMs, graceEnds: Infinity, started: false, charge: true, unclaimed: false,
    delivered: false, slot, cancels: []
  }

  if ('consumer' in taker) {
    queue.grants.push(`${session.name} ${consumer} ${token}`)
    taker.consumer.busy.add(token)
    taker.consumer.line = undefined
    seat(queue, taker.consumer)
  } else {
    answer(queue, taker, `OK ${token}`)
    queue.takes = queue.takes.filter((take) => take !== taker)
  }
}

// room for those who put

/** Only the first of those who wait for room. Did it have its answer? */
function admit (queue: NaiveState): boolean {
  const [first] = queue.putters

  if (first === undefined) {
    return false
  }

  const refusal = refusalOf(queue, first)

  if (refusal === undefined && !fits(queue, first)) {
    return false
  }

  queue.putters.shift()

  if (refusal === undefined) {
    accept(queue, first)
  } else {
    answer(queue, first, refusal)
  }

  return true
}

export function refusalOf (queue: NaiveState, put: Put): string | undefined {
  if (queue.shut !== 'open') {
    return 'SHUTDOWN'
  }

  return queue.maxSize > 0 && put.items > queue.maxSize ? 'RANGE' : undefined
}

export function fits (queue: NaiveState, { items }: Put): boolean {
  return queue.maxSize <= 0 || queue.count('READY') + queue.count('DELAYED') + items <= queue.maxSize
}

export function accept (queue: NaiveState, put: Put): void {
  for (let index = 0; index < put.items; index++) {
    queue.tasks.push({
      id: `~${put.session.name}.${put.number}${put.items > 1 ? `.${index}` : ''}`,
      state: put.delay > 0 ? 'DELAYED' : 'READY',
      priority: put.priority,
      seq: put.delay > 0 ? 0 : queue.counter++,
      due: put.delay > 0 ? queue.now + put.delay : 0,
      expires: queue.now + put.ttl,
      order: queue.counter++,
      attempts: 0,
      uncharged: 0,
      lease: undefined,
      lastToken: 0
    })
    queue.counts.put++
    queue.unfinished++
  }

  answer(queue, put, 'OK')
}
