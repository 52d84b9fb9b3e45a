import { answer, outcomeOf, tell } from './answers.ts'
import { close, consume } from './consumers.ts'
import { detach, goodbye, heartbeat, open, throttle } from './sessions.ts'
import { completeMany, settle } from './settling.ts'
import { NaiveState } from './state.ts'
import { drop, end, giveBack, ready } from './tasks.ts'
import { advance } from './time.ts'
import { accept, bringToRest, fits, isOver, refusalOf } from './waiting.ts'
import type { Mode } from '../../../src/engine/index.ts'
import type { Call, Collect, NaiveSession, NaiveTask } from './records.ts'
import type { Verb } from './settling.ts'

/**
 * What the engine should do with one queue, said as plainly as possible: arrays, sorted and
 * filtered again at every step. It is slow, and knows nothing of journals or streams.
 *
 * Here is all that can be said to it. What follows from that is in the files beside this one:
 * `records` and `state` what there is, `tasks` what becomes of a task, `settling` what holders say
 * of theirs, `waiting` who is given what, `consumers` and `sessions` those who hold, `time` what
 * is due, `answers` what is told.
 */
export class NaiveQueue extends NaiveState {
  // requests

  put (name: string, number: number, { items = 1, priority = 0, delay = 0, ttl = Infinity, timeout = Infinity }): void {
    const put = { ...this.#call(name, number, timeout), items, priority, delay, ttl }
    const refusal = refusalOf(this, put)

    if (refusal !== undefined) {
      answer(this, put, refusal)
    } else if (this.putters.length === 0 && fits(this, put)) {
      accept(this, put)
    } else if (timeout > 0) {
      this.putters.push(put)
    } else {
      answer(this, put, 'FULL')
    }

    bringToRest(this)
  }

  take (name: string, number: number, mode: Mode, timeout: number): void {
    const take = { ...this.#call(name, number, timeout), mode }

    if (isOver(this, mode)) {
      answer(this, take, 'SHUTDOWN')
    } else if (timeout === 0 && (this.paused || this.count('READY') === 0)) {
      answer(this, take, 'EMPTY')
    } else {
      this.takes.push(take)
    }

    bringToRest(this)
  }

  settle (name: string, number: number, token: number, verb: Verb, delay = 0): void {
    settle(this, this.#call(name, number, 0), token, verb, delay)
    bringToRest(this)
  }

  completeMany (name: string, number: number, tokens: number[]): void {
    completeMany(this, this.#call(name, number, 0), tokens)
    bringToRest(this)
  }

  cancel (name: string, number: number, id: string): void {
    const call = this.#call(name, number, Infinity)
    const task = this.find(id)

    if (task?.lease?.mode === 'RECEIPT') {
      task.lease.cancels.push(call)
    } else if (task !== undefined && ['READY', 'DELAYED', 'LEASED'].includes(task.state)) {
      end(this, task, 'CANCELLED', 'cancelled')
      answer(this, call, 'OK true')
    } else {
      answer(this, call, 'OK false')
    }

    bringToRest(this)
  }

  awaitResult (name: string, number: number, id: string, timeout: number): void {
    const task = this.find(id)
    const watch = { ...this.#call(name, number, timeout), task: task as NaiveTask }
    const outcome = task === undefined ? 'RESULT_EXPIRED' : outcomeOf(task)

    if (outcome !== undefined || timeout === 0) {
      answer(this, watch, outcome ?? 'TIMEOUT')
    } else {
      this.watches.push(watch)
    }

    bringToRest(this)
  }

  collect (name: string, number: number, ids: string[]): void {
    const collect: Collect = { ...this.#call(name, number, Infinity), missing: new Map() }

    for (const [index, id] of ids.entries()) {
      const task = this.find(id)

      if (task === undefined) {
        this.outcomes.push(`${name} ${number} ${index} RESULT_EXPIRED`)
      } else {
        collect.missing.set(task, index)
      }
    }

    this.collects.push(collect)
    tell(this)
    bringToRest(this)
  }

  join (name: string, number: number, timeout: number): void {
    const call = this.#call(name, number, timeout)

    if (this.unfinished === 0 || timeout === 0) {
      answer(this, call, this.unfinished === 0 ? 'OK' : 'TIMEOUT')
    } else {
      this.joins.push(call)
    }

    bringToRest(this)
  }

  taskDone (name: string, number: number): void {
    answer(this, this.#call(name, number, 0), this.unfinished > 0 ? 'OK' : 'RANGE')
    this.unfinished = Math.max(0, this.unfinished - 1)
    bringToRest(this)
  }

  shutdown (name: string, number: number, immediate: boolean): void {
    answer(this, this.#call(name, number, 0), 'OK')
    this.shut = immediate || this.shut === 'immediate' ? 'immediate' : 'draining'

    if (immediate) {
      drop(this)
    }

    bringToRest(this)
  }

  reopen (name: string, number: number): void {
    answer(this, this.#call(name, number, 0), 'OK')
    this.shut = 'open'
    bringToRest(this)
  }

  pause (name: string, number: number, paused: boolean): void {
    answer(this, this.#call(name, number, 0), 'OK')
    this.paused = paused
    bringToRest(this)
  }

  purge (name: string, number: number): void {
    answer(this, this.#call(name, number, 0), `OK ${drop(this)}`)
    bringToRest(this)
  }

  setMaxSize (name: string, number: number, maxSize: number): void {
    answer(this, this.#call(name, number, 0), 'OK')
    this.maxSize = maxSize
    bringToRest(this)
  }

  requeue (name: string, number: number, id: string): void {
    const task = this.find(id)
    const isMovable = task?.state === 'DELAYED' || task?.lease?.mode === 'LEASE'
    answer(this, this.#call(name, number, 0), isMovable ? 'OK' : 'RANGE')

    if (task?.state === 'DELAYED') {
      ready(this, task, this.counter++)
    } else if (task !== undefined && isMovable) {
      giveBack(this, task, this.now)
    }

    bringToRest(this)
  }

  redrive (name: string, number: number): void {
    const dead = this.shut === 'open' ? this.tasks.filter(({ state }) => state === 'DEAD') : []
    answer(this, this.#call(name, number, 0), this.shut === 'open' ? `OK ${dead.length}` : 'SHUTDOWN')

    for (const task of dead) {
      Object.assign(task, { attempts: 0, uncharged: 0, expires: Infinity })
      this.unfinished++
      ready(this, task, this.counter++)
    }

    bringToRest(this)
  }

  // what a session says

  consume (name: string, number: number, mode: Mode, concurrency: number, prefetch: number): void {
    consume(this, this.#hear(name), number, mode, concurrency, prefetch)
    bringToRest(this)
  }

  close (name: string, number: number): void {
    close(this.#hear(name), number)
    bringToRest(this)
  }

  heartbeat (name: string, tokens: number[], started: number[]): void {
    heartbeat(this, this.#hear(name), tokens, started)
    bringToRest(this)
  }

  throttle (name: string, throttled: boolean): void {
    throttle(this, this.session(name), throttled)
    bringToRest(this)
  }

  detach (name: string): void {
    if (this.isConnected(name)) {
      detach(this, this.session(name))
      bringToRest(this)
    }
  }

  open (name: string, tokens: number[]): number[] {
    const voided = open(this, this.session(name), tokens)
    bringToRest(this)

    return voided
  }

  goodbye (name: string): void {
    goodbye(this, this.session(name))
    bringToRest(this)
  }

  advance (ms: number): void {
    advance(this, ms)
  }

  #call (name: string, number: number, timeout: number): Call {
    return { session: this.#hear(name), number, until: this.now + timeout, place: this.counter++ }
  }

  #hear (name: string): NaiveSession {
    const session = this.session(name)
    session.heard = this.now

    return session
  }
}
