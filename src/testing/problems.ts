import { encodePayload } from '../protocol/index.ts'
import type { CallEvent, EndEvent, HistoryEvent } from './history.ts'
import type { Ledger, TaskRecord } from './ledger.ts'

export interface Evidence {
  /** What clients saw, and what the coordinator decided, in one order. */
  events: HistoryEvent[]
  ledger: Ledger

  /** The tasks that the coordinator says it has: the ids of each queue. */
  live: Map<string, Set<string>>

  /** Processes that have died: what they took may never have come to anybody's eyes. */
  dead: ReadonlySet<string>
}

/** Where what clients saw, what the coordinator decided and what it has now do not fit together, in words. */
export function problemsIn (evidence: Evidence): string[] {
  return [...evidence.ledger.problems, ...new Comparison(evidence).problems()]
}

class Comparison {
  readonly #evidence: Evidence
  readonly #problems: string[] = []

  /** What has become durable up to the event that is looked at. */
  readonly #put = new Set<string>()
  readonly #granted = new Map<string, string>()

  /** Tokens that were in a user's hands. */
  readonly #seen = new Set<string>()

  /** Calls that have not come to an end. */
  readonly #open = new Map<number, CallEvent>()

  /** How often each item was taken by a `get`. */
  readonly #got = new Tally()

  constructor (evidence: Evidence) {
    this.#evidence = evidence
  }

  problems (): string[] {
    for (const event of this.#evidence.events) {
      this.#look(event)
    }

    this.#compareTasks()
    this.#compareTaken()

    return this.#problems
  }

  #look (event: HistoryEvent): void {
    if (event.type === 'fact' && event.event === 'put') {
      this.#put.add(`${event.queue} ${event.id}`)
    } else if (event.type === 'fact' && event.event === 'grant') {
      this.#granted.set(`${event.queue} ${event.token}`, `${event.id} ${event.holder}`)
    } else if (event.type === 'lost') {
      // a coordinator that is met again may still count it as this client's, and hand it over anew
      this.#seen.delete(`${event.queue} ${event.token}`)
    } else if (event.type === 'call') {
      this.#open.set(event.call, event)
      if (event.op === 'handler') {
        this.#handed(event)
      }
    } else if (event.type === 'end' && this.#open.delete(event.call) && event.error === undefined) {
      this.#ended(event)
    }
  }

  /** Whoever was told something must have been told the truth, and only once it was durable. */
  #ended (event: EndEvent): void {
    const { op, queue, id = '', value, who } = event
    const tasks = this.#evidence.ledger.withId(queue, id)

    if (op === 'put' && !this.#put.has(`${queue} ${id}`)) {
      this.#object(`lost: the put of task ${id} of queue '${queue}' was acknowledged to '${who}' and is not durable`)
    } else if (op === 'reserve') {
      this.#handed(event)
    } else if (op === 'get') {
      this.#got.add(queue, encodePayload(value))
    } else if (op === 'complete' && !tasks.some(({ end, grants }) => end === 'complete' && grants.at(-1)?.token === event.token)) {
      this.#object(`'${who}' was told that its result of task ${id} of queue '${queue}' was recorded, and it was not`)
    } else if (op === 'cancel' && value === true && !tasks.some(({ end }) => end === 'cancel')) {
      this.#object(`'${who}' was told that task ${id} of queue '${queue}' is cancelled, and it is not`)
    } else if (op === 'result') {
      this.#compareResult(event, tasks)
    }
  }

  #handed ({ who, queue, id, token }: CallEvent | EndEvent): void {
    const key = `${queue} ${token}`

    if (this.#granted.get(key) !== `${id} ${who}`) {
      this.#object(`unexpected: task ${id} of queue '${queue}' is in the hands of '${who}' with token ${token}, with which it was not handed out to it`)
    }

    if (this.#seen.has(key)) {
      this.#object(`duplicate: one hand-out of task ${id} of queue '${queue}' (token ${token}) came to '${who}' twice`)
    }

    this.#seen.add(key)
  }

  #compareResult ({ who, queue, id, value }: EndEvent, tasks: TaskRecord[]): void {
    const told = value === undefined ? undefined : text(encodePayload(value))
    const isTrue = tasks.some(({ end, result }) => end === 'confirm'
      ? value === undefined
      : end === 'complete' && (result === undefined ? undefined : text(result)) === told)

    if (!isTrue) {
      this.#object(`'${who}' was told a result of task ${id} of queue '${queue}' which is not the one that was recorded`)
    }
  }

  /** What was put and has not ended is there; nothing else is. */
  #compareTasks (): void {
    const { ledger, live } = this.#evidence

    for (const { queue, id, end } of ledger.tasks.values()) {
      if (end === undefined && live.get(queue)?.has(id) !== true) {
        this.#object(`lost: task ${id} of queue '${queue}' was put, has not ended, and the coordinator does not have it`)
      }
    }

    for (const [queue, ids] of live) {
      for (const id of ids) {
        if (ledger.task(queue, id) === undefined || ledger.task(queue, id)?.end !== undefined) {
          this.#object(`unexpected: the coordinator has task ${id} of queue '${queue}', which ${ledger.task(queue, id) === undefined ? 'was never put' : 'has ended'}`)
        }
      }
    }
  }

  /** As many items were got as were confirmed; more only where a hand-out came to nothing, fewer only where the getter died. */
  #compareTaken (): void {
    const confirmed = new Tally()
    const unconfirmed = new Tally()
    const excused = new Tally()

    for (const { queue, item, grants } of this.#evidence.ledger.all()) {
      for (const { mode, ended, name } of grants) {
        if (mode === 'RECEIPT') {
          (ended === 'confirm' ? confirmed : unconfirmed).add(queue, item)
          if (ended === 'confirm' && this.#mayBeUnseen(name, queue)) {
            excused.add(queue, item)
          }
        }
      }
    }

    for (const [key, got] of this.#got) {
      if (got > confirmed.of(key) + unconfirmed.of(key)) {
        this.#object(`${confirmed.of(key) === 0 ? 'unexpected' : 'duplicate'}: an item of queue '${queueOf(key)}' was got ${got} times, and handed out ${confirmed.of(key) + unconfirmed.of(key)} times`)
      }
    }

    for (const [key, count] of confirmed) {
      if (this.#got.of(key) < count - excused.of(key)) {
        this.#object(`lost: an item of queue '${queueOf(key)}' counts as taken ${count} times, and was got ${this.#got.of(key)} times`)
      }
    }
  }

  /** Whether the getter has died, or its call has not come to its end yet. */
  #mayBeUnseen (name: string, queue: string): boolean {
    return this.#evidence.dead.has(name) || [...this.#open.values()].some((call) => call.op === 'get' && call.who === name && call.queue === queue)
  }

  #object (problem: string): void {
    this.#problems.push(problem)
  }
}

/** Counts items, by queue and what they are made of. */
class Tally {
  readonly #counts = new Map<string, number>()

  add (queue: string, item: Uint8Array): void {
    const key = `${queue} ${text(item)}`
    this.#counts.set(key, this.of(key) + 1)
  }

  of (key: string): number {
    return this.#counts.get(key) ?? 0
  }

  [Symbol.iterator] (): Iterator<[string, number]> {
    return this.#counts.entries()
  }
}

function queueOf (key: string): string {
  return key.slice(0, key.indexOf(' '))
}

function text (bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}
