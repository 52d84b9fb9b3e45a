import { ConnectionError } from '../errors.ts'
import { createReply, weigh } from '../protocol/index.ts'
import { CLOSE_DEADLINE_MS, LOW_WATER_BYTES } from './marks.ts'
import type { Clock } from '../clock.ts'
import type { Message, Reply } from '../protocol/index.ts'
import type { Batch, Link, Remote } from './link.ts'

export interface LinkPairInit {
  clock: Clock

  /** What the first link, and the second, sees at its other end. */
  remotes: [Remote, Remote]
}

/**
 * Two ends of a link within this process. Messages go over by reference and are not checked:
 * who sends one does not touch it any more. What one turn of the event loop sends arrives
 * together.
 */
export function createLinkPair ({ clock, remotes }: LinkPairInit): [Link, Link] {
  const first = new MemoryLink(clock, remotes[0])
  const second = new MemoryLink(clock, remotes[1])
  first.connect(second)
  second.connect(first)

  return [first, second]
}

class MemoryLink implements Link {
  readonly remote: Remote
  readonly incoming: AsyncIterable<Batch>
  answeredBelow = 0

  readonly #clock: Clock
  readonly #mailbox: Mailbox
  #peer!: MemoryLink

  // what this turn has sent so far
  #urgent: Message[] = []
  #normal: Message[] = []
  #bytes = 0
  #delivering = false

  /** The last of them, while it is a plain OK that the next one can be added to. */
  #run: Reply | undefined

  #over = false
  readonly #ended = Promise.withResolvers<void>()
  #drained: PromiseWithResolvers<void> | undefined

  constructor (clock: Clock, remote: Remote) {
    this.#clock = clock
    this.remote = remote
    this.#mailbox = new Mailbox(remote, () => { this.#peer.#releaseDrained() }, () => { this.#end() })
    this.incoming = this.#mailbox.read()
  }

  connect (peer: MemoryLink): void {
    this.#peer = peer
  }

  get pendingBytes (): number {
    return this.#over ? 0 : this.#bytes + this.#peer.#mailbox.bytes
  }

  send (message: Message, urgent = false): void {
    if (this.#over) {
      return
    }

    if (urgent) {
      this.#urgent.push(message)
    } else {
      this.#normal.push(message)
      this.#run = undefined
    }

    this.#bytes += weigh(message)
    this.#deliverSoon()
  }

  done (number: number): void {
    const run = this.#run

    if (run !== undefined && number === Math.max(run.number, run.through) + 1) {
      run.through = number
    } else if (!this.#over) {
      this.#run = createReply(number)
      this.#normal.push({ reply: this.#run })
      this.#deliverSoon()
    }
  }

  async drained (): Promise<void> {
    if (this.pendingBytes > LOW_WATER_BYTES) {
      this.#drained ??= Promise.withResolvers()
      await this.#drained.promise
    }
  }

  async close (deadline = CLOSE_DEADLINE_MS): Promise<void> {
    if (!this.#over) {
      this.#deliver()
      this.#peer.#mailbox.finish()
      this.#mailbox.discard()
      this.#end()
    }

    const late = Promise.withResolvers<void>()
    const callOff = this.#clock.alarm(late.resolve, deadline)
    await Promise.race([this.#peer.#ended.promise, late.promise])
    callOff()
  }

  abort (reason: Error): void {
    if (!this.#over) {
      this.#cut(reason)
      this.#peer.#cut(new ConnectionError(`${this.#peer.remote.peerId} has cut the connection`))
    }
  }

  #deliverSoon (): void {
    if (!this.#delivering) {
      this.#delivering = true
      this.#clock.soon(this.#deliver)
    }
  }

  readonly #deliver = (): void => {
    this.#delivering = false
    this.#run = undefined

    if (this.#over || this.#urgent.length + this.#normal.length === 0) {
      return
    }

    const messages = this.#urgent.length === 0 ? this.#normal : [...this.#urgent, ...this.#normal]

    if (!this.#peer.#over) {
      this.#peer.#mailbox.put({ messages, below: this.answeredBelow }, this.#bytes)
    }

    this.#urgent = []
    this.#normal = []
    this.#bytes = 0
  }

  #cut (reason: Error): void {
    this.#mailbox.fail(reason)
    this.#end()
  }

  #end (): void {
    this.#over = true
    this.#ended.resolve()
    this.#releaseDrained()
  }

  #releaseDrained (): void {
    if (this.pendingBytes <= LOW_WATER_BYTES) {
      this.#drained?.resolve()
      this.#drained = undefined
    }
  }
}

/** What has arrived at one end and waits to be read. */
class Mailbox {
  readonly #remote: Remote
  readonly #onTaken: () => void

  /** All was read, and the other end has closed: this end has nobody to talk to. */
  readonly #onEnd: () => void
  #batches: Array<{ batch: Batch, bytes: number }> = []
  #bytes = 0

  /** The other end has said that it ends: only then is its end not a cut. */
  #goodbye = false
  #finished = false
  #error: Error | undefined
  #wake: (() => void) | undefined

  constructor (remote: Remote, onTaken: () => void, onEnd: () => void) {
    this.#remote = remote
    this.#onTaken = onTaken
    this.#onEnd = onEnd
  }

  get bytes (): number {
    return this.#bytes
  }

  put (batch: Batch, bytes: number): void {
    this.#batches.push({ batch, bytes })
    this.#bytes += bytes
    this.#goodbye ||= batch.messages.some(({ goodbye }) => goodbye != null)
    this.#wakeUp()
  }

  async * read (): AsyncGenerator<Batch> {
    for (;;) {
      const next = this.#batches.shift()

      if (next != null) {
        this.#bytes -= next.bytes
        this.#onTaken()
        yield next.batch
      } else if (this.#error != null) {
        throw this.#error
      } else if (this.#finished) {
        this.#onEnd()
        return
      } else {
        await new Promise<void>((resolve) => { this.#wake = resolve })
      }
    }
  }

  /** The other end has closed: what has arrived is still read. */
  finish (): void {
    if (!this.#finished && !this.#goodbye) {
      this.#error ??= new ConnectionError(`the connection to ${this.#remote.peerId} ended without goodbye`)
    }

    this.#finished = true
    this.#wakeUp()
  }

  /** Nothing more is to be read, and all is well. */
  discard (): void {
    this.#clear()
    this.#error = undefined
    this.#finished = true
    this.#wakeUp()
  }

  /** Nothing more is to be read. */
  fail (reason: Error): void {
    this.#clear()
    this.#error ??= reason
    this.#wakeUp()
  }

  #clear (): void {
    this.#batches = []
    this.#bytes = 0
  }

  #wakeUp (): void {
    this.#wake?.()
    this.#wake = undefined
  }
}
