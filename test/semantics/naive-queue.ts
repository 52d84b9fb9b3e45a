import type { QueueStats } from '../../src/client/index.ts'

/** What a call has come to. */
export interface NaiveOutcome {
  state: 'waiting' | 'done' | 'failed'

  /** What was given, or the name of the error. */
  value?: unknown
}

/** A task that is reserved, or was. */
export interface NaiveLease {
  task: NaiveTask
  isLost: boolean
}

interface NaiveTask {
  item: string
  priority: number

  /** Its place among those of its priority. */
  seq: number
  state: 'ready' | 'delayed' | 'leased' | 'dead' | 'ended'
  attempts: number
  due: number
  expires: number
  lease?: NaiveLease
}

export interface NaiveWaiter {
  client: string
  op: 'put' | 'get' | 'reserve' | 'join'
  outcome: NaiveOutcome
  deadline: number

  /** Of a put: what it puts. */
  put: NaivePut
}

export interface NaivePut {
  items: string[]
  priority: number
  delay: number
  ttl: number
}

const NOTHING: NaivePut = { items: [], priority: 0, delay: 0, ttl: Infinity }

type Ended = 'done' | 'taken' | 'cancelled' | 'expired' | 'dropped'

/** The same queue, but with arrays for everything, and without a thought for speed or faults. */
export class NaiveQueue {
  now = 0
  maxSize: number
  readonly #order: 'fifo' | 'lifo'
  readonly #maxAttempts: number
  #isPaused = false
  #shut: 'open' | 'draining' | 'immediate' = 'open'
  readonly #tasks: NaiveTask[] = []
  #waiters: NaiveWaiter[] = []
  #unfinished = 0
  #seq = 0
  #put = 0
  readonly #ends: Record<Ended, number> = { done: 0, taken: 0, cancelled: 0, expired: 0, dropped: 0 }

  constructor (maxSize: number, order: 'fifo' | 'lifo', maxAttempts: number) {
    this.maxSize = maxSize
    this.#order = order
    this.#maxAttempts = maxAttempts
  }

  stats (): Partial<QueueStats> {
    const count = (state: NaiveTask['state']): number => this.#in(state).length
    const waiting = (...ops: Array<NaiveWaiter['op']>): number => this.#waiters.filter(({ op }) => ops.includes(op)).length

    return {
      ready: count('ready'),
      delayed: count('delayed'),
      leased: count('leased'),
      dead: count('dead'),
      put: this.#put,
      ...this.#ends,
      done: this.#ends.done + this.#ends.taken,
      unfinished: this.#unfinished,
      getters: waiting('get', 'reserve'),
      putters: waiting('put'),
      paused: this.#isPaused,
      shutdown: this.#shut !== 'open',
      maxSize: this.maxSize
    }
  }

  put (client: string, put: NaivePut, timeout: number): NaiveOutcome {
    const refusal = this.#refusal(put)

    if (refusal !== undefined) {
      return failed(refusal)
    }

    if (this.#waiters.some(({ op }) => op === 'put') || !this.#fits(put)) {
      return timeout === 0 ? failed('FullError') : this.#wait(client, 'put', timeout, put)
    }

    this.#place(put)
    this.#rest()

    return { state: 'done' }
  }

