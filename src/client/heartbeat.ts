import { endsAt } from './holdings.ts'
import type { Clock } from '../clock.ts'
import type { Link } from '../link/link.ts'
import type { HeartbeatAnswer, Welcome } from '../protocol/index.ts'
import type { Holdings } from './holdings.ts'

/** An event loop that comes this much too late stood still: what waits to be read may be old. */
const STALL_MS = 1_000

/** Every lease gets so many heartbeats in its time. */
const BEATS_PER_LEASE = 3

/**
 * The share of the coordinator's own patience after which it is called dead here. Where a
 * connection dies unnoticed, both ends begin to wait at about the same time: the other half is
 * for coming back before the coordinator gives the leases to somebody else.
 */
const OWN_PATIENCE = 1 / 2

/**
 * Says at regular intervals that this session lives and what it holds. From what comes
 * back, or does not, it knows whether the connection lives, and whether what arrives can
 * be trusted to be recent.
 */
export class Heartbeat {
  readonly #clock: Clock
  readonly #holdings: Holdings
  readonly #onSilence: (silentMs: number) => void
  #link: Link | undefined
  #intervalMs = Infinity

  /** When it was last found that heartbeats were too rare for a lease. */
  #hastenedAt = -Infinity
  #silentMs = Infinity
  #sequence = 0
  #answered = 0

  /** When each unanswered heartbeat was sent, and the last answered one; 0 stands for the hello. */
  readonly #sentAt = new Map<number, number>()

  /** What arrives before this one is answered may be older than a cut or a standstill. */
  #freshFrom = 0
  #dueAt = Infinity
  #heardAt = 0

  /** When the first heartbeat was sent that is not answered over this connection; Infinity: all are. */
  #owedSince = Infinity

  /** What waited to be sent when the alarm last rang. */
  #pendingBytes = 0

  /** When the alarm should ring: a heartbeat is due, or the coordinator counts as dead. */
  #alarmAt = Infinity
  #calloff: (() => void) | undefined

  /** `onSilence` is called when the coordinator has been silent for too long. */
  constructor (clock: Clock, holdings: Holdings, onSilence: (silentMs: number) => void) {
    this.#clock = clock
    this.#holdings = holdings
    this.#onSilence = onSilence
  }

  /** Whether what arrives now was sent a moment ago. */
  get isFresh (): boolean {
    return this.#answered >= this.#freshFrom
  }

  /** The first heartbeat over a new connection, by which everything was asked for again. */
  start (link: Link, welcome: Welcome, helloAt: number, isNew: boolean): void {
    this.#link = link
    // within a process there is nothing that could be cut
    this.#silentMs = link.remote.local ? Infinity : welcome.silentMs * OWN_PATIENCE
    this.#intervalMs = Math.min(this.#intervalMs, welcome.heartbeatMs)
    this.#heardAt = this.#clock.now()
    this.#owedSince = Infinity

    if (this.#sequence === 0) {
      this.#sentAt.set(0, helloAt)
    }

    // in its place: to the coordinator it says that all before it is all that is asked for again
    this.#beat(false)
    this.#freshFrom = isNew ? 0 : this.#sequence
  }

  stop (): void {
    this.#link = undefined
    this.#dueAt = Infinity
    this.#alarmAt = Infinity
    this.#calloff?.()
  }

  /** Something arrived. */
  heard (): void {
    const now = this.#clock.now()

    if (now - this.#alarmAt > STALL_MS) {
      this.#beat()
      this.#freshFrom = this.#sequence
    }

    this.#heardAt = now
  }

  answered ({ sequence, refused }: HeartbeatAnswer): void {
    const sentAt = this.#sentAt.get(sequence)

    if (sentAt === undefined || sequence <= this.#answered) {
      return
    }

    this.#answered = sequence

    for (const known of this.#sentAt.keys()) {
      if (known < sequence) {
        this.#sentAt.delete(known)
      }
    }

    this.#owedSince = this.#sentAt.get(sequence + 1) ?? Infinity
    this.#holdings.renewed(sequence, sentAt, refused)
  }

