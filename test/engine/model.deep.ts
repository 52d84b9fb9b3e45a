import { expect } from 'chai'
import fc from 'fast-check'
import { NaiveQueue } from './naive/naive-queue.ts'
import { OPTIONS } from './naive/records.ts'
import { Rig, failCall, item, putCall, takeCall } from './rig.ts'
import type { Answer, Call, Mode, QueueStats } from '../../src/engine/index.ts'

/** How many runs to make: 1,000 in CI, more by hand. */
const RUNS = Number(process.env.PEERQ_MODEL_RUNS ?? 1_000)
const SESSIONS = ['a', 'b', 'c']

interface Real { rig: Rig }
type Run = (model: NaiveQueue, real: Real) => void
type Step = fc.Command<NaiveQueue, Real>

/** A step: what it is called in a counterexample, and what it does to both. */
function step (name: string, run: Run, check: (model: NaiveQueue) => boolean = () => true): Step {
  return {
    check,
    toString: () => name,
    run (model, real) {
      run(model, real)
      compare(model, real.rig)
    }
  }
}

/** A request of a session that is connected; the model is told its number. */
function request (name: string, session: string, call: (model: NaiveQueue) => Call, tell: (model: NaiveQueue, number: number) => void): Step {
  return step(`${session}: ${name}`, (model, { rig }) => {
    const made = call(model)
    tell(model, rig.peer(session).send(made))
  }, (model) => model.isConnected(session))
}

function says (answer: Answer): string {
  const lost = answer.lost && `lost ${answer.lost.map(({ token }) => token).join(' ')}`
  const detail = answer.grant?.token ?? answer.flag ?? answer.count ?? lost

  return detail === undefined ? answer.status : `${answer.status} ${detail}`
}

interface SeenTask {
  id: string
  state: string
  attempts: number
}

function compare (model: NaiveQueue, rig: Rig): void {
  const answers: Record<string, string> = {}
  const grants = new Map<string, string[]>()
  const outcomes: string[] = []

  for (const name of SESSIONS) {
    for (const effect of rig.peer(name).heardOf) {
      if (effect.type === 'reply') {
        answers[`${name} ${effect.number}`] = says(effect.answer)
      } else if (effect.type === 'outcome') {
        outcomes.push(`${name} ${effect.number} ${effect.index} ${effect.answer.status}`)
      } else if (effect.type === 'grant') {
        grants.set(name, [...grants.get(name) ?? [], `${name} ${effect.consumer} ${effect.grant.token}`])
      }
    }

    expect(grants.get(name) ?? [], `what the consumers of ${name} were given`).to.deep.equal(model.grants.filter((grant) => grant.startsWith(name)))
  }

  expect(answers).to.deep.equal(Object.fromEntries(model.answers))
  expect(outcomes.sort()).to.deep.equal(model.outcomes.toSorted())
  const { queues } = rig.engine.dump() as { queues: Array<{ counts: QueueStats, unfinished: number, tasks: SeenTask[] }> }
  const [queue] = queues
  expect(queue?.tasks.map(({ id, state, attempts }) => `${id} ${state} ${attempts}`)).to.deep.equal(model.tasks.map(({ id, state, attempts }) => `${id} ${state} ${attempts}`))
  expect(queue?.counts).to.include(model.counts)
  expect(queue?.unfinished).to.equal(model.unfinished)
}

const session = fc.constantFrom(...SESSIONS)
const mode = fc.constantFrom<Mode>('LEASE', 'RECEIPT')
const timeout = fc.constantFrom(0, 70, 700, Infinity)

function taskOf (model: NaiveQueue, n: number): string {
  return model.tasks[n % Math.max(1, model.tasks.length)]?.id ?? 'nobody'
}

/** Mostly one that the session holds, now and then any other. */
function tokenOf (model: NaiveQueue, name: string, n: number): number {
  const held = model.leases(name)

  return held.length > 0 && n % 5 > 0 ? held[n % held.length]?.token ?? 0 : 1 + n % 20
}

const putting = fc.record({
  items: fc.constantFrom(1, 1, 1, 2, 3),
  priority: fc.constantFrom(0, 0, 0, -1, 1),
  delay: fc.constantFrom(0, 0, 0, 50, 500),
  ttl: fc.constantFrom(Infinity, Infinity, 600, 900),
  timeout
}).filter(({ delay, ttl }) => delay < ttl)

