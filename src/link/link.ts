import type { Uint8ArrayList } from 'uint8arraylist'
import type { Message } from '../protocol/index.ts'

/** Who is at the other end, as far as the handshake proved it. */
export interface Remote {
  /** The peer id, in text. */
  peerId: string

  /** The name of the pre-shared key that let it in; '' for an unnamed one. */
  keyName: string

  /** The multiaddr it came from, for people to read. */
  address: string

  /** Both ends are in this process. */
  local: boolean
}

/**
 * One stream's worth of messages between a caller and a coordinator. Sessions know only
 * this: what carries it (libp2p, a bare pair of duplexes, memory) is not their business.
 */
export interface Link {
  readonly remote: Remote

  /**
   * Puts a message into this turn's frame, behind those sent before. `urgent` ones go
   * before the pieces of a large message that is on its way. After an end: does nothing.
   */
  send (message: Message, urgent?: boolean): void

  /**
   * Sends a plain OK to a request. Requests come in rows and are answered in rows: those of a
   * row share one reply, and cost nothing else.
   */
  done (number: number): void

  /** What to report as answered in the frames to come (callers). */
  answeredBelow: number

  /** Bytes that were sent and not yet taken by the transport. */
  readonly pendingBytes: number

  /** Resolves when `pendingBytes` is low again, or at the end. */
  drained (): Promise<void>

  /**
   * What arrives: the messages of a frame at a time, and what the caller has answered.
   * Reading it slowly holds the sender back. Ends with the link; throws a `ProtocolError`
   * on anything malformed, a `ConnectionError` when it was cut. To be read once.
   */
  readonly incoming: AsyncIterable<Batch>

  /** Sends what is waiting, then ends. Resolves when it is over, at the latest after `deadline` ms. */
  close (deadline?: number): Promise<void>

  /** Ends at once. */
  abort (reason: Error): void
}

export interface Batch {
  messages: Message[]
  below: number
}

/** A stream of bytes in both directions, as it-pipe knows them. */
export interface ByteDuplex {
  source: AsyncIterable<Uint8Array>
  sink (source: AsyncIterable<Uint8Array | Uint8ArrayList>): Promise<void>
  abort (reason: Error): void
}
