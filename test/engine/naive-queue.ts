import type { Mode, TaskState } from '../../src/engine/index.ts'

/**
 * What the engine should do with one queue, said as plainly as possible: arrays, sorted and
 * filtered again at every step. It is slow, and knows nothing of journals or streams.
 */

export const OPTIONS = {
  leaseMs: 1_000,
  maxAttempts: 3,
  backoff: { type: 'fixed' as const, delay: 100, maxDelay: 100, jitter: 0 },
  grace: { closed: 300, silent: 10_000 }
}

const QUIET_MS = 4_500

interface NaiveTask {
  id: string
  state: TaskState
  priority: number
  seq: number
  due: number
  expires: number

  /** Among those that are due at once. */
  order: number
  attempts: number
  uncharged: number
  lease: NaiveLease | undefined
  lastToken: number
}

interface NaiveLease {
  token: number
  session: NaiveSession
  mode: Mode
  consumer: number
  until: number
  graceEnds: number
  started: boolean
  charge: boolean
  unclaimed: boolean

  /** Its holder is known to have it. */
  delivered: boolean
  slot: NaiveConsumer | undefined
  cancels: Call[]
}

interface NaiveConsumer {
  number: number
  mode: Mode
  concurrency: number
  prefetch: number
  busy: Set<number>
  line: 'hungry' | 'spare' | undefined
  place: number
}

interface NaiveSession {
  name: string
  connected: boolean
  throttled: boolean
  heard: number
  awayAt: number
  consumers: NaiveConsumer[]

  /** Tokens of receipts that went back. */
  late: Set<number>
}

/** A request, and when its wait ends. */
interface Call { session: NaiveSession, number: number, until: number, place: number }
type Put = Call & { items: number, priority: number, delay: number, ttl: number }
type Take = Call & { mode: Mode }
type Watch = Call & { task: NaiveTask }
type Collect = Call & { missing: Map<NaiveTask, number> }

export class NaiveQueue {
  now = 0
  maxSize: number
  readonly counts = { put: 0, done: 0, taken: 0, cancelled: 0, expired: 0, dropped: 0 }
  unfinished = 0
  tasks: NaiveTask[] = []

  /** What each request was answered with, by session and number; what was told before that; and what consumers were given. */
  readonly answers = new Map<string, string>()
  readonly outcomes: string[] = []
  readonly grants: string[] = []
  readonly #sessions = new Map<string, NaiveSession>()
  readonly #sign: number
  #paused = false
  #shut: 'open' | 'draining' | 'immediate' = 'open'
  #putters: Put[] = []
  #takes: Take[] = []
  #joins: Call[] = []
  #watches: Watch[] = []
  #collects: Collect[] = []
  #counter = 1
  #token = 0

  constructor (order: 'fifo' | 'lifo', maxSize: number) {
    this.#sign = order === 'fifo' ? 1 : -1
    this.maxSize = maxSize
  }

  count (state: TaskState): number {
    return this.tasks.filter((task) => task.state === state).length
  }

  leases (name: string): NaiveLease[] {
    return this.#held(this.session(name))
  }

  session (name: string): NaiveSession {
    let session = this.#sessions.get(name)

    if (session === undefined) {
      session = { name, connected: true, throttled: false, heard: this.now, awayAt: 0, consumers: [], late: new Set() }
      this.#sessions.set(name, session)
    }

    return session
  }

  isConnected (name: string): boolean {
    return this.session(name).connected
  }

  // requests

