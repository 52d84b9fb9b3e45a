import type { Client, Lease, Queue, TaskHandle } from '../../src/client/index.ts'
import type { Chance } from '../../src/testing/chance.ts'
import type { TestClock } from '../../src/testing/index.ts'
import type { Worker } from '../../src/worker/index.ts'

/** What all actors of a course share. */
export interface Stage {
  chance: Chance
  queues: readonly string[]

  /** A new item, unlike all others. */
  item (): string

  /** Ids of tasks that anybody knows of. */
  ids: Array<{ queue: string, id: string }>

  /** A call was made; whether it ever ends is looked at in the end. */
  track (who: string, op: string, promise: Promise<unknown>): void
}

type Handles = Queue<string, string>

/** Ids of a user's own are few, so that they are used again. */
const OWN_IDS = 6
const WAIT_MS = 3_000

/** A program at the coordinator or at a client, which does this and that. */
export class Actor {
  readonly name: string
  readonly #client: Pick<Client, 'queue'>
  readonly #clock: TestClock
  readonly #stage: Stage
  readonly #chance: Chance
  readonly #queues = new Map<string, Handles>()
  readonly #held: Array<Lease<string, string>> = []
  readonly #workers: Worker[] = []

  constructor (name: string, client: Pick<Client, 'queue'>, clock: TestClock, stage: Stage) {
    this.name = name
    this.#client = client
    this.#clock = clock
    this.#stage = stage
    this.#chance = stage.chance
  }

