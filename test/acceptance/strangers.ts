/** Peers that hold the key and do not speak as they should: libp2p nodes without a client or coordinator in them. */
import { createHash, randomBytes } from 'node:crypto'
import { noise as plainNoise } from '@chainsafe/libp2p-noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { pskNoise } from '../../src/index.ts'
import { encodeFrame } from '../../src/protocol/index.ts'
import { inTime, LOOPBACK } from './support.ts'
import type { Libp2p, Stream } from '@libp2p/interface'
import type { Message } from '../../src/protocol/index.ts'
import type { Stage } from './support.ts'

export const PROTOCOL = '/peerq/1.0.0'

export interface StrangerInit {
  /** Absent: it has only stock Noise. */
  key?: string
  listens?: boolean
}

/** A node that a user might have: nothing in it but a transport, encryption and a multiplexer. */
export async function stranger (stage: Stage, { key, listens = false }: StrangerInit): Promise<Libp2p> {
  const node = await createLibp2p({
    addresses: { listen: listens ? LOOPBACK : [] },
    transports: [tcp()],
    connectionEncrypters: [key === undefined ? plainNoise() : pskNoise({ key })],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: false }
  })
  stage.add(async () => { await node.stop() })

  return node
}

/** A stream to the coordinator, by somebody who says on it what he likes. */
export class RawStream {
  /** What the coordinator said. */
  readonly received: Uint8Array[] = []
  readonly closed: Promise<void>
  readonly #stream: Stream

  private constructor (stream: Stream) {
    const ended = Promise.withResolvers<void>()

    this.#stream = stream
    this.closed = ended.promise
    stream.addEventListener('message', ({ data }) => { this.received.push(data.subarray()) })
    stream.addEventListener('remoteCloseWrite', () => { ended.resolve() })
    stream.addEventListener('close', () => { ended.resolve() })
  }

  static async open (stage: Stage, address: string): Promise<RawStream> {
    const node = await stranger(stage, { key: stage.key })
    const connection = await node.dial(multiaddr(address))

    return new RawStream(await connection.newStream(PROTOCOL))
  }

  /** Says something. What happens when nobody listens any more is of no interest. */
  send (bytes: Uint8Array): void {
    try {
      this.#stream.send(bytes)
    } catch {
      // it was cut in the meantime
    }
  }

  /** All that was said to it, as text. */
  get text (): string {
    return Buffer.concat(this.received).toString('latin1')
  }

  async end (): Promise<void> {
    await inTime('the end of the stream', this.#stream.close()).catch(() => {})
  }

  abort (): void {
    this.#stream.abort(new Error('cut by the test'))
  }
}

/** Messages in one frame, as they go onto the stream. */
export function frames (...messages: Message[]): Uint8Array {
  return encodeFrame({ messages, below: 0 })
}

/** What a caller says first. */
export function hello (): Message {
  return { hello: { session: randomBytes(16), name: 'stranger', resume: false, history: new Uint8Array(), held: [] } }
}

/** Bytes without a meaning, the same for a seed each time. */
export function noise (length: number, seed = 0): Uint8Array {
  return createHash('shake256', { outputLength: length }).update(`seed ${seed}`).digest()
}