  put (name: string, number: number, { items = 1, priority = 0, delay = 0, ttl = Infinity, timeout = Infinity }): void {
    const put = { ...this.#call(name, number, timeout), items, priority, delay, ttl }
    const refusal = this.#refusal(put)

    if (refusal !== undefined) {
      this.#answer(put, refusal)
    } else if (this.#putters.length === 0 && this.#fits(put)) {
      this.#accept(put)
    } else if (timeout > 0) {
      this.#putters.push(put)
    } else {
      this.#answer(put, 'FULL')
    }

    this.#settle()
  }

  take (name: string, number: number, mode: Mode, timeout: number): void {
    const take = { ...this.#call(name, number, timeout), mode }

    if (this.#isOver(mode)) {
      this.#answer(take, 'SHUTDOWN')
    } else if (timeout === 0 && (this.#paused || this.count('READY') === 0)) {
      this.#answer(take, 'EMPTY')
    } else {
      this.#takes.push(take)
    }

    this.#settle()
  }

  settle (name: string, number: number, token: number, verb: 'complete' | 'fail' | 'release' | 'confirm', delay = 0): void {
    const call = this.#call(name, number, 0)
    const task = this.tasks.find(({ lease }) => lease?.token === token && lease.session === call.session)
    const isReceipt = task?.lease?.mode === 'RECEIPT'

    if (task === undefined || isReceipt === (verb === 'confirm') || verb === 'release') {
      call.session.consumers.forEach((consumer) => { this.#free(consumer, token) })
    }

    if (verb === 'confirm') {
      this.#answer(call, this.#confirm(task, token, call.session) ? 'OK' : 'LEASE_LOST')
    } else if (task === undefined) {
      this.#answer(call, 'LEASE_LOST')
    } else if (isReceipt && verb !== 'release') {
      this.#answer(call, 'RANGE')
    } else if (verb === 'complete') {
      this.#end(task, 'DONE', 'done')
      this.#answer(call, 'OK')
    } else if (verb === 'fail') {
      this.#charge(task, this.now + OPTIONS.backoff.delay)
      this.#answer(call, 'OK')
    } else {
      this.#giveBack(task, this.now + delay)
      this.#answer(call, 'OK')
    }

    this.#settle()
  }

  completeMany (name: string, number: number, tokens: number[]): void {
    const call = this.#call(name, number, 0)
    const find = (token: number): NaiveTask | undefined => this.tasks.find(({ lease }) => lease?.token === token && lease.session === call.session)

    if (tokens.some((token) => find(token)?.lease?.mode === 'RECEIPT')) {
      this.#answer(call, 'RANGE')
    } else {
      const lost = tokens.filter((token) => {
        const task = find(token)
        call.session.consumers.forEach((consumer) => { this.#free(consumer, token) })

        if (task !== undefined) {
          this.#end(task, 'DONE', 'done')
        }

        return task === undefined
      })

      this.#answer(call, lost.length === 0 ? 'OK' : `OK lost ${lost.join(' ')}`)
    }

    this.#settle()
  }

  cancel (name: string, number: number, id: string): void {
    const call = this.#call(name, number, Infinity)
    const task = this.tasks.find((task) => task.id === id)

    if (task?.lease?.mode === 'RECEIPT') {
      task.lease.cancels.push(call)
    } else if (task !== undefined && ['READY', 'DELAYED', 'LEASED'].includes(task.state)) {
      this.#end(task, 'CANCELLED', 'cancelled')
      this.#answer(call, 'OK true')
    } else {
      this.#answer(call, 'OK false')
    }

    this.#settle()
  }

  awaitResult (name: string, number: number, id: string, timeout: number): void {
    const task = this.tasks.find((task) => task.id === id)
    const watch = { ...this.#call(name, number, timeout), task: task as NaiveTask }
    const outcome = task === undefined ? 'RESULT_EXPIRED' : outcomeOf(task)

    if (outcome !== undefined || timeout === 0) {
      this.#answer(watch, outcome ?? 'TIMEOUT')
    } else {
      this.#watches.push(watch)
    }

    this.#settle()
  }

  collect (name: string, number: number, ids: string[]): void {
    const collect: Collect = { ...this.#call(name, number, Infinity), missing: new Map() }

    for (const [index, id] of ids.entries()) {
      const task = this.tasks.find((task) => task.id === id)

      if (task === undefined) {
        this.outcomes.push(`${name} ${number} ${index} RESULT_EXPIRED`)
      } else {
        collect.missing.set(task, index)
      }
    }

    this.#collects.push(collect)
    this.#tell()
    this.#settle()
  }

  join (name: string, number: number, timeout: number): void {
    const call = this.#call(name, number, timeout)

    if (this.unfinished === 0 || timeout === 0) {
      this.#answer(call, this.unfinished === 0 ? 'OK' : 'TIMEOUT')
    } else {
      this.#joins.push(call)
    }

    this.#settle()
  }

  taskDone (name: string, number: number): void {
    this.#answer(this.#call(name, number, 0), this.unfinished > 0 ? 'OK' : 'RANGE')
    this.unfinished = Math.max(0, this.unfinished - 1)
    this.#settle()
  }

  shutdown (name: string, number: number, immediate: boolean): void {
    this.#answer(this.#call(name, number, 0), 'OK')
    this.#shut = immediate || this.#shut === 'immediate' ? 'immediate' : 'draining'

    if (immediate) {
      this.#drop()
    }

    this.#settle()
  }

  reopen (name: string, number: number): void {
    this.#answer(this.#call(name, number, 0), 'OK')
    this.#shut = 'open'
    this.#settle()
  }

  pause (name: string, number: number, paused: boolean): void {
    this.#answer(this.#call(name, number, 0), 'OK')
    this.#paused = paused
    this.#settle()
  }

  purge (name: string, number: number): void {
    this.#answer(this.#call(name, number, 0), `OK ${this.#drop()}`)
    this.#settle()
  }

  setMaxSize (name: string, number: number, maxSize: number): void {
    this.#answer(this.#call(name, number, 0), 'OK')
    this.maxSize = maxSize
    this.#settle()
  }

  requeue (name: string, number: number, id: string): void {
    const task = this.tasks.find((task) => task.id === id)
    const isMovable = task?.state === 'DELAYED' || task?.lease?.mode === 'LEASE'
    this.#answer(this.#call(name, number, 0), isMovable ? 'OK' : 'RANGE')

    if (task?.state === 'DELAYED') {
      this.#ready(task, this.#counter++)
    } else if (task !== undefined && isMovable) {
      this.#giveBack(task, this.now)
    }

    this.#settle()
  }

  redrive (name: string, number: number): void {
    const dead = this.#shut === 'open' ? this.tasks.filter(({ state }) => state === 'DEAD') : []
    this.#answer(this.#call(name, number, 0), this.#shut === 'open' ? `OK ${dead.length}` : 'SHUTDOWN')

    for (const task of dead) {
      Object.assign(task, { attempts: 0, uncharged: 0, expires: Infinity })
      this.unfinished++
      this.#ready(task, this.#counter++)
    }

    this.#settle()
  }

  // what a session says

  consume (name: string, number: number, mode: Mode, concurrency: number, prefetch: number): void {
    const session = this.#hear(name)
    let consumer = session.consumers.find((consumer) => consumer.number === number)

    if (consumer?.mode !== mode) {
      session.consumers = session.consumers.filter((each) => each !== consumer)
      consumer = { number, mode, concurrency, prefetch, busy: new Set(), line: undefined, place: 0 }
      session.consumers.push(consumer)

      for (const lease of this.#held(session).filter((lease) => lease.consumer === number)) {
        consumer.busy.add(lease.token)
        lease.slot = consumer

        if (lease.unclaimed) {
          lease.unclaimed = false
          this.grants.push(`${name} ${number} ${lease.token}`)
        }
      }
    }

    Object.assign(consumer, { concurrency, prefetch })
    this.#seat(consumer)
    this.#settle()
  }

  close (name: string, number: number): void {
    const session = this.#hear(name)
    session.consumers = session.consumers.filter((consumer) => consumer.number !== number)
    this.#settle()
  }

  heartbeat (name: string, tokens: number[], started: number[]): void {
    const session = this.#hear(name)

    for (const lease of this.#held(session)) {
      lease.until = tokens.includes(lease.token) ? Math.max(lease.until, this.now + OPTIONS.leaseMs) : lease.until
      lease.started ||= started.includes(lease.token)
      lease.delivered ||= tokens.includes(lease.token)
    }

    for (const task of this.tasks.filter(({ lease }) => lease?.session === session && lease.unclaimed)) {
      session.consumers.forEach((consumer) => { this.#free(consumer, task.lease?.token ?? 0) })
      this.#giveBack(task, this.now)
    }

    this.#settle()
  }

  throttle (name: string, throttled: boolean): void {
    const session = this.session(name)

    for (const lease of session.throttled && !throttled ? this.#held(session) : []) {
      lease.until = lease.delivered ? lease.until : Math.max(lease.until, this.now + OPTIONS.leaseMs)
      lease.delivered = true
    }

    session.throttled = throttled
    this.#tell()
    this.#settle()
  }

  detach (name: string): void {
    const session = this.session(name)
    const ranks = new Map<number, number>()

    if (!session.connected) {
      return
    }

    for (const lease of this.#held(session)) {
      const rank = ranks.get(lease.consumer) ?? 0
      const slots = lease.slot?.concurrency ?? Infinity
      ranks.set(lease.consumer, rank + 1)
      lease.charge = lease.mode === 'LEASE' && (lease.started || rank < slots)
      lease.graceEnds = this.now + OPTIONS.grace.closed
    }

    Object.assign(session, { connected: false, awayAt: this.now })
    this.#leave(session)
    this.#settle()
  }

  open (name: string, held: number[]): number[] {
    const session = this.session(name)
    this.#leave(session)
    Object.assign(session, { connected: true, throttled: false, heard: this.now })

    for (const lease of this.#held(session)) {
      const until = Math.max(lease.until, this.now + OPTIONS.leaseMs)
      Object.assign(lease, { unclaimed: !held.includes(lease.token), charge: true, graceEnds: Infinity, until })
    }

    const tokens = this.#held(session).map(({ token }) => token)
    this.#settle()

    return held.filter((token) => !tokens.includes(token))
  }

  goodbye (name: string): void {
    const session = this.session(name)
    this.#leave(session)
    this.tasks.filter(({ lease }) => lease?.session === session).sort(byToken).forEach((task) => { this.#giveBack(task, this.now) })
    this.#sessions.delete(name)
    this.#settle()
  }

  // time

  advance (ms: number): void {
    const until = this.now + ms

    for (let next = this.#nextDue(); next <= until; next = this.#nextDue()) {
      this.now = next
      this.#runDue()
      this.#settle()
    }

    this.now = until
  }

  #nextDue (): number {
    const waits = [...this.#putters, ...this.#takes, ...this.#joins, ...this.#watches].map(({ until }) => until)
    const tasks = this.tasks.flatMap((task) => [
      task.state === 'DELAYED' ? task.due : Infinity,
      isWaiting(task) && task.attempts === 0 ? task.expires : Infinity,
      task.lease === undefined ? Infinity : Math.min(task.lease.until, task.lease.graceEnds)
    ])

    return Math.max(this.now, Math.min(...waits, ...tasks))
  }

  #runDue (): void {
    for (const task of this.tasks.filter(isWaiting).sort((a, b) => a.order - b.order)) {
      if (task.attempts === 0 && task.expires <= this.now) {
        this.#end(task, 'EXPIRED', 'expired')
      } else if (task.state === 'DELAYED' && task.due <= this.now) {
        this.#ready(task, this.#counter++)
      }
    }

    for (const task of this.tasks.filter(({ lease }) => lease !== undefined && Math.min(lease.until, lease.graceEnds) <= this.now).sort(byToken)) {
      const lease = task.lease as NaiveLease
      const { mode, charge, session } = lease

      if (session.connected && session.throttled && !lease.delivered) {
        lease.until = this.now + OPTIONS.leaseMs
      } else if (mode === 'LEASE' && charge) {
        const backoff = Math.min(1_000 * 2 ** (task.attempts - 1), 5_000)
        this.#charge(task, (session.connected ? this.now : session.awayAt) + backoff)
      } else {
        this.#giveBack(task, this.now)
      }
    }

    const isOver = ({ until }: Call): boolean => until <= this.now
    this.#putters = this.#dismiss(this.#putters, isOver, 'FULL')
    this.#takes = this.#dismiss(this.#takes, isOver, 'EMPTY')
    this.#joins = this.#dismiss(this.#joins, isOver, 'TIMEOUT')
    this.#watches = this.#dismiss(this.#watches, isOver, 'TIMEOUT')
  }

  // bringing the queue to rest

  #settle (): void {
    do {
      this.#handOut()
      this.#joins = this.unfinished === 0 ? this.#dismiss(this.#joins, () => true, 'OK') : this.#joins
    } while (this.#admit())

    const [drained, idle] = [this.#isOver('RECEIPT'), this.#isOver('LEASE')]
    const isOver = (mode: Mode): boolean => mode === 'LEASE' ? idle : drained
    this.#takes = this.#dismiss(this.#takes, ({ mode }) => isOver(mode), 'SHUTDOWN')

    for (const session of this.#sessions.values()) {
      session.consumers = session.consumers.filter(({ mode }) => !isOver(mode))
    }
  }

  #handOut (): void {
    while (!this.#paused) {
      const task = this.tasks.filter(({ state }) => state === 'READY').sort((a, b) => a.priority - b.priority || this.#sign * (a.seq - b.seq))[0]

      if (task !== undefined && task.attempts === 0 && task.expires <= this.now) {
        this.#end(task, 'EXPIRED', 'expired')
        continue
      }

      if (task === undefined || !this.#grantTo(task)) {
        return
      }
    }
  }

  #grantTo (task: NaiveTask): boolean {
    const canTake = ({ connected, throttled, heard }: NaiveSession): boolean => connected && !throttled && this.now - heard <= QUIET_MS
    const consumers = [...this.#sessions.values()].filter(canTake)
      .flatMap((session) => session.consumers.map((consumer) => ({ session, consumer, place: consumer.place })))
    const takes = this.#takes.filter(({ session }) => canTake(session))
    const first = [...takes, ...consumers.filter(({ consumer }) => consumer.line === 'hungry')].sort(byPlace)[0] ??
      consumers.filter(({ consumer }) => consumer.line === 'spare').sort(byPlace)[0]

    if (first === undefined) {
      return false
    }

    const token = ++this.#token
    const { session } = first
    const slot = 'consumer' in first ? first.consumer : undefined
    const [mode, consumer] = 'consumer' in first ? [first.consumer.mode, first.consumer.number] : [first.mode, 0]
    task.state = 'LEASED'
    task.attempts++
    task.lastToken = token
    task.lease = {
      token, session, mode, consumer, until: this.now + OPTIONS.leaseMs, graceEnds: Infinity, started: false, charge: true, unclaimed: false,
      delivered: false, slot, cancels: []
    }

    if ('consumer' in first) {
      this.grants.push(`${session.name} ${consumer} ${token}`)
      first.consumer.busy.add(token)
      first.consumer.line = undefined
      this.#seat(first.consumer)
    } else {
      this.#answer(first, `OK ${token}`)
      this.#takes = this.#takes.filter((take) => take !== first)
    }

    return true
  }

  /** Its place is new whenever it comes to another line. */
  #seat (consumer: NaiveConsumer): void {
    const { size } = consumer.busy
    const line = size < consumer.concurrency ? 'hungry' : size < consumer.concurrency + consumer.prefetch ? 'spare' : undefined

    if (line !== consumer.line) {
      consumer.line = line
      consumer.place = this.#counter++
    }
  }

  #admit (): boolean {
    const [first] = this.#putters

    if (first === undefined) {
      return false
    }

    const refusal = this.#refusal(first)

    if (refusal === undefined && !this.#fits(first)) {
      return false
    }

    this.#putters.shift()

    if (refusal === undefined) {
      this.#accept(first)
    } else {
      this.#answer(first, refusal)
    }

    return true
  }

  #refusal (put: Put): string | undefined {
    if (this.#shut !== 'open') {
      return 'SHUTDOWN'
    }

    return this.maxSize > 0 && put.items > this.maxSize ? 'RANGE' : undefined
  }

  #fits ({ items }: Put): boolean {
    return this.maxSize <= 0 || this.count('READY') + this.count('DELAYED') + items <= this.maxSize
  }

  #accept (put: Put): void {
    for (let index = 0; index < put.items; index++) {
      this.tasks.push({
        id: `~${put.session.name}.${put.number}${put.items > 1 ? `.${index}` : ''}`,
        state: put.delay > 0 ? 'DELAYED' : 'READY',
        priority: put.priority,
        seq: put.delay > 0 ? 0 : this.#counter++,
        due: put.delay > 0 ? this.now + put.delay : 0,
        expires: this.now + put.ttl,
        order: this.#counter++,
        attempts: 0,
        uncharged: 0,
        lease: undefined,
        lastToken: 0
      })
      this.counts.put++
      this.unfinished++
    }

    this.#answer(put, 'OK')
  }

  #isOver (mode: Mode): boolean {
    const coming = this.count('READY') + this.count('DELAYED') + (mode === 'LEASE' ? this.count('LEASED') : 0)

    return this.#shut === 'immediate' || (this.#shut === 'draining' && coming === 0)
  }

  // what becomes of a task

  #ready (task: NaiveTask, seq: number): void {
    Object.assign(task, { state: 'READY', seq, due: 0, order: this.#counter++ })
  }

  #giveBack (task: NaiveTask, due: number): void {
    if (task.uncharged + 1 >= 100) {
      task.uncharged++
      this.#charge(task, due, true)
      return
    }

    task.attempts -= this.#shut === 'immediate' ? 0 : 1
    task.uncharged++
    this.#comeBack(task, () => {
      if (due > this.now) {
        Object.assign(task, { state: 'DELAYED', due, order: this.#counter++ })
      } else {
        this.#ready(task, task.seq)
      }
    })
  }

  #charge (task: NaiveTask, due: number, habit = false): void {
    task.uncharged = habit ? task.uncharged : 0

    if (task.attempts >= OPTIONS.maxAttempts) {
      const { cancels } = task.lease as NaiveLease
      this.#end(task, 'DEAD')
      cancels.forEach((cancel) => { this.#answer(cancel, 'OK false') })
      return
    }

    this.#comeBack(task, () => {
      if (due > this.now) {
        Object.assign(task, { state: 'DELAYED', due, order: this.#counter++ })
      } else {
        this.#ready(task, this.#counter++)
      }
    })
  }

  #comeBack (task: NaiveTask, back: () => void): void {
    const { mode, session, token, cancels } = task.lease as NaiveLease

    if (this.#shut === 'immediate') {
      this.#end(task, 'DROPPED', 'dropped')
    } else {
      task.lease = undefined
      back()

      if (mode === 'RECEIPT') {
        session.late.add(token)
      }
    }

    for (const cancel of cancels) {
      const waits = isWaiting(task)

      if (waits) {
        this.#end(task, 'CANCELLED', 'cancelled')
      }

      this.#answer(cancel, `OK ${waits}`)
    }
  }

  #confirm (task: NaiveTask | undefined, token: number, session: NaiveSession): boolean {
    const late = this.tasks.find(({ lastToken, state }) => lastToken === token && state === 'READY')

    if (task?.lease?.mode === 'RECEIPT') {
      const { cancels } = task.lease
      this.#end(task, 'DONE', 'taken')
      cancels.forEach((cancel) => { this.#answer(cancel, 'OK false') })
      return true
    }

    if (task === undefined && late !== undefined && session.late.has(token)) {
      this.#end(late, 'DONE', 'taken')
      return true
    }

    return false
  }

  #end (task: NaiveTask, state: TaskState, count?: 'done' | 'taken' | 'cancelled' | 'expired' | 'dropped'): void {
    Object.assign(task, { state, lease: undefined })
    this.unfinished -= count === 'taken' || this.unfinished === 0 ? 0 : 1

    if (count !== undefined) {
      this.counts[count]++
    }

    this.#watches = this.#dismiss(this.#watches, (watch) => watch.task === task, outcomeOf(task) as string)
    this.#tell()
  }

  /** What there is to tell to those who collect and take what they are sent. */
  #tell (): void {
    for (const { session, number, missing } of this.#collects.filter(({ session }) => !session.throttled)) {
      for (const [task, index] of missing) {
        const outcome = outcomeOf(task)

        if (outcome !== undefined) {
          this.outcomes.push(`${session.name} ${number} ${index} ${outcome}`)
          missing.delete(task)
        }
      }
    }

    this.#collects = this.#dismiss(this.#collects, ({ missing }) => missing.size === 0, 'OK')
  }

  #drop (): number {
    const waiting = this.tasks.filter(isWaiting)
    waiting.forEach((task) => { this.#end(task, 'DROPPED', 'dropped') })

    return waiting.length
  }

  // calls and sessions

  #call (name: string, number: number, timeout: number): Call {
    return { session: this.#hear(name), number, until: this.now + timeout, place: this.#counter++ }
  }

  #answer ({ session, number }: Call, answer: string): void {
    if (session.connected) {
      this.answers.set(`${session.name} ${number}`, answer)
    }
  }

  #dismiss<C extends Call> (calls: C[], picks: (call: C) => boolean, answer: string): C[] {
    calls.filter(picks).forEach((call) => { this.#answer(call, answer) })

    return calls.filter((call) => !picks(call))
  }

  #hear (name: string): NaiveSession {
    const session = this.session(name)
    session.heard = this.now

    return session
  }

  #held (session: NaiveSession): NaiveLease[] {
    return this.tasks.flatMap(({ lease }) => lease?.session === session ? [lease] : []).sort((a, b) => a.token - b.token)
  }

  #leave (session: NaiveSession): void {
    const stays = (call: Call): boolean => call.session !== session
    this.#putters = this.#putters.filter(stays)
    this.#takes = this.#takes.filter(stays)
    this.#joins = this.#joins.filter(stays)
    this.#watches = this.#watches.filter(stays)
    this.#collects = this.#collects.filter(stays)
    this.tasks.forEach(({ lease }) => { lease?.cancels.splice(0, Infinity, ...lease.cancels.filter(stays)) })
    this.#held(session).forEach((lease) => { lease.slot = undefined })
    session.consumers = []
  }

  #free (consumer: NaiveConsumer, token: number): void {
    if (consumer.busy.delete(token)) {
      this.#seat(consumer)
    }
  }
}

function isWaiting ({ state }: NaiveTask): boolean {
  return state === 'READY' || state === 'DELAYED'
}

function byPlace (a: { place: number }, b: { place: number }): number {
  return a.place - b.place
}

function byToken (a: NaiveTask, b: NaiveTask): number {
  return (a.lease?.token ?? 0) - (b.lease?.token ?? 0)
}

function outcomeOf ({ state }: NaiveTask): string | undefined {
  const outcomes: Partial<Record<TaskState, string>> = {
    DONE: 'OK', DEAD: 'TASK_FAILED', CANCELLED: 'TASK_CANCELLED', DROPPED: 'TASK_CANCELLED', EXPIRED: 'TASK_EXPIRED'
  }

  return outcomes[state]
}
