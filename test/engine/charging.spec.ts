import { expect } from 'chai'
import { Rig } from './rig.ts'
import type { Peer } from './rig.ts'

/** A worker with a queue of tasks in its hands. */
function working ({ tasks = 4, concurrency = 2, prefetch = 2, options = {} } = {}): { rig: Rig, worker: Peer, ids: string[], tokens: number[] } {
  const rig = Rig.with(options)
  const worker = rig.peer('worker')
  const ids = Array.from({ length: tasks }, (_, n) => rig.peer('owner').put(n))
  worker.consume({ concurrency, prefetch })

  return { rig, worker, ids, tokens: worker.grants.map(({ token }) => token) }
}

function attempts (rig: Rig, ids: string[]): number[] {
  return ids.map((id) => rig.peer('owner').inspect(id).attempts)
}

describe('an attempt', () => {
  it('is charged when the task is handed out', () => {
    const { rig, ids } = working()

    expect(attempts(rig, ids)).to.deep.equal([1, 1, 1, 1])
  })

  it('of a worker that died is charged for its first `concurrency`, in the order of delivery; the rest go back to their places', () => {
    const { rig, worker, ids } = working()
    worker.detach()
    rig.advance(2_000)

    expect(attempts(rig, ids)).to.deep.equal([1, 1, 0, 0])
    expect(ids.map((id) => rig.peer('owner').inspect(id).state)).to.deep.equal(['READY', 'READY', 'READY', 'READY'])
    const order = ids.map(() => rig.peer('owner').take().item[0])
    expect(order).to.deep.equal([2, 3, 0, 1])
  })

  it('is charged for whatever the worker said it had started', () => {
    const { rig, worker, ids, tokens } = working()
    worker.heartbeat(tokens, tokens.slice(3))
    worker.detach()
    rig.advance(2_000)

    expect(attempts(rig, ids)).to.deep.equal([1, 1, 0, 1])
  })

  it('counts the first that are unsettled, not those that were delivered first', () => {
    const { rig, worker, ids, tokens } = working()
    worker.complete(tokens[0] as number)
    worker.detach()
    rig.advance(2_000)

    expect(attempts(rig, ids.slice(1))).to.deep.equal([1, 1, 0])
  })

  it('is counted for each consumer by itself', () => {
    const rig = Rig.with()
    const worker = rig.peer('worker')
    rig.peer('owner').declare({}, 'other')
    const ids = [rig.peer('owner').put(1), rig.peer('owner').put(2)]
    worker.consume({ consumer: 1, concurrency: 1, prefetch: 1 })
    worker.consume({ consumer: 2, concurrency: 1, prefetch: 1, queue: 'other' })
    const other = rig.peer('owner').send({ op: 'put', items: [new Uint8Array(1)], id: undefined, block: true, timeout: 0, priority: 0, delay: 0, ttl: Infinity, maxAttempts: undefined, leaseMs: undefined, maxRunMs: undefined }, 'other')
    worker.detach()
    rig.advance(2_000)

    expect(attempts(rig, ids)).to.deep.equal([1, 0])
    expect(rig.peer('owner').ask({ op: 'inspect', task: `~owner.${other}` }, 'other').tasks?.[0]?.attempts).to.equal(1)
  })

  it('that was reserved by a call is charged: its caller had it at once', () => {
    const rig = Rig.with()
    const ids = [rig.peer('owner').put(1), rig.peer('owner').put(2)]
    rig.peer('worker').take()
    rig.peer('worker').take()
    rig.peer('worker').detach()
    rig.advance(2_000)

    expect(attempts(rig, ids)).to.deep.equal([1, 1])
  })

  it('is never charged for a get', () => {
    const rig = Rig.with()
    const id = rig.peer('owner').put(1)
    rig.peer('getter').get()
    rig.peer('getter').detach()
    rig.advance(2_000)

    expect(rig.peer('owner').inspect(id)).to.include({ state: 'READY', attempts: 0 })
  })

  it('is charged anew after the worker came back and lost its lease in the end', () => {
    const { rig, worker, ids, tokens } = working()
    worker.detach()
    worker.open(tokens)
    rig.advance(30_000)

    expect(attempts(rig, ids)).to.deep.equal([1, 1, 1, 1])
  })

  for (const [what, back] of [
    ['release', (peer, token) => { peer.release(token) }],
    ['goodbye', (peer) => { peer.goodbye() }],
    ['requeue', (_peer, _token, rig) => { rig.peer('owner').ask({ op: 'requeue', task: '~owner.2' }) }]
  ] as Array<[string, (peer: Peer, token: number, rig: Rig) => void]>) {
    it(`is refunded by ${what}`, () => {
      const rig = Rig.with()
      const id = rig.peer('owner').put(1)
      expect(id).to.equal('~owner.2')
      back(rig.peer('p'), rig.peer('p').take().token, rig)

      expect(rig.peer('owner').take()).to.include({ task: id, attempt: 1 })
    })
  }
})

