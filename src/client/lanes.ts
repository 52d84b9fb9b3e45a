import { CALL_RULES } from './call-rules.ts'
import { Lane } from './window.ts'
import type { CallName } from '../protocol/index.ts'
import type { Call } from './call.ts'

/**
 * The lanes of one session: one for all that is answered at once, and of the rest one for
 * each kind of call on each queue.
 */
export class Lanes {
  readonly #prompt = new Lane<Call>('prompt')
  readonly #others = new Map<CallName, Map<string, Lane<Call>>>()

  /** Where calls of this kind on this queue stand in line. */
  of (name: CallName, queue: string): Lane<Call> {
    const { pace } = CALL_RULES[name]

    if (pace === 'prompt') {
      return this.#prompt
    }

    let lanes = this.#others.get(name)

    if (lanes === undefined) {
      lanes = new Map()
      this.#others.set(name, lanes)
    }

    let lane = lanes.get(queue)

    if (lane === undefined) {
      lane = new Lane(pace)
      lanes.set(queue, lane)
    }

    return lane
  }
}