  /**
   * When a lease ends here that was granted after this heartbeat was read. Until the first
   * short lease is seen, heartbeats are too rare for it: it counts from its arrival then,
   * unless that may be late.
   */
  leaseEnd (sequence: number, leaseMs: number): number {
    // it came with what was heard last
    const now = this.#heardAt
    const sentAt = this.#sentAt.get(sequence) ?? this.#oldest(now)
    const isRecent = now - sentAt <= leaseMs / BEATS_PER_LEASE

    return endsAt(isRecent || !this.#wasTooRare(sentAt, leaseMs) || this.#mayBeLate(sequence, now) ? sentAt : now, leaseMs)
  }

  /** Whether heartbeats were, when the one was sent, too rare for such a lease. */
  #wasTooRare (sentAt: number, leaseMs: number): boolean {
    return this.#intervalMs > leaseMs / BEATS_PER_LEASE || sentAt <= this.#hastenedAt
  }

  /**
   * Whether what was granted after this heartbeat was read may be old: the next one was sent long ago, and had
   * not been read. A network that was cut holds bytes back, and delivers them when it is whole.
   */
  #mayBeLate (sequence: number, now: number): boolean {
    return !this.isFresh || now - (this.#sentAt.get(sequence + 1) ?? now) > STALL_MS
  }

  #oldest (otherwise: number): number {
    const [oldest = otherwise] = this.#sentAt.values()

    return oldest
  }

  /** A shorter lease than there was before needs heartbeats more often. */
  hasten (leaseMs: number): void {
    const intervalMs = leaseMs / BEATS_PER_LEASE

    if (intervalMs < this.#intervalMs) {
      this.#intervalMs = intervalMs
      this.#hastenedAt = this.#clock.now()

      if (this.#link !== undefined) {
        this.#dueAt = Math.min(this.#dueAt, this.#clock.now() + intervalMs)
        this.#schedule()
      }
    }
  }

  #beat (isUrgent = true): void {
    const now = this.#clock.now()
    const sequence = ++this.#sequence

    this.#sentAt.set(sequence, now)
    this.#owedSince = Math.min(this.#owedSince, now)
    this.#link?.send({ heartbeat: { sequence, ...this.#holdings.report(sequence) } }, isUrgent)
    this.#dueAt = now + this.#intervalMs
    this.#schedule()
  }

  /** When the coordinator counts as dead: it was silent for too long, and for half of that owed an answer. */
  get #deadAt (): number {
    return Math.max(this.#heardAt + this.#silentMs, this.#owedSince + this.#silentMs / 2)
  }

  #schedule (): void {
    this.#calloff?.()
    this.#alarmAt = Math.min(this.#dueAt, this.#deadAt)
    this.#calloff = this.#clock.alarm(() => { this.#onAlarm() }, this.#alarmAt - this.#clock.now(), false)
  }

  #onAlarm (): void {
    const now = this.#clock.now()

    if (now - this.#alarmAt > STALL_MS) {
      // its answers may be waiting to be read: the silence is counted from here
      this.heard()
    } else if (this.#isTaking()) {
      // a slow way, on which heartbeats and their answers stand behind what is large
      this.#heardAt = now
    }

    if (now >= this.#deadAt) {
      this.#onSilence(this.#silentMs)
    } else if (now >= this.#dueAt) {
      this.#beat()
    } else {
      // something was heard since the alarm was set
      this.#schedule()
    }
  }

  /** Whether less waits to be sent than before: the other side takes what it is sent, and lives. */
  #isTaking (): boolean {
    const { pendingBytes = 0 } = this.#link ?? {}
    const isTaking = pendingBytes < this.#pendingBytes
    this.#pendingBytes = pendingBytes

    return isTaking
  }
}
