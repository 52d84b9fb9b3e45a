import { expect } from 'chai'
import { DEFAULT_QUEUE_OPTIONS } from '../../src/engine/config.ts'
import { dump } from '../../src/engine/dump.ts'
import { State } from '../../src/engine/state.ts'
import { TASK_EVENTS, TASK_STATES, TRANSITIONS } from '../../src/engine/transitions.ts'
import { item } from './rig.ts'
import type { Change, TaskMove } from '../../src/engine/index.ts'
import type { TaskEvent, TaskState } from '../../src/engine/transitions.ts'

/** How a task comes into each state. */
const WAYS: Record<TaskState, TaskEvent[]> = {
  READY: [],
  DELAYED: ['grant', 'retry'],
  LEASED: ['grant'],
  DEAD: ['grant', 'exhaust'],
  DONE: ['grant', 'complete'],
  CANCELLED: ['cancel'],
  EXPIRED: ['expire'],
  DROPPED: ['drop']
}

/** Which of the queue's counts a state is counted in. */
const COUNTS: Record<TaskState, string> = {
  READY: 'ready',
  DELAYED: 'delayed',
  LEASED: 'leased',
  DEAD: 'dead',
  DONE: 'done',
  CANCELLED: 'cancelled',
  EXPIRED: 'expired',
  DROPPED: 'dropped'
}

const ended = { attempt: 1, peer: 'p', name: 'n', outcome: 'failed', error: 'boom', at: 2 }
const failure = { name: 'Error', message: 'boom', stack: '', workerName: '', workerPeerId: '' }

/** What each event's fact carries, beside the event. */
const DETAILS: Record<TaskEvent, Partial<TaskMove>> = {
  grant: { lease: { token: 7, session: 's', mode: 'LEASE', consumer: 1, request: 0, attempt: 1 } },
  due: { seq: 2 },
  complete: { keptUntil: 9, result: item(1) },
  confirm: { keptUntil: 9 },
  return: { ended },
  retry: { ended, due: 5 },
  defer: { ended, due: 5 },
  exhaust: { ended, failure },
  cancel: { keptUntil: 9 },
  expire: { keptUntil: 9 },
  drop: { keptUntil: 9 },
  redrive: { seq: 2 },
  requeue: { seq: 2 }
}

function move (event: TaskEvent): Change {
  return { type: 'task:move', queue: 'q', task: 't', event, at: 2, ...DETAILS[event] }
}

function stateWith (state: TaskState): State {
  const made = new State(0)
  made.apply({ type: 'queue:declare', queue: 'q', options: DEFAULT_QUEUE_OPTIONS, at: 0 })
  made.apply({ type: 'session:open', session: 's', peer: 'p', name: 'n', keyName: '', local: false, at: 0 })
  made.apply({
    type: 'task:put', queue: 'q', task: 't', session: 's', item: item(1), priority: 0, seq: 1, at: 1, due: 0,
    expires: Infinity, maxAttempts: 3, leaseMs: 100, maxRunMs: Infinity, fingerprint: 0
  })
  WAYS[state].forEach((event) => { made.apply(move(event)) })

  return made
}

function countsOf (state: State): Record<string, number> {
  return { ...state.queue('q').counts }
}

describe('the transition table', () => {
  for (const from of TASK_STATES) {
    for (const event of TASK_EVENTS) {
      const to = TRANSITIONS[from][event]

      if (to === undefined) {
        it(`refuses ${event} of a task that is ${from}, and nothing changes`, () => {
          const state = stateWith(from)
          const before = dump(state)

          expect(() => { state.apply(move(event)) }).to.throw(`task t is ${from}: it cannot ${event}`)
          expect(dump(state)).to.deep.equal(before)
          expect(state.deadlines.next).to.equal(stateWith(from).deadlines.next)
        })
      } else {
        it(`takes a task from ${from} to ${to} by ${event}`, () => {
          const state = stateWith(from)
          state.apply(move(event))
          const task = state.task('q', 't')
          const counted = event === 'confirm' ? 'taken' : COUNTS[to]

          expect(task.state).to.equal(to)
          expect(countsOf(state)).to.include({ put: 1, [counted]: 1 })
          expect(Object.values(countsOf(state)).reduce((sum, count) => sum + count)).to.equal(2)
          expect(state.queue('q').line.size).to.equal(to === 'READY' ? 1 : 0)
          expect(state.session('s').leases.size).to.equal(to === 'LEASED' ? 1 : 0)
          expect(task.lease !== undefined).to.equal(to === 'LEASED')
          expect(task.outcome !== undefined).to.equal(!['READY', 'DELAYED', 'LEASED', 'DEAD'].includes(to))
        })
      }
    }
  }

  it('is reachable in every state', () => {
    for (const state of TASK_STATES) {
      expect(stateWith(state).task('q', 't').state).to.equal(state)
    }
  })

  it('refuses a grant that does not say to whom, and nothing changes', () => {
    const state = stateWith('READY')
    const before = dump(state)
    const grant: Change = { type: 'task:move', queue: 'q', task: 't', event: 'grant', at: 2 }

    expect(() => { state.apply(grant) }).to.throw('no lease of task t')
    expect(dump(state)).to.deep.equal(before)
  })

  for (const change of [
    { ...move('grant'), queue: 'nowhere' },
    { ...move('grant'), task: 'nobody' },
    { type: 'session:answered', session: 'stranger', below: 1 },
    { type: 'task:extend', queue: 'q', task: 't', until: 5 },
    { type: 'task:forget', queue: 'q', tasks: ['t'], forced: false }
  ] as Change[]) {
    it(`refuses a fact about what is not there (${change.type}, ${JSON.stringify(Object.values(change).slice(1, 3))})`, () => {
      const state = stateWith('READY')
      const before = dump(state)

      expect(() => { state.apply(change) }).to.throw('the journal and the engine do not agree')
      expect(dump(state)).to.deep.equal(before)
    })
  }
})