  take (client: string, op: 'get' | 'reserve', timeout: number): NaiveOutcome {
    if (this.#isOver(op)) {
      return failed('ShutdownError')
    }

    if ((this.#in('ready').length === 0 || this.#isPaused) && timeout === 0) {
      return failed('EmptyError')
    }

    return this.#wait(client, op, timeout)
  }

  join (client: string, timeout: number): NaiveOutcome {
    if (this.#unfinished === 0) {
      return { state: 'done' }
    }

    return timeout === 0 ? failed('TimeoutError') : this.#wait(client, 'join', timeout)
  }

  settle (lease: NaiveLease, verb: 'complete' | 'fail' | 'die' | 'release', delay: number): NaiveOutcome {
    const { task } = lease

    if (lease.isLost) {
      return failed('LeaseLostError')
    }

    if (verb === 'complete') {
      this.#end(task, 'done')
    } else if (verb === 'die' || (verb === 'fail' && task.attempts >= this.#maxAttempts)) {
      this.#letGo(task)
      task.state = 'dead'
      this.#finish()
    } else {
      this.#comeBack(task, verb === 'fail', delay)
    }

    this.#rest()

    return { state: 'done' }
  }

  cancel (item: string): NaiveOutcome {
    const task = this.#tasks.find((each) => each.item === item)
    const isOurs = task !== undefined && task.state !== 'dead' && task.state !== 'ended'

    if (isOurs) {
      this.#end(task, 'cancelled')
      this.#rest()
    }

    return { state: 'done', value: isOurs }
  }

  requeue (item: string): NaiveOutcome {
    const task = this.#tasks.find((each) => each.item === item)

    if (task?.state === 'delayed') {
      this.#ready(task)
    } else if (task?.state === 'leased') {
      this.#comeBack(task, false, 0)
    } else {
      return failed('RangeError')
    }

    this.#rest()

    return { state: 'done' }
  }

  redrive (limit: number): NaiveOutcome {
    if (this.#shut !== 'open') {
      return failed('ShutdownError')
    }

    const dead = this.#in('dead').slice(0, limit)

    for (const task of dead) {
      Object.assign(task, { attempts: 0, expires: Infinity })
      this.#unfinished++
      this.#ready(task)
    }

    this.#rest()

    return { state: 'done', value: dead.length }
  }

  purge (): NaiveOutcome {
    const waiting = [...this.#in('ready'), ...this.#in('delayed')]
    waiting.forEach((task) => { this.#end(task, 'dropped') })
    this.#rest()

    return { state: 'done', value: waiting.length }
  }

  taskDone (): NaiveOutcome {
    if (this.#unfinished === 0) {
      return failed('RangeError')
    }

    this.#unfinished--
    this.#rest()

    return { state: 'done' }
  }

  shutdown (immediate: boolean): void {
    this.#shut = immediate || this.#shut === 'immediate' ? 'immediate' : 'draining'

    if (immediate) {
      this.purge()
    }

    this.#rest()
  }

  pause (isPaused: boolean): void {
    this.#isPaused = isPaused
    this.#rest()
  }

  setMaxSize (maxSize: number): void {
    this.maxSize = maxSize
    this.#rest()
  }

  /** Clients are cut off, all at once: nothing waits for them. What they waited for, to be given to `rejoin`. */
  leave (clients: string[]): NaiveWaiter[][] {
    const gone = clients.map((client) => this.#waiters.filter((waiter) => waiter.client === client))
    this.#waiters = this.#waiters.filter(({ client }) => !clients.includes(client))
    this.#rest()

    return gone
  }

  /** A client is back, and asks again for what it waited for. */
  rejoin (waiters: NaiveWaiter[]): void {
    for (const waiter of waiters) {
      const refusal = waiter.op === 'put' ? this.#refusal(waiter.put) : undefined
      this.#waiters.push(waiter)

      if (refusal !== undefined) {
        this.#answer(waiter, failed(refusal))
      }

      this.#rest()

      // its time was over before it came back: it is asked for what there is, and waits for nothing
      if (waiter.deadline <= this.now && this.#waiters.includes(waiter)) {
        this.#giveUp(waiter)
      }
    }
  }

  advance (until: number): void {
    for (let next = this.#nextDue(until); next.length > 0; next = this.#nextDue(until)) {
      next.forEach(({ at, happen }) => {
        this.now = Math.max(this.now, at)
        happen()
      })
      this.#rest()
    }

    this.now = until
  }

  /** All that is due first, which may be the items of one put. */
  #nextDue (until: number): Array<{ at: number, happen: () => void }> {
    const due = [
      ...this.#in('delayed').map((task) => ({ at: task.due, happen: () => { this.#ready(task) } })),
      ...this.#tasks.filter((task) => this.#mayExpire(task)).map((task) => ({ at: task.expires, happen: () => { this.#end(task, 'expired') } })),
      ...this.#waiters.map((waiter) => ({ at: waiter.deadline, happen: () => { this.#giveUp(waiter) } }))
    ]
    const first = Math.min(...due.map(({ at }) => at))

    return due.filter(({ at }) => at === first && at <= until)
  }

  #mayExpire ({ state, attempts }: NaiveTask): boolean {
    return (state === 'ready' || state === 'delayed') && attempts === 0
  }

  #giveUp (waiter: NaiveWaiter): void {
    const errors = { put: 'FullError', get: 'EmptyError', reserve: 'EmptyError', join: 'TimeoutError' }
    this.#answer(waiter, failed(errors[waiter.op]))
  }

  #wait (client: string, op: NaiveWaiter['op'], timeout: number, put = NOTHING): NaiveOutcome {
    const waiter: NaiveWaiter = { client, op, outcome: { state: 'waiting' }, deadline: this.now + timeout, put }
    this.#waiters.push(waiter)
    this.#rest()

    return waiter.outcome
  }

  #answer (waiter: NaiveWaiter, outcome: NaiveOutcome): void {
    this.#waiters = this.#waiters.filter((each) => each !== waiter)
    Object.assign(waiter.outcome, outcome)
  }

  #refusal ({ items }: NaivePut): string | undefined {
    return this.#shut !== 'open' ? 'ShutdownError' : this.maxSize > 0 && items.length > this.maxSize ? 'RangeError' : undefined
  }

