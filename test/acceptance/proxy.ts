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
  #isHalted = false
  #fuse: Fuse | undefined

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

  /** Nothing moves any more, and neither side is told; new connections are taken, and nothing moves there either. */
  halt (): void {
    this.#isHalted = true
    this.#pairs.forEach(hold)
  }

  heal (): void {
    this.#cut = undefined
    this.#isHalted = false

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
    const pair = { near, far: createConnection(this.#port, '127.0.0.1'), isCut: false }

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
    } else if (this.#isHalted) {
      hold(pair)
    }
  }

  #carry (pair: Pair, chunk: Buffer, way: Way): void {
    const fuse = this.#fuse
    const to = way === 'there' ? pair.far : pair.near

    if (pair.isCut) {
      return
    }

    if (fuse?.way !== way) {
      to.write(chunk)
    } else if (chunk.byteLength < fuse.bytes) {
      to.write(chunk)
      fuse.bytes -= chunk.byteLength
    } else {
      // what came before the cut arrives
      this.#fuse = undefined
      pair.isCut = true
      to.write(chunk.subarray(0, fuse.bytes), () => {
        this.#dropAll('end')
        fuse.burnt.resolve()
      })
    }
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

function hold ({ near, far }: Pair): void {
  near.pause()
  far.pause()
}
