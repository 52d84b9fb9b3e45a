import { IndexedHeap } from './heap.ts'
import { LinkedList } from './linked-list.ts'
import type { Placed } from './heap.ts'
import type { Linked } from './linked-list.ts'

/** Milliseconds of one slice. */
const SLICE_MS = 64

/** Something that is due at a time. */
export interface Timed extends Linked<Timed> {
  readonly kind: 'task' | 'lease' | 'waiter' | 'session'
  at: number

  /** Whose turn it is of those of one kind that are due at once: the smallest. */
  order: number
}

/** At one time: tasks, then leases, so that what comes back stands behind what was due. */
const KINDS: ReadonlyArray<Timed['kind']> = ['task', 'lease', 'waiter', 'session']

/** What is due within the same 64 ms, in no order. */
class Slice extends LinkedList<Timed> implements Placed {
  readonly number: number
  place = -1

  /** None of them is due earlier. */
  earliest = Infinity

  constructor (number: number) {
    super()
    this.number = number
  }
}

/**
 * All that is due some time. After the timing wheels of Varghese and Lauck (SOSP 1987):
 * time is cut into slices, so that what comes and goes before its time, as most leases do,
 * costs O(1). In one heap it would sink to the bottom first.
 */
export class Agenda {
  readonly #slices = new Map<number, Slice>()
  readonly #order = new IndexedHeap<Slice>((a, b) => a.number < b.number)

  /** The slice that was looked up last: most of what comes is due in the same one. */
  #latest: Slice | undefined

  /** Nothing is due earlier; Infinity: nothing is at all. */
  get next (): number {
    return this.#order.first()?.earliest ?? Infinity
  }

  /** Sets when it is due, wherever it stood before; Infinity: never. */
  schedule (timed: Timed, at: number): void {
    this.remove(timed)
    timed.at = at

    if (at !== Infinity) {
      const slice = this.#slice(Math.floor(at / SLICE_MS))
      slice.push(timed)
      slice.earliest = Math.min(slice.earliest, at)
    }
  }

  /** It is not due any more; one that never was is left alone. */
  remove (timed: Timed): void {
    const slice = timed.list as Slice | undefined
    slice?.remove(timed)

    if (slice?.size === 0) {
      this.#order.remove(slice)
      this.#slices.delete(slice.number)
      this.#latest = undefined
    }
  }

  /** What is due now, in order; empty: nothing is. Whoever handles one removes it or schedules it anew. */
  due (now: number): Timed[] {
    for (let slice = this.#order.first(); slice !== undefined && slice.earliest <= now; slice = this.#order.first()) {
      const due = [...slice].filter(({ at }) => at <= now).sort(byTurn)

      if (due.length > 0) {
        return due
      }

      // whoever was due earliest has left
      slice.earliest = [...slice].reduce((earliest, { at }) => Math.min(earliest, at), Infinity)
    }

    return []
  }

  #slice (number: number): Slice {
    let slice = this.#latest?.number === number ? this.#latest : this.#slices.get(number)

    if (slice === undefined) {
      slice = new Slice(number)
      this.#slices.set(number, slice)
      this.#order.add(slice)
    }

    this.#latest = slice

    return slice
  }
}

function byTurn (a: Timed, b: Timed): number {
  return a.at - b.at || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.order - b.order
}
