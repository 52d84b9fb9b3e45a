import { once } from 'node:events'
import { createConnection, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'

/** Which way bytes go. */
export type Way = 'there' | 'back'

/** How connections end that are cut: `reset` as when a machine is gone, `end` as when a process is. */
export type Manner = 'reset' | 'end'

/** Two sockets, each the other's end. */
interface Pair {
  near: Socket
  far: Socket

  /** What still comes is not carried on. */
  isCut: boolean

  /** What is on its way, where that takes time. */
  onItsWay: Record<Way, Parcel[]>
}

/** Bytes that arrive at a time. */
interface Parcel {
  chunk: Buffer
  at: number
  then: (() => void) | undefined
}

/** Cuts after so many more bytes of one way. */
interface Fuse {
  way: Way
  bytes: number
  burnt: PromiseWithResolvers<void>
}

/** A stretch of network between a client and its coordinator that a test can cut, at any byte. */
export class Proxy {
  readonly #server: Server
  readonly #port: number
  readonly #pairs = new Set<Pair>()

  /** Nothing gets through. */
  #cut: Manner | undefined
  #halted: readonly Way[] = []
  #fuse: Fuse | undefined
  #latency: (() => number) | undefined

  private constructor (server: Server, port: number) {
    this.#server = server
    this.#port = port
    server.on('connection', (near) => { this.#join(near) })
  }

  /** One that leads to this port of loopback. */
  static async to (port: number): Promise<Proxy> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')

    return new Proxy(server, port)
  }

  /** What a client is told. */
  get address (): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Ends what goes through, and lets nothing new through until `heal`. */
  cut (manner: Manner = 'reset'): void {
    this.#cut = manner
    this.#dropAll(manner)
  }

  /** Drops all connections once, after so many more bytes; the next one goes through. Resolves when that has happened. */
  async cutAfter (bytes: number, way: Way): Promise<void> {
    this.#fuse = { way, bytes, burnt: Promise.withResolvers() }
    await this.#fuse.burnt.promise
  }

  /** Nothing moves any more, or only one way, and neither side is told; new connections are taken, and nothing moves there either. */
  halt (ways: readonly Way[] = ['there', 'back']): void {
    this.#halted = ways
    this.#pairs.forEach((pair) => { hold(pair, ways) })
  }

  /** What goes through takes so many milliseconds each way, asked for each chunk. */
  delay (latency: () => number): void {
    this.#latency = latency
  }

  heal (): void {
    this.#cut = undefined
    this.#halted = []

    for (const { near, far } of this.#pairs) {
      near.resume()
      far.resume()
    }
  }

  async close (): Promise<void> {
    this.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join (near: Socket): void {
    const pair: Pair = { near, far: createConnection(this.#port, '127.0.0.1'), isCut: false, onItsWay: { there: [], back: [] } }

    // how one side ends is how the other does
    near.on('error', () => { this.#drop(pair, 'reset') })
    pair.far.on('error', () => { this.#drop(pair, 'reset') })
    near.once('close', () => { this.#drop(pair, 'end') })
    pair.far.once('close', () => { this.#drop(pair, 'end') })
    near.on('data', (chunk) => { this.#carry(pair, chunk, 'there') })
    pair.far.on('data', (chunk) => { this.#carry(pair, chunk, 'back') })
    this.#pairs.add(pair)

    if (this.#cut !== undefined) {
      this.#drop(pair, this.#cut)
    } else {
      hold(pair, this.#halted)
    }
  }

  #carry (pair: Pair, chunk: Buffer, way: Way): void {
    const fuse = this.#fuse

    if (pair.isCut) {
      return
    }

    if (fuse?.way !== way) {
      this.#send(pair, chunk, way)
    } else if (chunk.byteLength < fuse.bytes) {
      this.#send(pair, chunk, way)
      fuse.bytes -= chunk.byteLength
    } else {
      // what came before the cut arrives
      this.#fuse = undefined
      pair.isCut = true
      this.#send(pair, chunk.subarray(0, fuse.bytes), way, () => {
        this.#dropAll('end')
        fuse.burnt.resolve()
      })
    }
  }

  #send ({ near, far, onItsWay }: Pair, chunk: Buffer, way: Way, then?: () => void): void {
    const to = way === 'there' ? far : near
    const parcels = onItsWay[way]

    if (this.#latency === undefined) {
      to.write(chunk, then)
      return
    }

    const now = performance.now()
    const at = Math.max(now + this.#latency(), parcels.at(-1)?.at ?? 0)
    parcels.push({ chunk, at, then })
    // the first one is the next, whichever timer this is
    setTimeout(() => {
      const parcel = parcels.shift()
      to.write(parcel?.chunk as Buffer, parcel?.then)
    }, at - now)
  }

  #dropAll (manner: Manner): void {
    for (const pair of [...this.#pairs]) {
      this.#drop(pair, manner)
    }
  }

  #drop (pair: Pair, manner: Manner): void {
    if (!this.#pairs.delete(pair)) {
      return
    }

    pair.isCut = true

    for (const socket of [pair.near, pair.far]) {
      if (manner === 'reset') {
        socket.resetAndDestroy()
      } else {
        socket.destroy()
      }
    }
  }
}

function hold ({ near, far }: Pair, ways: readonly Way[]): void {
  if (ways.includes('there')) {
    near.pause()
  }

  if (ways.includes('back')) {
    far.pause()
  }
}