  #fits ({ items }: NaivePut): boolean {
    return this.maxSize <= 0 || this.#in('ready').length + this.#in('delayed').length + items.length <= this.maxSize
  }

  #place ({ items, priority, delay, ttl }: NaivePut): void {
    for (const item of items) {
      const task: NaiveTask = { item, priority, seq: 0, state: 'delayed', attempts: 0, due: this.now + delay, expires: this.now + ttl }
      this.#tasks.push(task)
      this.#put++
      this.#unfinished++

      if (delay === 0) {
        this.#ready(task)
      }
    }
  }

  #ready (task: NaiveTask): void {
    this.#letGo(task)
    task.state = 'ready'
    task.seq = this.#seq++
  }

  /** Out of its holder's hands: to its old place, unless it is charged or comes later. */
  #comeBack (task: NaiveTask, isCharged: boolean, delay: number): void {
    this.#letGo(task)
    task.attempts -= isCharged ? 0 : 1

    if (this.#shut === 'immediate') {
      this.#end(task, 'dropped')
    } else if (delay > 0) {
      Object.assign(task, { state: 'delayed', due: this.now + delay })
    } else if (isCharged) {
      this.#ready(task)
    } else {
      task.state = 'ready'
    }

    if (this.#mayExpire(task) && task.expires <= this.now) {
      this.#end(task, 'expired')
    }
  }

  #letGo (task: NaiveTask): void {
    if (task.lease !== undefined) {
      task.lease.isLost = true
      delete task.lease
    }
  }

  #end (task: NaiveTask, how: Ended): void {
    this.#letGo(task)
    task.state = 'ended'
    this.#ends[how]++

    if (how !== 'taken') {
      this.#finish()
    }
  }

  #finish (): void {
    this.#unfinished = Math.max(0, this.#unfinished - 1)
  }

  #in (state: NaiveTask['state']): NaiveTask[] {
    return this.#tasks.filter((task) => task.state === state)
  }

  #isOver (op: 'get' | 'reserve'): boolean {
    const left = [...this.#in('ready'), ...this.#in('delayed'), ...op === 'reserve' ? this.#in('leased') : []]

    return this.#shut === 'immediate' || (this.#shut === 'draining' && left.length === 0)
  }

  /** Until nothing can be given to anybody any more. */
  #rest (): void {
    for (let moved = true; moved;) {
      this.#handOut()
      const joins = this.#unfinished === 0 ? this.#waiters.filter(({ op }) => op === 'join') : []
      joins.forEach((join) => { this.#answer(join, { state: 'done' }) })
      moved = this.#admit()
    }

    for (const taker of this.#waiters.filter(({ op }) => op === 'get' || op === 'reserve')) {
      if (this.#isOver(taker.op as 'get' | 'reserve')) {
        this.#answer(taker, failed('ShutdownError'))
      }
    }
  }

  #handOut (): void {
    for (;;) {
      const direction = this.#order === 'fifo' ? 1 : -1
      const [task] = this.#in('ready').sort((a, b) => a.priority - b.priority || direction * (a.seq - b.seq))
      const taker = this.#waiters.find(({ op }) => op === 'get' || op === 'reserve')

      if (task === undefined || taker === undefined || this.#isPaused) {
        return
      }

      task.attempts++

      if (taker.op === 'get') {
        this.#end(task, 'taken')
        this.#answer(taker, { state: 'done', value: task.item })
      } else {
        task.state = 'leased'
        task.lease = { task, isLost: false }
        this.#answer(taker, { state: 'done', value: task.lease })
      }
    }
  }

  /** Lets in the first who waits for room. */
  #admit (): boolean {
    const first = this.#waiters.find(({ op }) => op === 'put')
    const refusal = first && this.#refusal(first.put)

    if (first === undefined || (refusal === undefined && !this.#fits(first.put))) {
      return false
    }

    this.#answer(first, refusal === undefined ? { state: 'done' } : failed(refusal))

    if (refusal === undefined) {
      this.#place(first.put)
    }

    return true
  }
}

function failed (error: string): NaiveOutcome {
  return { state: 'failed', value: error }
}
