import { createCoordinatorCore } from '../../src/coordinator/index.ts'
import { createFramedLink, createBytePair, createLinkPair } from '../../src/link/index.ts'
import { createRequest } from '../../src/protocol/index.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import type { CoordinatorCore, CoordinatorCoreInit } from '../../src/coordinator/index.ts'
import type { ByteDuplex, Link, Remote } from '../../src/link/index.ts'
import type { Goodbye, Grant, Hello, Message, Put, Reply, RequestCall, Take, Update, Welcome } from '../../src/protocol/index.ts'

/** A coordinator on a virtual clock, and callers that say exactly what a test wants said. */
export interface Rig extends AsyncDisposable {
  clock: VirtualClock
  core: CoordinatorCore

  /** A link that has not said hello. */
  dial (remote?: Partial<Remote>, session?: Uint8Array): Caller

  /** One that has, and was welcome. */
  connect (remote?: Partial<Remote>, session?: Uint8Array): Promise<Caller>

  /** The caller's end of a connection that carries bytes. */
  dialBytes (remote?: Partial<Remote>): ByteDuplex
}

export async function createRig (init: CoordinatorCoreInit = {}): Promise<Rig> {
  const clock = init.clock as VirtualClock | undefined ?? new VirtualClock()
  const core = createCoordinatorCore({ ...init, clock })
  let peers = 0

  const remoteOf = (remote: Partial<Remote>): Remote =>
    ({ peerId: `peer-${++peers}`, keyName: '', address: '/memory', local: false, ...remote })
  const here = remoteOf({ peerId: 'coordinator' })

  function dial (remote: Partial<Remote> = {}, session = clock.randomBytes(16)): Caller {
    const [near, far] = createLinkPair({ clock, remotes: [here, remoteOf(remote)] })
    core.accept(far)

    return new Caller(clock, near, session)
  }

  await core.start()

  return {
    clock,
    core,
    dial,
    async connect (remote, session) {
      const caller = dial(remote, session)
      await caller.hello()

      return caller
    },
    dialBytes (remote = {}) {
      const [near, far] = createBytePair()
      core.accept(createFramedLink({ duplex: far, remote: remoteOf(remote), clock, role: 'coordinator' }))

      return near
    },
    async [Symbol.asyncDispose] () {
      const stopped = core.stop()
      await clock.advance(10_000)
      await stopped
    }
  }
}

/** One end of a link, in the hands of a test. */
export class Caller {
  readonly link: Link
  readonly session: Uint8Array
  readonly clock: VirtualClock

  /** All that arrived. */
  readonly messages: Message[] = []

  /** Nothing more will arrive; the error, if it was one. */
  ended: true | Error | undefined
  #number = 0

  constructor (clock: VirtualClock, link: Link, session: Uint8Array) {
    this.clock = clock
    this.link = link
    this.session = session
    void this.#read()
  }

  /** The session's id, as the engine knows it. */
  get id (): string {
    return Buffer.from(this.session).toString('base64url')
  }

  /** Sends all of it in one frame. */
  async send (...messages: Message[]): Promise<void> {
    messages.forEach((message) => { this.link.send(message) })
    await this.clock.settle()
  }

  async hello (fields: Partial<Hello> = {}): Promise<Welcome | undefined> {
    await this.send({ hello: { session: this.session, name: 'tester', resume: false, history: new Uint8Array(), held: [], ...fields } })

    return this.messages.findLast(({ welcome }) => welcome !== undefined)?.welcome
  }

  /** Makes a request, and does not wait for its answer. */
  async request (queue: string, call: RequestCall, number = ++this.#number): Promise<number> {
    this.#number = Math.max(this.#number, number)
    await this.send({ request: createRequest(number, queue, call) })

    return number
  }

  /** Makes a request, and gives the answer that came of it without any time passing. */
  async call (queue: string, call: RequestCall): Promise<Reply | undefined> {
    return this.replyTo(await this.request(queue, call))
  }

  async declare (queue: string): Promise<void> {
    await this.call(queue, { declare: { reopen: false } })
  }

  async put (queue: string, ...items: string[]): Promise<Reply | undefined> {
    return this.call(queue, { put: putOf(items) })
  }

  async take (queue: string, fields: Partial<Take> = {}): Promise<Reply | undefined> {
    return this.call(queue, { take: { mode: 'LEASE', noWait: true, ...fields } })
  }

  async size (queue: string): Promise<number | undefined> {
    return (await this.call(queue, { ask: { what: 'SIZE' } }))?.count
  }

  async consume (queue: string, concurrency: number, fields: { consumer?: number, prefetch?: number, close?: boolean } = {}): Promise<void> {
    await this.send({ consume: { consumer: 1, queue, mode: 'LEASE', concurrency, prefetch: 0, close: false, ...fields } })
  }

  async heartbeat (sequence: number, tokens: number[] = []): Promise<void> {
    await this.send({ heartbeat: { sequence, tokens, started: [] } })
  }

  replyTo (number: number): Reply | undefined {
    return this.messages.findLast(({ reply }) =>
      reply !== undefined && number >= reply.number && number <= Math.max(reply.number, reply.through))?.reply
  }

  get grants (): Grant[] {
    return this.messages.flatMap(({ grant }) => grant ?? [])
  }

  updatesOf (number: number): Update[] {
    return this.messages.flatMap(({ update }) => update?.number === number ? [update] : [])
  }

  /** The last word of the coordinator. */
  get goodbye (): Goodbye | undefined {
    return this.messages.findLast(({ goodbye }) => goodbye !== undefined)?.goodbye
  }

  async #read (): Promise<void> {
    try {
      for await (const { messages } of this.link.incoming) {
        this.messages.push(...messages)
      }

      this.ended = true
      await this.link.close()
    } catch (error) {
      this.ended = error as Error
    }
  }
}

export function putOf (items: string[], fields: Partial<Put> = {}): Put {
  return { items: items.map(bytesOf), id: '', noWait: true, priority: 0, delay: 0, ...fields }
}

export function bytesOf (text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text))
}

export function textOf (bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes).toString()
}