const puts = fc.tuple(session, putting).map(([name, put]) => request(
  `put ${JSON.stringify(put)}`, name,
  () => putCall(Array.from({ length: put.items }, (_, n) => item(n)), put),
  (model, number) => { model.put(name, number, put) }
))

const takes = fc.tuple(session, mode, timeout).map(([name, mode, timeout]) => request(
  `take ${mode} ${timeout}`, name,
  () => takeCall({ mode, timeout }),
  (model, number) => { model.take(name, number, mode, timeout) }
))

const settling = fc.tuple(session, fc.constantFrom<'complete' | 'fail' | 'release' | 'confirm'>('complete', 'fail', 'release', 'confirm'), fc.nat({ max: 99 }), fc.constantFrom(0, 0, 200)).map(([name, verb, n, delay]) => {
  let token = 0
  const calls: Record<typeof verb, () => Call> = {
    complete: () => ({ op: 'complete', token, result: undefined }),
    fail: () => failCall(token),
    release: () => ({ op: 'release', token, delay }),
    confirm: () => ({ op: 'confirm', tokens: [token] })
  }

  return request(`${verb} #${n}${verb === 'release' ? ` in ${delay}` : ''}`, name, (model) => {
    token = tokenOf(model, name, n)
    return calls[verb]()
  }, (model, number) => { model.settle(name, number, token, verb, verb === 'release' ? delay : 0) })
})

const completing = fc.tuple(session, fc.array(fc.nat({ max: 99 }), { minLength: 1, maxLength: 4 })).map(([name, places]) => {
  let tokens: number[] = []

  return request(`complete #${places.join(' #')}`, name, (model) => {
    tokens = places.map((n) => tokenOf(model, name, n))
    return { op: 'completeMany', done: tokens.map((token) => ({ token })) }
  }, (model, number) => { model.completeMany(name, number, tokens) })
})

const aboutTasks = fc.tuple(session, fc.constantFrom('cancel', 'requeue', 'awaitResult'), fc.nat({ max: 99 }), timeout).map(([name, verb, n, timeout]) => {
  let task = ''

  return request(`${verb} task #${n} ${verb === 'awaitResult' ? timeout : ''}`, name, (model) => {
    task = taskOf(model, n)
    return verb === 'awaitResult' ? { op: 'awaitResult', task, timeout } : { op: verb, task }
  }, (model, number) => {
    switch (verb) {
      case 'cancel': model.cancel(name, number, task); break
      case 'requeue': model.requeue(name, number, task); break
      default: model.awaitResult(name, number, task, timeout)
    }
  })
})

const collecting = fc.tuple(session, fc.array(fc.nat({ max: 99 }), { maxLength: 4 })).map(([name, places]) => {
  let tasks: string[] = []

  return request(`collect tasks #${places.join(' #')}`, name, (model) => {
    tasks = places.map((n) => taskOf(model, n))
    return { op: 'collect', tasks }
  }, (model, number) => { model.collect(name, number, tasks) })
})

const administering = fc.tuple(session, fc.constantFrom('purge', 'pause', 'resume', 'resume', 'redrive', 'taskDone', 'join', 'maxSize', 'drain', 'shutdown', 'reopen', 'reopen'), fc.nat({ max: 4 })).map(([name, what, n]) => {
  const calls: Record<typeof what, [Call, (model: NaiveQueue, number: number) => void]> = {
    purge: [{ op: 'purge' }, (model, number) => { model.purge(name, number) }],
    pause: [{ op: 'pause' }, (model, number) => { model.pause(name, number, true) }],
    resume: [{ op: 'resume' }, (model, number) => { model.pause(name, number, false) }],
    redrive: [{ op: 'redrive', tasks: [], limit: Infinity }, (model, number) => { model.redrive(name, number) }],
    taskDone: [{ op: 'taskDone' }, (model, number) => { model.taskDone(name, number) }],
    join: [{ op: 'join', timeout: n * 100 }, (model, number) => { model.join(name, number, n * 100) }],
    maxSize: [{ op: 'setMaxSize', maxSize: n }, (model, number) => { model.setMaxSize(name, number, n) }],
    drain: [{ op: 'shutdown', immediate: false }, (model, number) => { model.shutdown(name, number, false) }],
    shutdown: [{ op: 'shutdown', immediate: true }, (model, number) => { model.shutdown(name, number, true) }],
    reopen: [{ op: 'declare', options: {}, reopen: true }, (model, number) => { model.reopen(name, number) }]
  }
  const [call, tell] = calls[what] as [Call, (model: NaiveQueue, number: number) => void]

  return request(`${what} ${n}`, name, () => call, tell)
})