  /** Does one thing, and does not wait for what comes of it. */
  act (): void {
    const chance = this.#chance
    const [, op, act] = chance.weighed(ACTS)
    const done = act(this, this.#queue(chance.pick(this.#stage.queues)), chance)

    if (done !== undefined) {
      this.#stage.track(this.name, op, done)
    }
  }

  put (queue: Handles, chance: Chance): Promise<unknown> {
    const isOwn = chance.happens(0.15)
    const own = `own-${chance.integer(1, OWN_IDS)}`
    const handle = queue.put(isOwn ? `item of ${own}` : this.#stage.item(), isOwn
      ? { id: own, ...this.#waiting(chance) }
      : {
          ...this.#waiting(chance),
          ...chance.happens(0.3) && { priority: chance.integer(-2, 2) },
          ...chance.happens(0.15) && { delay: chance.integer(1, 2_000) },
          ...chance.happens(0.1) && { ttl: chance.integer(2_001, 8_000) },
          ...chance.happens(0.2) && { maxAttempts: chance.integer(1, 3) },
          ...chance.happens(0.1) && { maxRunMs: chance.integer(100, 3_000) }
        })

    return handle.then((handle) => { this.#follow(queue, [handle]) })
  }

  putMany (queue: Handles, chance: Chance): Promise<unknown> {
    const items = Array.from({ length: chance.integer(1, 4) }, () => this.#stage.item())

    return queue.putMany(items, this.#waiting(chance)).then((handles) => { this.#follow(queue, handles) })
  }

  get (queue: Handles, chance: Chance): Promise<unknown> {
    if (chance.happens(0.3)) {
      const abort = new AbortController()
      this.#clock.setTimeout(() => { abort.abort(new Error('given up')) }, chance.integer(0, WAIT_MS))
      return queue.get({ signal: abort.signal })
    }

    return queue.get(chance.happens(0.3) ? { block: false } : { timeout: chance.integer(0, WAIT_MS) })
  }

  reserve (queue: Handles, chance: Chance): Promise<unknown> {
    return queue.reserve({ timeout: chance.integer(0, WAIT_MS) }).then((lease) => { this.#held.push(lease) })
  }

  settle (_: Handles, chance: Chance): Promise<unknown> | undefined {
    const index = chance.integer(0, Math.max(0, this.#held.length - 1))
    const lease = this.#held[index]

    if (lease === undefined) {
      return
    }

    const how = chance.next()

    if (how < 0.1) {
      return lease.extend(chance.integer(1, 5_000))
    }

    this.#held.splice(index, 1)

    return how < 0.6
      ? lease.complete(`result of ${lease.item}`)
      : how < 0.8 ? lease.fail(new Error('no'), { retry: chance.happens(0.9) }) : how < 0.95 ? lease.release() : undefined
  }

  begin (queue: Handles, chance: Chance): Promise<unknown> {
    const worker = queue.process(async (item, { signal, progress }) => {
      await this.#clock.sleep(chance.integer(0, 1_500), { signal })
      progress('half')
      if (chance.happens(0.2)) {
        throw new Error('a handler failed')
      }
      return `result of ${item}`
    }, { concurrency: chance.integer(1, 3), ...chance.happens(0.5) && { prefetch: chance.integer(0, 3) } })
    worker.addEventListener('task:fail', () => {})
    this.#workers.push(worker)

    return worker.ended
  }

  end (_: Handles, chance: Chance): Promise<unknown> | undefined {
    return this.#workers.shift()?.stop({ deadline: chance.pick([0, 500, Infinity]) })
  }

  async loop (queue: Handles, chance: Chance): Promise<void> {
    let left = chance.integer(1, 3)
    const abort = new AbortController()
    this.#clock.setTimeout(() => { abort.abort(new Error('given up')) }, WAIT_MS)

    if (chance.happens(0.5)) {
      for await (const item of queue.items({ signal: abort.signal, prefetch: chance.integer(0, 3) })) {
        if (item === '' || --left === 0) {
          return
        }
      }
    }

    for await (const lease of queue.leases({ signal: abort.signal, prefetch: chance.integer(0, 3) })) {
      await lease.complete('result of a loop')
      if (--left === 0) {
        return
      }
    }
  }

  async map (queue: Handles, chance: Chance): Promise<void> {
    let left = chance.integer(1, 5)
    const abort = new AbortController()
    this.#clock.setTimeout(() => { abort.abort(new Error('given up')) }, 4 * WAIT_MS)
    const items = Array.from({ length: 5 }, () => this.#stage.item())

    for await (const settled of queue.map(items, { settled: true, window: 3, ordered: chance.happens(0.5), signal: abort.signal })) {
      if (settled.index < 0 || --left === 0) {
        return
      }
    }
  }

  run (queue: Handles, chance: Chance): Promise<unknown> {
    return queue.run(this.#stage.item(), { timeout: chance.integer(100, 2 * WAIT_MS) })
  }

  /** Something about a task that somebody has put. */
  about (chance: Chance, act: (handle: TaskHandle, queue: Handles, id: string) => Promise<unknown>): Promise<unknown> | undefined {
    const { ids } = this.#stage
    const known = ids[chance.integer(Math.max(0, ids.length - 20), Math.max(0, ids.length - 1))]

    if (known === undefined) {
      return
    }

    const queue = this.#queue(known.queue)

    return act(queue.task(known.id), queue, known.id)
  }

  #queue (name: string): Handles {
    const queue = this.#queues.get(name) ?? this.#client.queue<string, string>(name)
    this.#queues.set(name, queue)

    return queue
  }

  #follow (queue: Handles, handles: TaskHandle[]): void {
    for (const handle of handles) {
      this.#stage.ids.push({ queue: queue.name, id: handle.id })

      if (this.#chance.happens(0.3)) {
        this.#stage.track(this.name, 'result', handle.result())
      }
    }
  }

  #waiting (chance: Chance): { block?: boolean, timeout?: number } {
    return chance.happens(0.2) ? { block: false } : chance.happens(0.5) ? { timeout: chance.integer(0, WAIT_MS) } : {}
  }
}

type Act = (actor: Actor, queue: Handles, chance: Chance) => Promise<unknown> | undefined

/** What there is to do, and how often. */
const ACTS: ReadonlyArray<[weight: number, op: string, act: Act]> = [
  [16, 'put', (actor, queue, chance) => actor.put(queue, chance)],
  [4, 'putMany', (actor, queue, chance) => actor.putMany(queue, chance)],
  [9, 'get', (actor, queue, chance) => actor.get(queue, chance)],
  [8, 'reserve', (actor, queue, chance) => actor.reserve(queue, chance)],
  [14, 'settle', (actor, queue, chance) => actor.settle(queue, chance)],
  [2, 'process', (actor, queue, chance) => actor.begin(queue, chance)],
  [2, 'stop', (actor, queue, chance) => actor.end(queue, chance)],
  [3, 'loop', (actor, queue, chance) => actor.loop(queue, chance)],
  [1, 'map', (actor, queue, chance) => actor.map(queue, chance)],
  [2, 'run', (actor, queue, chance) => actor.run(queue, chance)],
  [4, 'cancel', (actor, _, chance) => actor.about(chance, (handle) => handle.cancel())],
  [4, 'result', (actor, _, chance) => actor.about(chance, (handle) => handle.result({ timeout: chance.pick([500, 5_000, Infinity]) }))],
  [2, 'requeue', (actor, _, chance) => actor.about(chance, (_, queue, id) => queue.requeue(id))],
  [1, 'status', (actor, _, chance) => actor.about(chance, (handle) => handle.status())],
  [1, 'redrive', (_, queue, chance) => queue.redrive({ limit: chance.integer(1, 3) })],
  [0.6, 'pause', (_, queue) => queue.pause()],
  [2, 'resume', (_, queue) => queue.resume()],
  [0.3, 'purge', (_, queue) => queue.purge()],
  [0.6, 'setMaxSize', (_, queue, chance) => queue.setMaxSize(chance.integer(0, 8))],
  [0.1, 'shutdown', (_, queue, chance) => queue.shutdown({ immediate: chance.happens(0.3) })],
  [1, 'join', (_, queue, chance) => queue.join({ timeout: chance.integer(0, WAIT_MS) })],
  [1, 'taskDone', (_, queue) => queue.taskDone()],
  [1, 'size', (_, queue) => queue.size()],
  [0.5, 'stats', (_, queue) => queue.stats()]
]
