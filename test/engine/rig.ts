import { expect } from 'chai'
import { createEngine } from '../../src/engine/index.ts'
import type {
  Answer, Call, Change, Command, Effect, Engine, EngineInit, Grant, Mode, PutCall, QueueOptions, QueueStats, TaskInfo
} from '../../src/engine/index.ts'

/** Parts of a command that a test does not care about. */
export type Some<T> = { [Key in keyof T]?: T[Key] | undefined }

type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>

interface PeerInit {
  local?: boolean
  peerId?: string

  /** The tokens that it says hello with. */
  held?: number[]

  /** Requests that it made before: their numbers are taken. */
  made?: number
}

/** What an engine is made from, and the time that it is then. */
export type RigInit = Some<EngineInit> & { now?: number }

interface QueueDump {
  name: string
  counts: Omit<QueueStats, 'unfinished' | 'getters' | 'putters' | 'oldestReadyMs' | 'longestLeaseMs' | 'maxSize' | 'paused' | 'shutdown'>
}

/** One byte that says which item it is. */
export function item (n: number): Uint8Array {
  return Uint8Array.of(n)
}

/** Bytes of no interest. */
export function bytes (length: number): Uint8Array {
  return new Uint8Array(length)
}

/** An engine with a clock of its own, that is asked after every step whether it has lost anything. */
export class Rig {
  readonly engine: Engine
  readonly changes: Change[] = []
  now = 0

  /** What `random` gives. */
  chance = 0

  readonly #init: EngineInit
  readonly #peers = new Map<string, Peer>()