const consuming = fc.tuple(
  session, fc.constantFrom(1, 1, 2), mode, fc.nat({ max: 3 }), fc.nat({ max: 2 }), fc.integer({ min: 0, max: 9 })
).map(([name, consumer, mode, concurrency, prefetch, n]) =>
  step(`${name}: consume as ${consumer}: ${n === 0 ? 'close' : `${mode} ${concurrency} + ${prefetch}`}`, (model, { rig }) => {
    rig.peer(name).consume({ consumer, mode, concurrency, prefetch, close: n === 0 })

    if (n === 0) {
      model.close(name, consumer)
    } else {
      model.consume(name, consumer, mode, concurrency, prefetch)
    }
  }, (model) => model.isConnected(name))
)

const beating = fc.tuple(session, fc.boolean(), fc.boolean()).map(([name, names, starts]) =>
  step(`${name}: heartbeat ${names ? 'naming all' : 'naming none'}${starts ? ', all started' : ''}`, (model, { rig }) => {
    const held = model.leases(name).map(({ token }) => token)
    const refused = rig.peer(name).heartbeat(names ? [...held, 9_999] : [], starts ? held : [])
    model.heartbeat(name, names ? held : [], starts ? held : [])
    expect(refused).to.deep.equal(names ? [9_999] : [])
  }, (model) => model.isConnected(name))
)

const cutting = fc.tuple(session, fc.constantFrom('detach', 'detach', 'open', 'open', 'goodbye', 'throttle', 'unthrottle'), fc.boolean()).map(([name, what, claims]) =>
  step(`${name}: ${what}${what === 'open' ? claims ? ' with its tokens' : ' without tokens' : ''}`, (model, { rig }) => {
    const peer = rig.peer(name)
    const held = claims ? [...model.leases(name).map(({ token }) => token), 9_999] : []

    if (what === 'detach') {
      peer.detach()
      model.detach(name)
    } else if (what === 'open') {
      const welcome = peer.open(held)
      expect(welcome.type === 'welcome' && welcome.voided).to.deep.equal(model.open(name, held))
    } else if (what === 'goodbye') {
      peer.goodbye()
      model.goodbye(name)
      peer.open()
      model.open(name, [])
    } else {
      peer.throttle(what === 'throttle')
      model.throttle(name, what === 'throttle')
    }
  }, (model) => what === 'open' || model.isConnected(name))
)

const passing = fc.constantFrom(1, 10, 60, 150, 350, 1_100, 3_000).map((ms) =>
  step(`${ms} ms pass`, (model, { rig }) => {
    rig.advance(ms)
    model.advance(ms)
  })
)

const steps = fc.commands([puts, puts, takes, settling, settling, completing, aboutTasks, collecting, administering, consuming, beating, cutting, passing, passing], { maxCommands: 60, size: 'max' })

describe('the engine and a naive queue', () => {
  it(`do the same, whatever sessions do, in ${RUNS} runs; and the facts alone bring all of it back`, function () {
    this.timeout(RUNS * 20)

    fc.assert(fc.property(fc.constantFrom<'fifo' | 'lifo'>('fifo', 'lifo'), fc.constantFrom(0, 2, 4), steps, (order, maxSize, steps) => {
      const rig = Rig.with({ ...OPTIONS, order, maxSize })
      const model = new NaiveQueue(order, maxSize)

      for (const name of SESSIONS) {
        rig.peer(name)
        model.session(name)
      }

      fc.modelRun(() => ({ model, real: { rig } }), steps)
      expect(rig.replayed().dump()).to.deep.equal(rig.engine.dump())
    }), { numRuns: RUNS })
  })
})
