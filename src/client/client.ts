import { TypedEventEmitter } from 'main-event'
import { checkMaxDuration, checkOneOf, checkOptions, checkSignal, checkString } from './arguments.ts'
import { checkDefinition, defineQueue } from './definition.ts'
import { promised, quiet } from './quiet.ts'
import { QueueHandle } from './queue-handle.ts'
import { Session } from './session.ts'
import { peerInfoOf } from './wire-views.ts'
import type { Link } from '../link/link.ts'
import type { StopOptions, Worker } from '../worker/index.ts'
import type { QueueDefinition, QueueOptions } from './definition.ts'
import type { Dialer } from './dialer.ts'
import type { ClientEvents, ClientInit, StartableClient } from './index.ts'
import type { Queue } from './queue.ts'
import type { QueueHost } from './queue-handle.ts'
import type { PeerInfo, QueueStats } from './views.ts'

/** For the first connection, and for calls that do not wait by nature: milliseconds. */
const TIMEOUT_MS = 10_000

const OFFLINE = { wait: 'wait', fail: 'fail' } as const

/** Until the handlers of a client that stops are aborted: milliseconds. */
const STOP_MS = 10_000

export class QueueClient extends TypedEventEmitter<ClientEvents> implements StartableClient {
  readonly peerId: string
  readonly name: string
  readonly #session: Session
  readonly #dialer: Dialer
  readonly #host: QueueHost
  readonly #declaresAll: boolean
  readonly #workers = new Set<Worker>()

  /** Queues of which something was said. */
  readonly #warned = new Set<string>()
  #coordinatorId = ''
  #starting: Promise<void> | undefined
  #stopping: Promise<void> | undefined

  constructor ({ dialer, clock, peerId, name, timeout = TIMEOUT_MS, offline = 'wait', declare = 'given' }: ClientInit) {
    super()
    this.peerId = peerId
    this.name = checkString('name', name)
    this.#declaresAll = declare === 'always'
    this.#dialer = dialer
    this.#session = new Session({
      dialer,
      clock,
      name,
      timeout: checkMaxDuration('timeout', timeout, 0),
      offline: checkOneOf('offline', offline, OFFLINE),
      events: {
        opened: (link) => { this.#tell('session:open', this.#coordinatorAt(link)) },
        lost: (error) => { this.#tell('session:lost', { error, isFinal: false }) },
        resumed: (link, kept) => { this.#tell('session:resume', { ...this.#coordinatorAt(link), kept }) },
        ended: (error) => {
          this.#tell('session:lost', { error, isFinal: true })
          void dialer.close?.()
        }
      }
    })
    this.#host = {
      session: this.#session,
      clock,
      began: (worker) => { this.#track(worker) },
      warn: (queue, message) => { this.#warn(queue, message) }
    }
  }

  get coordinatorId (): string {
    return this.#coordinatorId
  }

  start (options?: { signal?: AbortSignal }): Promise<void> {
    return promised(() => {
      const signal = checkSignal(checkOptions(options))
      return this.#starting ??= quiet(this.#session.start(signal))
    })
  }

  stop (options?: StopOptions): Promise<void> {
    return quiet(this.#stop(options))
  }

  [Symbol.asyncDispose] (): Promise<void> {
    return this.stop()
  }

  queue<I = unknown, O = unknown> (name: string, options?: QueueOptions): Queue<I, O>
  queue<I, O, P, R> (definition: QueueDefinition<I, O, P, R>): Queue<I, O, P, R>
  queue (what: string | QueueDefinition, options?: QueueOptions): Queue {
    const isGiven = typeof what !== 'string' || options !== undefined
    const definition = typeof what === 'string' ? defineQueue(what, options) : checkDefinition(what)

    if (typeof what !== 'string' && options !== undefined) {
      throw new TypeError(`queue '${definition.name}' has the options of its definition: give them to defineQueue()`)
    }

    return new QueueHandle(this.#host, definition, isGiven || this.#declaresAll)
  }

  peers (): Promise<PeerInfo[]> {
    return this.#session.call({
      op: 'listPeers',
      request: { number: 0, queue: '', listPeers: {} },
      name: 'peers',
      patience: 'none',
      read: ({ peers }) => peers.map(peerInfoOf)
    })
  }

  async stats (): Promise<Record<string, QueueStats>> {
    const names = await this.#session.call({
      op: 'listQueues',
      request: { number: 0, queue: '', listQueues: {} },
      name: 'stats',
      patience: 'none',
      read: ({ queues }) => queues
    })
    const stats = await Promise.all(names.map(async (name) => [name, await this.queue(name).stats()] as const))

    return Object.fromEntries(stats)
  }

  async #stop (options?: StopOptions): Promise<void> {
    const { deadline = STOP_MS } = checkOptions(options)
    checkMaxDuration('deadline', deadline, 0)
    await Promise.all([...this.#workers].map((worker) => worker.stop({ deadline })))
    await (this.#stopping ??= this.#session.stop().finally(() => this.#dialer.close?.()))
  }

  #coordinatorAt ({ remote: { peerId, address } }: Link): { coordinatorId: string, address: string } {
    this.#coordinatorId = peerId

    return { coordinatorId: peerId, address }
  }

  #tell<K extends keyof ClientEvents> (type: K, detail: ClientEvents[K]['detail']): void {
    this.safeDispatchEvent(type, { detail })
  }

  #track (worker: Worker): void {
    const forget = (): void => { this.#workers.delete(worker) }
    this.#workers.add(worker)
    worker.ended.then(forget, forget)
  }

  #warn (queue: string, message: string): void {
    if (!this.#warned.has(queue)) {
      this.#warned.add(queue)
      process.emitWarning(message, { type: 'PeerqWarning' })
    }
  }
}
