import type { Grant } from '../protocol/index.ts'
import type { Holding } from './holdings.ts'
import type { Session } from './session.ts'

/** An item that was handed out and not confirmed: it goes back unless it is, and is renewed until then. */
export class Receipt implements Holding {
  readonly token: number
  readonly leaseMs: number
  readonly bytes: number
  readonly item: Uint8Array
  readonly isRenewed = true
  readonly isStarted = false

  /** The coordinator decides: a late confirmation counts while nobody else has the item. */
  until = Infinity
  namedIn = 0
  startedIn = 0
  readonly #onLost: ((receipt: Receipt) => void) | undefined

  constructor (session: Session, grant: Grant, onLost?: (receipt: Receipt) => void) {
    this.token = grant.token
    this.leaseMs = grant.leaseMs
    this.bytes = grant.item.byteLength
    this.item = grant.item
    this.#onLost = onLost
    session.hands.hold(this)
  }

  lose (): void {
    this.#onLost?.(this)
  }
}
