import { Rig, failCall, putCall, takeCall } from './rig.ts'
import type { Call, Mode } from '../../src/engine/index.ts'
import type { RigInit } from './rig.ts'

const QUEUES = ['q', 'lifo', 'small', 'late']
const SESSIONS = ['a', 'b', 'c', 'local']

/** An engine to which all sorts of things happen, the same for the same seed. */
export class RandomLife {
  readonly rig: Rig
  #state: number
  #items = 0

  constructor (seed: number, init: RigInit = {}) {
    this.#state = seed >>> 0
    this.rig = new Rig({ limits: { maxResults: 12, maxIds: 10, maxAway: 2 }, ...init })
    this.#peer('local').declare({}, 'q')
    this.#peer('local').declare({ order: 'lifo', leaseMs: 500, backoff: { type: 'fixed', delay: 70, maxDelay: 70, jitter: 0 } }, 'lifo')
    this.#peer('local').declare({ maxSize: 4, maxAttempts: 1, resultTtl: 800, dedupTtl: 900, maxRunMs: 2_000 }, 'small')
  }

  /** One thing happens. */
  step (): void {
    const kinds = [
      this.#put, this.#put, this.#put, this.#take, this.#take, this.#settle, this.#settle, this.#settle, this.#consume, this.#ofTask,
      this.#administer, this.#come, this.#pass, this.#acknowledge
    ]

    kinds[this.#below(kinds.length)]?.call(this)
  }

  #put (): void {
    const items = Array.from({ length: 1 + this.#below(3) }, () => new Uint8Array(this.#below(40)).fill(this.#items++))

    this.#ask(putCall(items.length === 1 ? items : items.slice(0, this.#below(4)), {
      ...items.length === 1 && this.#below(2) === 0 && { id: this.#one(['chosen', 'gewählt', '选择', `id ${this.#below(9)}`]) },
      priority: this.#one([0, 0, 0, -5, 2_147_483_647]),
      delay: this.#one([0, 0, 0, 30, 700.5]),
      ttl: this.#one([Infinity, Infinity, 900]),
      timeout: this.#one([0, Infinity]),
      maxAttempts: this.#one([undefined, undefined, 7, Infinity])
    }))
  }

  #take (): void {
    this.#ask(takeCall({ mode: this.#mode(), timeout: this.#one([0, 500, Infinity]) }))
  }

  #settle (): void {
    const token = 1 + this.#below(60)
    const held = this.#tokens()
    const one = this.#one([...held, ...held, ...held, token])

    this.#ask(this.#one<Call>([
      { op: 'complete', token: one, result: this.#one([undefined, new Uint8Array(), new Uint8Array(this.#below(300)).fill(9)]) },
      { op: 'completeMany', done: [...held.slice(0, 2), token].map((token) => ({ token, result: this.#one([undefined, new Uint8Array(3)]) })) },
      { op: 'confirm', tokens: held.slice(0, 2) },
      { op: 'confirm', tokens: [token] },
      failCall(one, { retry: this.#below(3) > 0, delay: this.#one([undefined, 40]) }),
      { op: 'release', token: one, delay: this.#one([undefined, 0, 300]) },
      { op: 'extend', token: one, ms: this.#one([100, 90_000]) }
    ]))
  }

  #consume (): void {
    this.#peer().consume({
      consumer: 1 + this.#below(2), queue: this.#queue(), mode: this.#mode(), concurrency: this.#below(3), prefetch: this.#below(3), close: this.#below(5) === 0
    })
  }

  #ofTask (): void {
    const { queues } = this.rig.engine.dump() as { queues: Array<{ name: string, tasks: Array<{ id: string }> }> }
    const queue = this.#one(queues)
    const task = this.#one(queue.tasks)?.id ?? 'nobody'

    const others = Array.from({ length: this.#below(3) }, () => this.#one(queue.tasks)?.id ?? 'nobody')

    this.#ask(this.#one<Call>([
      { op: 'cancel', task }, { op: 'requeue', task }, { op: 'collect', tasks: [task, ...others] }, { op: 'awaitResult', task, timeout: this.#one([0, Infinity]) }, { op: 'follow', task }
    ]), queue.name)
  }

  #administer (): void {
    const calls: Call[] = [
      { op: 'pause' }, { op: 'resume' }, { op: 'resume' }, { op: 'purge' }, { op: 'redrive', tasks: [], limit: this.#one([1, Infinity]) },
      { op: 'taskDone' }, { op: 'shutdown', immediate: this.#below(3) === 0 }, { op: 'setMaxSize', maxSize: this.#below(6) },
      { op: 'declare', options: { leaseMs: 400 + this.#below(300) }, reopen: true }, { op: 'declare', options: {}, reopen: true }
    ]

    this.#ask(this.#one(calls))
  }

  #come (): void {
    const peer = this.#peer()

    switch (this.#below(5)) {
      case 0: peer.goodbye(); break
      case 1: peer.detach('silent'); break
      case 2: peer.detach('closed'); break
      case 3: this.rig.execute({ type: 'heartbeat', session: peer.id, sequence: 1, tokens: this.#tokens(), started: this.#tokens().slice(0, 1) }); break
      default: peer.open(this.#tokens())
    }
  }

  #pass (): void {
    this.rig.advance(this.#one([1, 20, 80.5, 400, 3_000, 700_000]))
  }

  #acknowledge (): void {
    this.#peer().answered(this.#below(40))
  }

  #ask (call: Call, queue = this.#queue()): void {
    this.#peer().send(call, queue)
  }

  #peer (name = this.#one(SESSIONS)): ReturnType<Rig['peer']> {
    const peer = this.rig.peer(name, { local: name === 'local' })
    const isThere = [...this.rig.engine.sessions()].some(({ session, connected }) => session === name && connected)

    if (!isThere && this.#below(3) > 0) {
      peer.open(this.#tokens())
    }

    return peer
  }

  #tokens (): number[] {
    const { sessions } = this.rig.engine.dump() as { sessions: Array<{ leases: number[] }> }

    return sessions.flatMap(({ leases }) => leases)
  }

  #mode (): Mode {
    return this.#one<Mode>(['LEASE', 'RECEIPT'])
  }

  #queue (): string {
    return this.#one(QUEUES)
  }

  #one<T> (values: T[]): T {
    return values[this.#below(values.length)] as T
  }

  /** Mulberry32. */
  #below (bound: number): number {
    this.#state = this.#state + 0x6d2b79f5 >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ mixed >>> 15, mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61)

    return Math.floor(((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32 * bound)
  }
}