describe('the crash backoff', () => {
  it('is 1 s after the worker went away, doubling to 5 s', () => {
    const rig = Rig.with({ maxAttempts: Infinity, grace: { closed: 0, silent: 10_000 } })
    const id = rig.peer('owner').put(1)

    for (const ms of [1_000, 2_000, 4_000, 5_000, 5_000]) {
      rig.peer('worker').open()
      rig.peer('worker').take()
      rig.peer('worker').detach()
      rig.advance(ms - 1)
      expect(rig.peer('owner').inspect(id).state).to.equal('DELAYED')
      rig.advance(1)
      expect(rig.peer('owner').inspect(id).state).to.equal('READY')
    }
  })

  it('counts from when the worker went: what was killed is given out again within 3 s', () => {
    const rig = Rig.with()
    const id = rig.peer('owner').put(1)
    rig.peer('worker').take()
    rig.peer('worker').detach()
    rig.advance(2_000)

    expect(rig.peer('owner').inspect(id)).to.include({ state: 'READY', attempts: 1 })
  })

  it('counts from the lapse when the worker is still there', () => {
    const rig = Rig.with({ leaseMs: 100 })
    const id = rig.peer('owner').put(1)
    rig.peer('worker').take()
    rig.advance(1_099)
    expect(rig.peer('owner').inspect(id).state).to.equal('DELAYED')
    rig.advance(1)

    expect(rig.peer('owner').inspect(id).state).to.equal('READY')
  })
})

describe('uncharged returns', () => {
  function release (peer: Peer, times: number): number[] {
    return Array.from({ length: times }, () => {
      const { token, attempt } = peer.take()
      peer.release(token)

      return attempt
    })
  }

  it('are charged from the 100th in a row on', () => {
    const rig = Rig.with({ maxAttempts: 10 })
    const peer = rig.peer('p')
    const id = peer.put(1)

    expect(new Set(release(peer, 100))).to.deep.equal(new Set([1]))
    expect(peer.inspect(id).attempts).to.equal(1)
    expect(release(peer, 2)).to.deep.equal([2, 3])
    expect(peer.inspect(id).attempts).to.equal(3)
  })

  it('end in a dead letter at last', () => {
    const rig = Rig.with({ maxAttempts: 2 })
    const peer = rig.peer('p')
    const id = peer.put(1)
    release(peer, 101)

    expect(peer.inspect(id)).to.include({ state: 'DEAD', attempts: 2 })
    expect(peer.result(id)).to.deep.include({ status: 'TASK_FAILED' })
  })

  it('are counted anew after an attempt that was charged, and after a redrive', () => {
    const rig = Rig.with({ maxAttempts: 2 })
    const peer = rig.peer('p')
    const id = peer.put(1)
    release(peer, 99)
    peer.fail(peer.take().token, { delay: 0 })
    expect(new Set(release(peer, 99))).to.deep.equal(new Set([2]))
    peer.fail(peer.take().token, { delay: 0 })
    expect(peer.inspect(id).state).to.equal('DEAD')
    peer.ask({ op: 'redrive', tasks: [id], limit: 1 })

    expect(new Set(release(peer, 99))).to.deep.equal(new Set([1]))
    expect(peer.inspect(id).attempts).to.equal(0)
  })
})

describe('a dead task', () => {
  it('says how its last 20 attempts ended: who, when, why', () => {
    const rig = Rig.with({ maxAttempts: 25, backoff: { type: 'fixed', delay: 10, maxDelay: 10, jitter: 0 } })
    const id = rig.peer('owner').put(1)

    for (let attempt = 1; attempt <= 25; attempt++) {
      const worker = rig.peer(`w${attempt}`)
      worker.fail(worker.take().token)
      rig.advance(10)
    }

    const { state, history } = rig.peer('owner').inspect(id)
    expect(state).to.equal('DEAD')
    expect(history.map(({ attempt }) => attempt)).to.deep.equal(Array.from({ length: 20 }, (_, n) => n + 6))
    expect(history.at(-1)).to.deep.equal({ attempt: 25, peer: 'id of w25', name: 'w25', outcome: 'failed', error: 'Error: boom', at: 10 })
    expect(history[0]).to.include({ name: 'w6', at: 200 })
  })

  it('of lapses says of what it died, and of whom', () => {
    const rig = Rig.with({ maxAttempts: 1, leaseMs: 100 })
    const id = rig.peer('owner').put(1)
    rig.peer('worker').take()
    rig.advance(100)

    expect(rig.peer('owner').result(id)).to.deep.equal({
      status: 'TASK_FAILED',
      failure: { name: 'LeaseLostError', message: "worker 'worker' did not renew its lease for 100 ms", stack: '', workerName: 'worker', workerPeerId: 'id of worker' }
    })
  })

  it('counts in the bound of tasks until it is given another life', () => {
    const rig = Rig.with({}, { limits: { maxTasks: 1 } })
    const peer = rig.peer('p')
    peer.put(1)
    peer.fail(peer.take().token, { retry: false })

    expect(() => peer.put(2)).to.throw('LIMIT')
  })
})
