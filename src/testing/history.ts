import { inspect } from 'node:util'
import type { Clock } from '../clock.ts'
import type { Change } from '../engine/index.ts'

interface At {
  /** Milliseconds since the farm began. */
  at: number

  /** The client, `coordinator`, or `test` for what was broken on purpose. */
  who: string
}

/** A call of a queue, a handle or a lease begins; or a handler does (`op: 'handler'`). */
export interface CallEvent extends At {
  type: 'call'

  /** Its number: its end has the same. */
  call: number
  op: string
  queue: string

  /** The task, where it is known by then. */
  id?: string
  token?: number
  attempt?: number

  /** What was put, or handed to the handler. */
  item?: unknown
}

/** It has come to an end. */
export interface EndEvent extends At {
  type: 'end'
  call: number
  op: string
  queue: string
  id?: string
  token?: number

  /** What it gave. */
  value?: unknown

  /** Or what it threw. */
  error?: unknown
}

/** What a coordinator decides about a task; docs/state-machine.md says what each of them means. */
export type Decision =
  | 'put' | 'grant' | 'due' | 'complete' | 'confirm' | 'return' | 'retry' | 'defer' | 'exhaust'
  | 'cancel' | 'expire' | 'drop' | 'redrive' | 'requeue'

/** The coordinator has decided something about a task, and it is durable. */
export interface FactEvent extends At {
  type: 'fact'
  event: Decision
  queue: string
  id: string

  /** A hand-out: to whom, and how. */
  holder?: string
  token?: number
  attempt?: number
}

/** The signal of a lease has aborted: as far as its holder's process knows, it is lost. */
export interface LostEvent extends At {
  type: 'lost'
  queue: string
  id: string
  token: number
  reason: unknown
}

/** The test has broken or mended something. */
export interface FaultEvent extends At {
  type: 'fault'
  fault: string
}

/** Something that happened in the bottle. */
export type HistoryEvent = CallEvent | EndEvent | FactEvent | LostEvent | FaultEvent

/** What differs with each kind of event. */
type Told<E> = E extends unknown ? Omit<E, 'at'> : never

/** Characters of a value that a line shows. */
const SHOWN = 60

/** All that happened, in its order. */
export class History {
  readonly events: HistoryEvent[] = []
  readonly #clock: Pick<Clock, 'now'>
  #calls = 0

  constructor (clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  add (event: Told<HistoryEvent>): void {
    this.events.push({ at: this.#clock.now(), ...event })
  }

  /** A call begins. Returns how to note its end. */
  begin (call: Omit<CallEvent, 'at' | 'type' | 'call'>): (end: Pick<EndEvent, 'id' | 'token' | 'value' | 'error'>) => void {
    const number = ++this.#calls
    const { who, op, queue, id, token } = call
    this.add({ type: 'call', call: number, ...call })

    return (end) => {
      this.add({ type: 'end', call: number, who, op, queue, ...id !== undefined && { id }, ...token !== undefined && { token }, ...end })
    }
  }

  /** The fact in a change, if it is about a task. */
  addFact (change: Change, nameOf: (session: string) => string): void {
    if (change.type === 'task:put') {
      this.add({ type: 'fact', who: 'coordinator', event: 'put', queue: change.queue, id: change.task })
    } else if (change.type === 'task:move') {
      const { queue, task, event, lease } = change
      this.add({
        type: 'fact', who: 'coordinator', event, queue, id: task,
        ...lease && { holder: nameOf(lease.session), token: lease.token, attempt: lease.attempt }
      })
    }
  }
}

/** A line a person can read. */
export function lineOf (event: HistoryEvent): string {
  return `${event.at.toFixed(0).padStart(8)} ms  ${event.who.padEnd(12)} ${wordsOf(event)}`
}

function wordsOf (event: HistoryEvent): string {
  switch (event.type) {
    case 'fault':
      return `!! ${event.fault}`
    case 'fact':
      return `${event.queue}: ${event.event} ${event.id}${event.holder === undefined ? '' : ` to ${event.holder}, token ${event.token}, attempt ${event.attempt}`}`
    case 'lost':
      return `${event.queue}: ${event.id} (token ${event.token}) is lost: ${event.reason instanceof Error ? event.reason.message : shown(event.reason)}`
    case 'call':
      return `#${event.call} ${event.queue}: ${event.op} ${detailsOf(event)}…`
    case 'end':
      return `#${event.call} ${event.queue}: ${event.op} ${detailsOf(event)}→ ${outcomeOf(event)}`
  }
}

function detailsOf ({ id, ...event }: CallEvent | EndEvent): string {
  const item = 'item' in event ? `${shown(event.item)} ` : ''

  return `${id === undefined ? '' : `${id} `}${event.token === undefined ? '' : `(token ${event.token}) `}${item}`
}

function outcomeOf ({ value, error }: EndEvent): string {
  return error === undefined ? value === undefined ? 'ok' : shown(value) : error instanceof Error ? `${error.name}: ${error.message}` : shown(error)
}

function shown (value: unknown): string {
  const text = inspect(value, { depth: 3, breakLength: Infinity, compact: true })

  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
