import { expect } from 'chai'
import fc from 'fast-check'
import { createEngine } from '../../src/engine/index.ts'
import { RandomLife } from './random-life.ts'
import { Rig, item, putCall } from './rig.ts'
import type { Change, Engine, SnapshotPiece } from '../../src/engine/index.ts'

const RUNS = Number(process.env.PEERQ_SNAPSHOT_RUNS ?? 400)

/** Another engine, of these pieces and what was written after them. */
function rebuilt (pieces: Iterable<SnapshotPiece>, changes: Change[] = []): Engine {
  const engine = createEngine({ random: () => 0, tokenFloor: 0 })

  for (const piece of pieces) {
    engine.restore(structuredClone(piece))
  }

  changes.forEach((change) => { engine.replay(structuredClone(change)) })

  return engine
}

describe('a snapshot', () => {
  it(`brings the state back that it was taken of, also when much happens while it is read, in ${RUNS} runs`, function () {
    this.timeout(RUNS * 50)

    fc.assert(fc.property(fc.nat(), fc.nat({ max: 250 }), fc.nat({ max: 4 }), (seed, before, between) => {
      const life = new RandomLife(seed)
      const { engine, changes } = life.rig

      for (let step = 0; step < before; step++) {
        life.step()
      }

      const dump = structuredClone(engine.dump())
      const written = changes.length
      const pieces: SnapshotPiece[] = []

      for (const piece of engine.snapshot()) {
        pieces.push(piece)

        for (let step = 0; step < between; step++) {
          life.step()
        }
      }

      expect(rebuilt(pieces).dump()).to.deep.equal(dump)
      expect(rebuilt(pieces).audit()).to.deep.equal([])
      expect(rebuilt(pieces, changes.slice(written)).dump()).to.deep.equal(structuredClone(engine.dump()))
    }), { numRuns: RUNS })
  })

  it('of a state that came from a snapshot is the same state', () => {
    const life = new RandomLife(5)

    for (let step = 0; step < 300; step++) {
      life.step()
    }

    const { engine } = life.rig
    expect(rebuilt(rebuilt(engine.snapshot()).snapshot()).dump()).to.deep.equal(engine.dump())
  })

  it('shows each of many tasks as it was, whenever its turn comes', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.ask(putCall(Array.from({ length: 2_000 }, (_, n) => item(n % 256))))
    const ids = rig.changes.flatMap((change) => change.type === 'task:put' ? change.task : [])
    const dump = structuredClone(rig.engine.dump())
    const pieces: SnapshotPiece[] = []

    for (const piece of rig.engine.snapshot()) {
      pieces.push(piece)

      // some that had their turn, some that have not, and a new one
      for (const id of [ids.shift(), ids.pop(), ids.splice(1_000, 1)[0]]) {
        peer.ask({ op: 'cancel', task: id ?? '' })
      }

      peer.put(1)
    }

    expect(pieces.filter(({ type }) => type === 'tasks').length).to.be.greaterThan(3)
    expect(rebuilt(pieces).dump()).to.deep.equal(dump)
  })

  it('goes on handing out in the order in which it would have', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const [first, second, third] = [peer.put(1, { delay: 50 }), peer.put(2, { priority: 1 }), peer.put(3)]
    rig.advance(50)
    const again = new Rig()
    for (const piece of rig.engine.snapshot()) {
      again.engine.restore(piece)
    }
    const worker = again.peer('w')

    expect([worker.take(), worker.take(), worker.take()].map(({ task }) => task)).to.deep.equal([third, first, second])
  })

  it('keeps what becomes due', () => {
    const rig = Rig.with({ leaseMs: 1_000 })
    const [delayed, mortal, leased] = [rig.peer('p').put(1, { delay: 700 }), rig.peer('p').put(2, { ttl: 800, priority: 5 }), rig.peer('p').put(3)]
    rig.peer('p').take()
    const again = new Rig()
    for (const piece of rig.engine.snapshot()) {
      again.engine.restore(piece)
    }
    again.tick()
    again.advance(1_000)
    const peer = again.peer('p')

    expect([delayed, mortal, leased].map((id) => peer.inspect(id).state)).to.deep.equal(['READY', 'EXPIRED', 'READY'])
    expect(peer.inspect(leased).attempts).to.equal(1)
  })

  it('is not taken twice at once, but again once it was read or released', () => {
    const { engine } = Rig.with()
    const snapshot = engine.snapshot()
    expect(() => engine.snapshot()).to.throw('already')

    snapshot.release()
    expect([...engine.snapshot()].map(({ type }) => type)).to.deep.equal(['begin', 'queue', 'sessions', 'end'])
    const [begin] = engine.snapshot()
    expect(begin?.type).to.equal('begin')
    engine.snapshot().release()
  })

  it('leaves tokens that are later already alone', () => {
    const rig = Rig.with()
    rig.peer('p').put(1)
    rig.peer('p').take()
    const engine = createEngine({ random: () => 0, tokenFloor: 1_000 })
    for (const piece of rig.engine.snapshot()) {
      engine.restore(piece)
    }

    expect(engine.dump()).to.deep.include({ token: 1_000 })
  })

  it('weighs about what its tasks do', () => {
    const rig = Rig.with()
    const empty = rig.engine.weight()
    const id = rig.peer('p').put(new Uint8Array(10_000))
    const full = rig.engine.weight()
    const { token } = rig.peer('p').take()
    rig.peer('p').complete(token, item(1))

    expect(full - empty).to.be.within(10_000, 10_200)
    expect(rig.engine.weight() - empty).to.be.within(1, 200)
    expect(rebuilt(rig.engine.snapshot()).weight()).to.equal(rig.engine.weight())
    expect(rig.peer('p').inspect(id).state).to.equal('DONE')
  })
})
