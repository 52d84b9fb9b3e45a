import { FullError, PayloadTooLargeError } from '../errors.ts'
import { promised } from './quiet.ts'
import { Results } from './results.ts'
import type { Clock } from '../clock.ts'
import type { CallGroup } from './call.ts'
import type { MapOptions, TaskOptions } from './options.ts'
import type { Puts } from './puts.ts'
import type { QueueCalls } from './queue-calls.ts'
import type { Asked } from './results.ts'

/** Items of one put at most, and bytes of items. */
const LOT = 64
const LOT_BYTES = 64 * 1024

/** One item on its way, until it has landed: then it has an outcome. */
export class Flight implements Asked {
  readonly index: number
  readonly item: unknown

  /** The id of its task; '' until that is put. */
  task = ''
  outcome: PromiseSettledResult<unknown> | undefined
  readonly #landed: (flight: Flight) => void

  constructor (index: number, item: unknown, landed: (flight: Flight) => void) {
    this.index = index
    this.item = item
    this.#landed = landed
  }

  resolve (value: unknown): void {
    this.outcome = { status: 'fulfilled', value }
    this.#landed(this)
  }

  reject (reason: unknown): void {
    this.outcome = { status: 'rejected', reason }
    this.#landed(this)
  }
}

export interface LauncherInit {
  puts: Puts
  calls: QueueCalls
  clock: Clock

  /** Options of every put. */
  task: TaskOptions
  id: MapOptions['id']
}

/**
 * Puts the items of a map and waits for what comes of them. Those of one turn go as one put
 * where there is room for all at once; else each by itself, as soon as there is room for it.
 */
export class Launcher {
  readonly #init: LauncherInit

  /** All puts, and all waits for results. */
  readonly #group: CallGroup = { left: undefined }
  readonly #results: Results

  /** What this turn has brought so far. */
  #lot: Flight[] = []
  #items: Uint8Array[] = []
  #bytes = 0

  constructor (init: LauncherInit) {
    this.#init = init
    this.#results = new Results(init.calls, this.#group)
  }

  launch (flight: Flight): void {
    const { puts, id } = this.#init
    let encoded: Uint8Array | Promise<Uint8Array>

    try {
      encoded = puts.encode(flight.item)
    } catch (reason) {
      flight.reject(reason)
      return
    }

    if (id !== undefined || encoded instanceof Promise) {
      this.#flush()
      this.#putOne(flight, encoded)
    } else {
      this.#add(flight, encoded)
    }
  }

  /** Gives up everything; resolves when these are known to be cancelled. */
  async leave (flights: Flight[], reason: unknown): Promise<void> {
    const { calls } = this.#init
    this.#lot = []
    calls.leave(this.#group, reason)

    await Promise.allSettled(flights.flatMap(({ task }) => task === '' ? [] : [calls.callOff(task)]))
  }

  #add (flight: Flight, item: Uint8Array): void {
    if (this.#lot.length === LOT || (this.#lot.length > 0 && this.#bytes + item.byteLength > LOT_BYTES)) {
      this.#flush()
    }

    if (this.#lot.length === 0) {
      this.#init.clock.soon(() => { this.#flush() })
    }

    this.#lot.push(flight)
    this.#items.push(item)
    this.#bytes += item.byteLength
  }

  #flush (): void {
    const lot = this.#lot
    const items = this.#items
    const eachAlone = (): void => { lot.forEach((flight, place) => { this.#putOne(flight, items[place] as Uint8Array) }) }

    this.#lot = []
    this.#items = []
    this.#bytes = 0

    if (lot.length < 2) {
      eachAlone()
      return
    }

    promised(() => this.#init.puts.lot(items, this.#init.task, this.#group)).then((ids) => {
      lot.forEach((flight, place) => { this.#await(flight, ids[place] as string) })
    }, (reason) => {
      if (mayFitAlone(reason)) {
        eachAlone()
      } else {
        lot.forEach((flight) => { flight.reject(reason) })
      }
    })
  }

  #putOne (flight: Flight, item: Uint8Array | Promise<Uint8Array>): void {
    const { puts, task, id } = this.#init

    promised(() => {
      const chosen = id?.(flight.item, flight.index)
      return puts.one(item, chosen === undefined ? task : { ...task, id: chosen }, this.#group)
    }).then((handle) => { this.#await(flight, handle.id) }, (reason) => { flight.reject(reason) })
  }

  #await (flight: Flight, task: string): void {
    flight.task = task

    if (this.#group.left !== undefined) {
      // left a moment ago, when its id was not known yet
      void this.#init.calls.callOff(task)
      return
    }

    this.#results.ask(flight)
  }
}

/** Too many, or too large, for one put. */
function mayFitAlone (reason: unknown): boolean {
  return reason instanceof FullError || reason instanceof PayloadTooLargeError || reason instanceof RangeError
}
