import type { Clock } from '../clock.ts'
import type { Call } from './call.ts'

/** The coordinator ends waits in time; only when it cannot, this much later, the caller does. Milliseconds. */
const GRACE_MS = 1_000

export interface WaitsInit {
  clock: Clock

  /** How long the connection may be silent before it counts as dead; `undefined`: there is none. */
  silentMs: () => number | undefined

  /** The caller's signal says that it waits no more. */
  abort: (call: Call, reason: unknown) => void

  /** The caller's time is up. */
  late: (call: Call, because: string) => void
}

/** Keeps the signals and the times of calls. */
export class Waits {
  readonly #init: WaitsInit

  constructor (init: WaitsInit) {
    this.#init = init
  }

  begin (call: Call): void {
    const { signal } = call.spec

    if (signal !== undefined) {
      call.onAbort = () => { this.#init.abort(call, signal.reason) }
      signal.addEventListener('abort', call.onAbort)
    }

    if (call.timeout !== undefined && call.timeout > 0) {
      this.#lookIn(call, call.timeout + GRACE_MS)
    }
  }

  #lookIn (call: Call, ms: number): void {
    call.calloff = this.#init.clock.alarm(() => { this.#look(call) }, ms)
  }

  /** The coordinator says when time is up. It has until its silence would count as death. */
  #look (call: Call): void {
    const { clock, silentMs, late } = this.#init
    const left = call.deadline - clock.now()
    const patience = silentMs()

    if (left > 0) {
      // no alarm is as long as some timeouts
      this.#lookIn(call, left + GRACE_MS)
    } else if (patience === undefined) {
      late(call, 'there was no connection to the coordinator')
    } else {
      call.calloff = clock.alarm(() => { late(call, 'the coordinator did not answer') }, patience)
    }
  }
}
