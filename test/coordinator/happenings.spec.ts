import { expect } from 'chai'
import { happeningsOf } from '../../src/coordinator/happenings.ts'
import { DEFAULT_QUEUE_OPTIONS } from '../../src/engine/index.ts'
import { TASK_EVENTS } from '../../src/engine/transitions.ts'
import type { Change, TaskMove } from '../../src/engine/index.ts'

const actor = { peerId: 'peer-a', name: 'actor' }
const who = (session: string): typeof actor => ({ peerId: `peer-${session}`, name: session })
const of = (change: Change): unknown[] => happeningsOf(change, actor, who)
const move = (event: TaskMove['event'], more: Partial<TaskMove> = {}): TaskMove => ({ type: 'task:move', queue: 'q', task: 't', event, at: 0, ...more })

describe('what a change is called outside', () => {
  const names: Record<TaskMove['event'], string[]> = {
    grant: ['task:lease'],
    due: [],
    complete: ['task:complete'],
    confirm: ['task:complete'],
    return: ['task:requeue'],
    defer: ['task:requeue'],
    retry: ['task:fail'],
    exhaust: ['task:fail', 'task:dead'],
    cancel: ['task:cancel'],
    expire: ['task:expire'],
    drop: ['task:drop'],
    redrive: ['task:requeue'],
    requeue: ['task:requeue']
  }

  for (const event of TASK_EVENTS) {
    it(`is ${names[event].join(' and ') || 'nothing'} for ${event}`, () => {
      expect(happeningsOf(move(event), actor, who).map(({ type }) => type)).to.deep.equal(names[event])
    })
  }

  it('says who did it: whoever gave the command', () => {
    expect(of(move('complete'))).to.deep.equal([{ type: 'task:complete', queue: 'q', id: 't', peerId: 'peer-a', name: 'actor', attempt: 0 }])
  })

  it('says who got a task, and which attempt that is', () => {
    const lease = { token: 1, session: 'w', mode: 'LEASE' as const, consumer: 1, request: 0, attempt: 2 }

    expect(of(move('grant', { lease }))).to.deep.equal([{ type: 'task:lease', queue: 'q', id: 't', peerId: 'peer-w', name: 'w', attempt: 2 }])
  })

  it('says whose attempt failed, also when the clock ended it', () => {
    const ended = { attempt: 3, peer: 'peer-w', name: 'w', outcome: 'lapsed', error: '', at: 0 }

    expect(of(move('retry', { ended }))).to.deep.equal([{ type: 'task:fail', queue: 'q', id: 't', peerId: 'peer-w', name: 'w', attempt: 3 }])
  })

  it('says who put a task', () => {
    const put: Change = {
      type: 'task:put', queue: 'q', task: 't', session: 'p', item: new Uint8Array(), priority: 0, seq: 1, at: 0, due: 0, expires: Infinity,
      maxAttempts: 1, leaseMs: 1_000, maxRunMs: Infinity, fingerprint: 0
    }

    expect(of(put)).to.deep.equal([{ type: 'task:put', queue: 'q', id: 't', peerId: 'peer-p', name: 'p', attempt: 0 }])
  })

  it('is told of queues too', () => {
    const options = { ...DEFAULT_QUEUE_OPTIONS }

    expect(of({ type: 'queue:declare', queue: 'q', options, at: 0 })).to.deep.equal([{ type: 'queue:declare', queue: 'q', options }])
    expect(of({ type: 'queue:change', queue: 'q', options })).to.deep.equal([{ type: 'queue:change', queue: 'q', options }])
    expect(of({ type: 'queue:shutdown', queue: 'q', immediate: true })).to.deep.equal([{ type: 'queue:shutdown', queue: 'q', immediate: true }])
  })

  it('is nothing for what concerns only those who did it', () => {
    expect(of({ type: 'session:answered', session: 's', below: 3 })).to.deep.equal([])
    expect(of({ type: 'queue:taskDone', queue: 'q' })).to.deep.equal([])
  })
})
