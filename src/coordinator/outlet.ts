import { DONE } from '../engine/index.ts'
import { isUrgent, messageOf, replyOf } from './replies.ts'
import type { Answer } from '../engine/index.ts'
import type { Link } from '../link/index.ts'
import type { CommitLoop, Delivery } from './commit-loop.ts'
import type { Desk } from './desk.ts'
import type { Rates } from './rates.ts'

/** What an open session is told. */
export type News = Exclude<Delivery, { type: 'welcome' | 'refuse' | 'goodbye' | 'forgotten' }>

export interface OutletInit {
  /** The session's id. */
  session: string
  link: Link
  loop: CommitLoop
  desk: Desk
  rates: Rates
  maxOutboxBytes: number
  now: () => number
}

/**
 * Where a welcome session is told things. It watches how much waits to be sent: above the
 * mark the engine hands out nothing more to the session, and whoever reads it waits.
 */
export class Outlet {
  readonly #init: OutletInit
  #draining: Promise<void> | undefined
  #closed = false

  /** A coordinator that is stopping hands out nothing: a lease stays, or goes, with its state. */
  withholdsGrants = false

  constructor (init: OutletInit) {
    this.#init = init
  }

  tell (news: News): void {
    const { link, desk } = this.#init

    switch (news.type) {
      case 'reply':
        this.#reply(news.number, news.answer)
        break
      case 'message':
        desk.answered(news.message.reply?.number ?? 0)
        link.send(news.message)
        break
      case 'grant':
        if (!this.withholdsGrants) {
          link.send(messageOf(news))
        }
        break
      default:
        link.send(messageOf(news), isUrgent(news))
    }
  }

  /** Looks at the outbox, once all of a batch has been told. */
  look (): void {
    const { link, maxOutboxBytes } = this.#init

    if (this.#draining === undefined && !this.#closed && link.pendingBytes > maxOutboxBytes) {
      this.#throttle(true)
      this.#draining = this.#drain()
    }
  }

  /** Resolves when it is time to read on. */
  async ready (): Promise<void> {
    while (this.#draining !== undefined) {
      await this.#draining
    }
  }

  close (): void {
    this.#closed = true
  }

  #reply (number: number, answer: Answer): void {
    const { link, desk, rates, now } = this.#init
    const queue = desk.answered(number)

    if (answer === DONE) {
      link.done(number)
    } else if (answer.grant === undefined || !this.withholdsGrants) {
      link.send({ reply: replyOf(number, answer, queue === undefined ? undefined : rates.of(queue, now())) })
    }
  }

  async #drain (): Promise<void> {
    await this.#init.link.drained()
    this.#draining = undefined

    if (!this.#closed) {
      this.#throttle(false)
      this.#init.loop.submit()
    }
  }

  #throttle (throttled: boolean): void {
    this.#init.loop.execute({ type: 'throttle', session: this.#init.session, throttled })
  }
}
