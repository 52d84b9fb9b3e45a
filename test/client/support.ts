import { createClient } from '../../src/client/index.ts'
import { ConnectionError } from '../../src/errors.ts'
import { createLinkPair } from '../../src/link/index.ts'
import { createReply, encodePayload } from '../../src/protocol/index.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import type { ClientInit, StartableClient } from '../../src/client/index.ts'
import type { Link } from '../../src/link/index.ts'
import type {
  CallName, Consume, Goodbye, Grant, Heartbeat, Hello, Message, Reply, Request, Settle, Welcome
} from '../../src/protocol/index.ts'

export const HISTORY = Uint8Array.of(1, 2, 3)
export const OTHER_HISTORY = Uint8Array.of(4, 5, 6)

/** The coordinator's end of one connection, in the hands of a test: it says what it is told to. */
export class End {
  readonly link: Link
  readonly clock: VirtualClock

  /** All that arrived, and what its last frame said is answered. */
  readonly messages: Message[] = []
  below = 0

  /** Nothing more will arrive; the error, if it was one. */
  ended: true | Error | undefined

  constructor (clock: VirtualClock, link: Link) {
    this.clock = clock
    this.link = link
    void this.#read()
  }

  async send (...messages: Message[]): Promise<void> {
    messages.forEach((message) => { this.link.send(message) })
    await this.clock.settle()
  }

  async welcome (fields: Partial<Welcome> = {}): Promise<void> {
    await this.send({
      welcome: {
        history: HISTORY,
        resumed: false,
        voided: [],
        heartbeatMs: 3_000,
        silentMs: 10_000,
        maxFrameBytes: 2 ** 20,
        maxPayloadBytes: 2 ** 26,
        maxRequests: 1_024,
        maxWaiters: 1_024,
        keyName: '',
        ...fields
      }
    })
  }

  async reply (number: number, fields: Partial<Reply> = {}): Promise<void> {
    await this.send({ reply: createReply(number, fields) })
  }

  /** Answers a `take`. */
  async hand (number: number, token: number, item: unknown = `item ${token}`, fields: Partial<Grant> = {}): Promise<void> {
    await this.reply(number, { grant: grantOf(token, item, fields) })
  }

  async grant (consumer: number, token: number, item: unknown = `item ${token}`, fields: Partial<Grant> = {}): Promise<void> {
    await this.send({ grant: grantOf(token, item, { consumer, ...fields }) })
  }

  async goodbye (reason: Goodbye['reason'], fields: Partial<Goodbye> = {}): Promise<void> {
    await this.send({ goodbye: { reason, status: 'OK', message: '', ...fields } })
  }

  /** Answers the last heartbeat. */
  async beat (refused: number[] = []): Promise<void> {
    await this.send({ heartbeatAnswer: { sequence: this.heartbeats.at(-1)?.sequence ?? 0, refused } })
  }

  async cut (): Promise<void> {
    this.link.abort(new ConnectionError('the test has cut it'))
    await this.clock.settle()
  }

  get hello (): Hello | undefined {
    return this.messages[0]?.hello
  }

  get requests (): Request[] {
    return this.messages.flatMap(({ request }) => request ?? [])
  }

  /** What the requests so far are, in order. */
  get calls (): CallName[] {
    return this.requests.map((request) => Object.keys(request).find((key) => key !== 'number' && key !== 'queue') as CallName)
  }

  get numbers (): number[] {
    return this.requests.map(({ number }) => number)
  }

  get settles (): Settle[] {
    return this.requests.flatMap(({ settle }) => settle ?? [])
  }

  get confirmed (): number[][] {
    return this.requests.flatMap(({ confirm }) => confirm === undefined ? [] : [confirm.tokens])
  }

  get heartbeats (): Heartbeat[] {
    return this.messages.flatMap(({ heartbeat }) => heartbeat ?? [])
  }

  get consumes (): Consume[] {
    return this.messages.flatMap(({ consume }) => consume ?? [])
  }

  get abandoned (): number[] {
    return this.messages.flatMap(({ abandon }) => abandon?.number ?? [])
  }

  async #read (): Promise<void> {
    try {
      for await (const { messages, below } of this.link.incoming) {
        this.messages.push(...messages)
        this.below = Math.max(this.below, below)
      }

      this.ended = true
    } catch (err) {
      this.ended = err as Error
    }
  }
}

export function grantOf (token: number, item: unknown, fields: Partial<Grant> = {}): Grant {
  return {
    consumer: 0,
    token,
    task: `task ${token}`,
    item: item instanceof Uint8Array ? item : encodePayload(item),
    attempt: 1,
    leaseMs: 30_000,
    maxRunMs: 0,
    heartbeat: 0,
    ...fields
  }
}

export interface RigInit extends Partial<Omit<ClientInit, 'clock'>> {
  local?: boolean
}

/** A client on a virtual clock, and the ends of the connections that it makes. */
export class Rig {
  readonly clock = new VirtualClock()
  readonly client: StartableClient
  readonly ends: End[] = []

  /** What the next dials come to, instead of a connection. */
  readonly failures: Error[] = []

  /** Dials find nothing, and do not end. */
  isSilent = false

  /** When each dial was made. */
  readonly dials: number[] = []

  constructor ({ local = false, ...init }: RigInit = {}) {
    const remote = { peerId: 'coordinator', keyName: '', address: '/memory', local }

    this.client = createClient({
      clock: this.clock,
      peerId: 'client',
      name: 'tester',
      dialer: {
        describe: () => '/memory/test',
        dial: async ({ signal }) => {
          this.dials.push(this.clock.now())
          const failure = this.failures.shift()

          if (failure !== undefined) {
            throw failure
          }

          if (this.isSilent) {
            await new Promise((_, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error) }) })
          }

          const [near, far] = createLinkPair({ clock: this.clock, remotes: [remote, remote] })
          this.ends.push(new End(this.clock, far))

          return near
        }
      },
      ...init
    })
  }

  /** The end of the last connection. */
  get end (): End {
    const end = this.ends.at(-1)

    if (end === undefined) {
      throw new Error('there was no connection yet')
    }

    return end
  }

  /** Connects, and is welcome. */
  async start (welcome: Partial<Welcome> = {}): Promise<this> {
    const started = this.client.start()
    await this.clock.settle()
    await this.end.welcome(welcome)
    await started

    return this
  }

  /** Waits for the next connection, and welcomes it. */
  async resume (welcome: Partial<Welcome> = {}): Promise<End> {
    const { length } = this.ends

    for (let waited = 0; this.ends.length === length && waited < 20_000; waited += 50) {
      await this.clock.advance(50)
    }

    await this.end.welcome({ resumed: true, ...welcome })

    return this.end
  }
}

export async function started (init: RigInit = {}, welcome: Partial<Welcome> = {}): Promise<Rig> {
  return new Rig(init).start(welcome)
}

/** The session's id, as the coordinator knows it. */
export function sessionOf (rig: Rig): string {
  return Buffer.from(rig.ends[0]?.hello?.session ?? []).toString('base64url')
}

/** What a promise came to, if it came to anything yet. */
export interface Outcome<T> {
  value?: T
  error?: Error & { code?: string, outcome?: string, taskId?: string, reason?: string }
}

/** Notes what becomes of a promise, without waiting for it. */
export function outcomeOf<T> (promise: Promise<T>): Outcome<T> {
  const outcome: Outcome<T> = {}
  promise.then((value) => { outcome.value = value }, (error: Error) => { outcome.error = error })

  return outcome
}
