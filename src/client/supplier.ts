import { UnknownQueueError } from '../errors.ts'
import { errorOf } from '../protocol/index.ts'
import { Completions } from './completions.ts'
import { HeldLease } from './held-lease.ts'
import type { Clock } from '../clock.ts'
import type { ConsumerEnd } from '../protocol/index.ts'
import type { Demander, Supplier, Supply } from '../worker/supply.ts'
import type { Codec } from './codec.ts'
import type { HeldLeaseInit } from './held-lease.ts'
import type { Consumer } from './consumers.ts'
import type { QueueCalls } from './queue-calls.ts'
import type { QueueHost } from './queue-handle.ts'

/** Gives a worker the tasks of one queue. */
export class QueueSupplier implements Supplier {
  readonly queue: string
  readonly clock: Clock
  readonly #host: QueueHost
  readonly #calls: QueueCalls
  readonly #codec: Codec

  constructor (host: QueueHost, calls: QueueCalls, codec: Codec) {
    this.queue = calls.queue
    this.clock = host.clock
    this.#host = host
    this.#calls = calls
    this.#codec = codec
  }

  supply (demander: Demander): Supply {
    let consumer: Consumer | undefined
    let isClosed = false

    const open = (): void => {
      consumer = isClosed ? undefined : this.#consume(demander)
    }

    const declared = this.#calls.declared()

    if (declared === undefined) {
      open()
    } else {
      // a queue that is not there yet is waited for
      declared.then(open, (err: Error) => {
        if (err instanceof UnknownQueueError) {
          open()
        } else {
          demander.ended(err)
        }
      })
    }

    return {
      want: (demand) => { consumer?.want(demand) },
      close: () => {
        isClosed = true
        consumer?.close()
      }
    }
  }

  warn (message: string): void {
    this.#host.warn(this.queue, message)
  }

  #consume (demander: Demander): Consumer {
    const init: HeldLeaseInit = {
      session: this.#host.session,
      clock: this.clock,
      queue: this.queue,
      codec: this.#codec,
      isRenewed: true,
      patience: 'endless',
      completions: new Completions(this.#host.session, this.clock, this.queue),
      onLost: (lease, reason) => { demander.lost(lease, reason) }
    }

    return this.#host.session.consume(this.queue, 'LEASE', {
      granted: (grant) => { demander.assigned(new HeldLease(init, grant)) },
      ended: (end) => { demander.ended(this.#errorOf(end)) },
      level: () => demander.demand()
    })
  }

  /** A shutdown of the queue, or the end of the client, is how a worker ends. */
  #errorOf (end: ConsumerEnd): Error | undefined {
    const isRegular = end.status === 'SHUTDOWN' || end.status === 'STOPPED'

    return isRegular ? undefined : errorOf(end, { call: 'process', queue: this.queue })
  }
}