  constructor ({ now = 0, ...init }: RigInit = {}) {
    this.now = now
    this.#init = { random: () => this.chance, tokenFloor: 0, ...definedIn(init) }
    this.engine = createEngine(this.#init)
  }

  /** An engine with the queue `q`, and nobody waiting for it to be declared. */
  static with (options: Partial<QueueOptions> = {}, init: RigInit = {}): Rig {
    const rig = new Rig(init)
    rig.peer('owner', { local: true }).declare(options)

    return rig
  }

  /** A session with this id, opened if it was not. */
  peer (id: string, { local = false, peerId = `id of ${id}`, held = [], made = 0 }: PeerInit = {}): Peer {
    let peer = this.#peers.get(id)

    if (peer === undefined) {
      peer = new Peer(this, id, peerId, local, made)
      this.#peers.set(id, peer)
      peer.open(held)
    }

    return peer
  }

  execute (command: Command): void {
    this.#took(this.engine.execute(command, this.now))
  }

  tick (): void {
    this.#took(this.engine.tick(this.now))
  }

  /** Lets time pass, with every tick when it is due. */
  advance (ms: number): void {
    const until = this.now + ms

    for (let due = this.engine.nextDeadline(); due <= until; due = this.engine.nextDeadline()) {
      this.now = Math.max(this.now, due)
      this.tick()
    }

    this.now = until
  }

  /** Another engine that was told the facts of this one, and nothing else. */
  replayed (init: Some<EngineInit> = {}): Engine {
    const engine = createEngine({ ...this.#init, ...definedIn(init) })

    for (const change of this.changes) {
      engine.replay(structuredClone(change))
    }

    return engine
  }

  /** The coordinator was started again, at the present time. Sessions are those that were; they say hello again. */
  restarted (init: RigInit = {}): Rig {
    const rig = new Rig({ ...this.#init, now: this.now, ...init })

    for (const change of this.changes) {
      rig.engine.replay(structuredClone(change))
      rig.changes.push(change)
    }

    // from here on it serves
    rig.tick()

    return rig
  }

  #took ({ changes, effects }: { changes: Change[], effects: Effect[] }): void {
    this.changes.push(...changes)

    for (const effect of effects) {
      this.#peers.get(effect.session)?.heard(effect)
    }

    this.conserves()
  }

  /** put = ready + delayed + leased + dead (now) + done + taken + cancelled + expired + dropped (ever). */
  conserves (): void {
    const { queues } = this.engine.dump() as { queues: QueueDump[] }

    for (const { counts, name } of queues) {
      const { ready, delayed, leased, dead, done, taken, cancelled, expired, dropped } = counts
      const sum = ready + delayed + leased + dead + done + taken + cancelled + expired + dropped

      if (counts.put !== sum || Math.min(...Object.values(counts)) < 0) {
        expect.fail(`queue ${name} had ${counts.put} tasks and has ${JSON.stringify(counts)}`)
      }
    }
  }
}

/** One session, and all that it was told. */
export class Peer {
  readonly id: string
  readonly peerId: string
  readonly heardOf: Effect[] = []
  readonly #rig: Rig
  readonly #local: boolean
  readonly #answers = new Map<number, Answer>()
  #number: number
  #sequence = 0

  constructor (rig: Rig, id: string, peerId: string, local: boolean, made: number) {
    this.#number = made
    this.#rig = rig
    this.id = id
    this.peerId = peerId
    this.#local = local
  }

  heard (effect: Effect): void {
    this.heardOf.push(effect)

    if (effect.type === 'reply') {
      this.#answers.set(effect.number, effect.answer)
    }
  }

  /** What it was told of one kind, in order. */
  all<Type extends Effect['type']> (type: Type): Array<EffectOf<Type>> {
    return this.heardOf.filter((effect): effect is EffectOf<Type> => effect.type === type)
  }

  /** The last that it was told of one kind. */
  last<Type extends Effect['type']> (type: Type): EffectOf<Type> {
    const [last] = this.all(type).slice(-1)

    return last ?? expect.fail(`${this.id} was not told of any ${type}`)
  }

  /** What its consumers were given, in order. */
  get grants (): Grant[] {
    return this.all('grant').map(({ grant }) => grant)
  }

  // its stream

  open (held: number[] = []): EffectOf<'welcome'> | EffectOf<'refuse'> {
    this.#rig.execute({ type: 'open', session: this.id, peer: this.peerId, name: this.id, keyName: '', local: this.#local, held })

    return this.heardOf.findLast((effect) => effect.type === 'welcome' || effect.type === 'refuse') ?? expect.fail('no answer to hello')
  }

  detach (cause: 'closed' | 'silent' = 'closed'): void {
    this.#rig.execute({ type: 'detach', session: this.id, cause })
  }

  goodbye (): void {
    this.#rig.execute({ type: 'goodbye', session: this.id })
  }

  throttle (throttled: boolean): void {
    this.#rig.execute({ type: 'throttle', session: this.id, throttled })
  }

  heartbeat (tokens: number[] = [], started: number[] = []): number[] {
    this.#rig.execute({ type: 'heartbeat', session: this.id, sequence: ++this.#sequence, tokens, started })

    return this.last('heartbeat').refused
  }

  abandon (number: number): void {
    this.#rig.execute({ type: 'abandon', session: this.id, number })
  }

  answered (below: number): void {
    this.#rig.execute({ type: 'answered', session: this.id, below })
  }

  progress (token: number, value: Uint8Array): void {
    this.#rig.execute({ type: 'progress', session: this.id, token, value })
  }

  consume ({ consumer = 1, queue = 'q', mode = 'LEASE', concurrency = 1, prefetch = 0, close = false }: Some<Omit<Extract<Command, { type: 'consume' }>, 'type' | 'session'>> = {}): void {
    this.#rig.execute({ type: 'consume', session: this.id, consumer, queue, mode, concurrency, prefetch, close })
  }

  // its requests

  /** Makes a request; its number. */
  send (call: Call, queue = 'q'): number {
    this.repeat(++this.#number, call, queue)

    return this.#number
  }

  /** Makes a request with a number that was used before. */
  repeat (number: number, call: Call, queue = 'q'): void {
    this.#rig.execute({ type: 'call', session: this.id, number, queue, call })
  }

  /** The answer to a request, if there was one. */
  answer (number: number): Answer | undefined {
    return this.#answers.get(number)
  }

  /** The reply to a request is lost. */
  lose (number: number): void {
    this.#answers.delete(number)
  }

  /** Makes a request and has its answer at once. */
  ask (call: Call, queue = 'q'): Answer {
    const number = this.send(call, queue)

    return this.answer(number) ?? expect.fail(`${call.op} of ${this.id} waits`)
  }

  declare (options: Partial<QueueOptions> = {}, queue = 'q', more: { reopen?: boolean, create?: boolean } = {}): Answer {
    return this.ask({ op: 'declare', options, reopen: false, ...more }, queue)
  }

  /** The id of a task that was put with one item and no id. */
  put (...args: Parameters<typeof putCall>): string {
    const call = putCall(...args)
    const number = this.send(call)
    expect(this.answer(number)?.status).to.equal('OK')

    return call.id ?? `~${this.id}.${number}`
  }

  /** What it is given at once. */
  take (mode: Mode = 'LEASE'): Grant {
    const { grant } = this.ask(takeCall({ mode, block: false }))

    return grant ?? expect.fail('nothing to take')
  }

  get (): Grant {
    return this.take('RECEIPT')
  }

  complete (token: number, result?: Uint8Array): Answer {
    return this.ask({ op: 'complete', token, result })
  }

  fail (token: number, { retry = true, delay }: { retry?: boolean, delay?: number } = {}): Answer {
    return this.ask(failCall(token, { retry, delay }))
  }

  release (token: number, delay?: number): Answer {
    return this.ask({ op: 'release', token, delay })
  }

  confirm (...tokens: number[]): Answer {
    return this.ask({ op: 'confirm', tokens })
  }

  stats (queue = 'q'): QueueStats {
    return this.ask({ op: 'stats' }, queue).stats ?? expect.fail('no stats')
  }

  inspect (task: string): TaskInfo {
    return this.ask({ op: 'inspect', task }).tasks?.[0] ?? expect.fail(`no task ${task}`)
  }

  /** Its outcome, which must be there. */
  result (task: string): Answer {
    return this.ask({ op: 'awaitResult', task, timeout: 0 })
  }
}

export function putCall (
  items: number | Uint8Array | Uint8Array[] = 1,
  options: Some<Omit<PutCall, 'op' | 'items'>> = {}
): PutCall {
  return {
    op: 'put',
    items: Array.isArray(items) ? items : [typeof items === 'number' ? item(items) : items],
    id: options.id,
    block: options.block ?? true,
    timeout: options.timeout ?? Infinity,
    priority: options.priority ?? 0,
    delay: options.delay ?? 0,
    ttl: options.ttl ?? Infinity,
    maxAttempts: options.maxAttempts,
    leaseMs: options.leaseMs,
    maxRunMs: options.maxRunMs
  }
}

export function takeCall ({ mode = 'LEASE', block = true, timeout = Infinity }: Some<Extract<Call, { op: 'take' }>> = {}): Call {
  return { op: 'take', mode, block, timeout }
}

export function failCall (token: number, { retry = true, delay }: { retry?: boolean, delay?: number | undefined } = {}): Call {
  const failure = { name: 'Error', message: 'boom', stack: 'at boom', workerName: 'w', workerPeerId: 'id of w' }

  return { op: 'fail', token, failure, retry, delay }
}

function definedIn<T extends object> (values: Some<T>): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
}
