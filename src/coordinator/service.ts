import { systemClock } from '../clock.ts'
import { createFramedLink, streamToDuplex } from '../link/index.ts'
import { PROTOCOL_ID } from '../protocol/index.ts'
import { Core } from './core.ts'
import { resolveLimits } from './limits.ts'
import type { Connection, Startable, Stream, StreamHandler, StreamHandlerOptions } from '@libp2p/interface'
import type { Clock } from '../clock.ts'
import type { CoordinatorCore, CoordinatorCoreInit } from './index.ts'
import type { CoordinatorLimits } from './limits.ts'

/** Whether a connection was made with one of our keys: with which, or why not. */
export type Admission =
  | { ok: true, keyName: string }
  | { ok: false, reason: string }

export interface CoordinatorServiceInit extends CoordinatorCoreInit {
  /** Only streams of connections that this lets in are served. */
  admit (connection: Connection): Admission

  /**
   * What the protocol's id begins with: `/peerq/1.0.0`.
   *
   * @default 'peerq'
   */
  protocolPrefix?: string

  /**
   * Streams that one connection may have open; libp2p resets those above it. A session needs one.
   *
   * @default 8
   */
  maxInboundStreams?: number
}

/** What the service needs of its node, named as libp2p names it. */
export interface CoordinatorServiceComponents {
  registrar: {
    handle (protocol: string, handler: StreamHandler, options?: StreamHandlerOptions): Promise<void>
    unhandle (protocol: string): Promise<void>
  }
}

/** A coordinator in a libp2p node: starts and stops with it. */
export interface CoordinatorService extends Startable {
  /** It may be started, and given queues, before the node is. */
  readonly core: CoordinatorCore

  /** The id under which it is found. */
  readonly protocol: string
}

export function coordinatorService (init: CoordinatorServiceInit): (components: CoordinatorServiceComponents) => CoordinatorService {
  return (components) => new Service(init, components)
}

class Service implements CoordinatorService {
  readonly core: CoordinatorCore
  readonly protocol: string
  readonly #registrar: CoordinatorServiceComponents['registrar']
  readonly #admit: CoordinatorServiceInit['admit']
  readonly #clock: Clock
  readonly #limits: CoordinatorLimits
  readonly #maxInboundStreams: number
  #isHandling = false

  constructor (init: CoordinatorServiceInit, { registrar }: CoordinatorServiceComponents) {
    const { protocolPrefix = 'peerq', maxInboundStreams = 8, clock = systemClock } = init

    this.core = new Core(init)
    this.protocol = PROTOCOL_ID.replace('peerq', protocolPrefix)
    this.#registrar = registrar
    this.#admit = (connection) => init.admit(connection)
    this.#clock = clock
    this.#limits = resolveLimits(init.limits)
    this.#maxInboundStreams = maxInboundStreams
  }

  async start (): Promise<void> {
    await this.core.start()

    if (!this.#isHandling) {
      this.#isHandling = true
      await this.#registrar.handle(this.protocol, this.#serve, { maxInboundStreams: this.#maxInboundStreams })
    }
  }

  /** While connections are still there: goodbyes go over them. */
  async beforeStop (): Promise<void> {
    await this.#unhandle()
    await this.core.stop()
  }

  async stop (): Promise<void> {
    await this.beforeStop()
  }

  async #unhandle (): Promise<void> {
    if (this.#isHandling) {
      this.#isHandling = false
      await this.#registrar.unhandle(this.protocol)
    }
  }

  /** Whatever goes wrong here is this stream's affair only. */
  readonly #serve = (stream: Stream, connection: Connection): void => {
    try {
      this.#accept(stream, connection)
    } catch (error) {
      stream.abort(error as Error)
    }
  }

  #accept (stream: Stream, connection: Connection): void {
    const peerId = connection.remotePeer.toString()
    const address = connection.remoteAddr.toString()
    const admission = this.#admit(connection)

    if (!admission.ok) {
      this.core.events.safeDispatchEvent('peer:refuse', { detail: { peerId, address, reason: admission.reason } })
      stream.abort(new Error(admission.reason))
      return
    }

    const { maxFrameBytes, maxPayloadBytes } = this.#limits

    this.core.accept(createFramedLink({
      duplex: streamToDuplex(stream),
      remote: { peerId, keyName: admission.keyName, address, local: false },
      clock: this.#clock,
      role: 'coordinator',
      limits: { maxFrameBytes, maxPayloadBytes }
    }))
  }
}
