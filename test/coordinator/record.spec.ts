import { expect } from 'chai'
import fc from 'fast-check'
import { decodePiece, decodeRecord, encodePiece, encodeRecord } from '../../src/coordinator/record.ts'
import { EVENTS, STATES } from '../../src/coordinator/record/layout.ts'
import { TASK_EVENTS, TASK_STATES } from '../../src/engine/transitions.ts'
import { StorageError } from '../../src/errors.ts'
import { RandomLife } from '../engine/random-life.ts'
import type { Change } from '../../src/engine/index.ts'

const head = { history: Uint8Array.of(7, 7), at: 123, wall: 1_700_000_000_000.5 }

const put = {
  type: 'task:put', queue: 'q', task: 't', session: 's', item: Uint8Array.of(1, 2, 3), priority: -2_147_483_648, seq: 9_007_199_254_740_991, at: 12,
  due: 0, expires: Infinity, maxAttempts: Infinity, leaseMs: 100, maxRunMs: Infinity, fingerprint: 4_294_967_295
} as const

const changes: Change[] = [
  put,
  { type: 'task:move', queue: 'q', task: 't', event: 'complete', at: 13, result: new Uint8Array(), keptUntil: Infinity },
  { type: 'session:answer', session: 's', from: 1, number: 3, answer: { status: 'OK', flag: true } },
  { type: 'session:answer', session: 's', from: 4, number: 4 },
  { type: 'task:extend', queue: 'q', task: 't', until: 0.1 },
  { type: 'task:evict', queue: 'q', tasks: ['t', 'tu', 't'], forced: true }
]

/** Numbers, texts and bytes as they can come, and as they cannot. */
const anyTime = fc.oneof(fc.maxSafeNat(), fc.nat(), fc.double({ noNaN: true }), fc.constantFrom(0, Infinity, -1, 2 ** 52, Number.MAX_SAFE_INTEGER))
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom('', '\ud800', '\udc00x', 'ÿ', 'Ā', '~AAAAAAAAAAAAAAAAAAAAAA.17'))
const anyBytes = fc.uint8Array({ maxLength: 40 })

const anyAttempt = fc.record({ attempt: anyTime, peer: anyText, name: anyText, outcome: anyText, error: anyText, at: anyTime })
const anyFailure = fc.record({ name: anyText, message: anyText, stack: anyText, workerName: anyText, workerPeerId: anyText })

const anyPut = fc.record({
  type: fc.constant('task:put' as const), queue: anyText, task: anyText, session: anyText, item: anyBytes, priority: fc.integer(), seq: anyTime, at: anyTime,
  due: anyTime, expires: anyTime, maxAttempts: anyTime, leaseMs: anyTime, maxRunMs: anyTime, fingerprint: fc.nat()
})

const anyMove = fc.record({
  type: fc.constant('task:move' as const), queue: anyText, task: anyText, event: fc.constantFrom(...TASK_EVENTS), at: anyTime,
  lease: fc.record({ token: anyTime, session: anyText, mode: fc.constantFrom('LEASE' as const, 'RECEIPT' as const), consumer: fc.nat(), request: fc.nat(), attempt: anyTime }),
  seq: anyTime, due: anyTime, ended: anyAttempt, habit: fc.boolean(), result: anyBytes, failure: anyFailure, keptUntil: anyTime
}, { requiredKeys: ['type', 'queue', 'task', 'event', 'at'] })

const anyChange = fc.oneof(
  anyPut, anyMove,
  fc.record({ type: fc.constant('session:answered' as const), session: anyText, below: fc.maxSafeNat() }),
  fc.record({ type: fc.constantFrom('task:evict' as const, 'task:forget' as const), queue: anyText, tasks: fc.array(anyText), forced: fc.boolean() })
)

describe('a batch in the journal', () => {
  const batch = { ...head, changes }

  it('comes back as it went in', () => {
    expect(decodeRecord(encodeRecord(batch))).to.deep.equal(batch)
  })

  it('comes back as it went in, whatever it was', () => {
    fc.assert(fc.property(fc.array(anyChange, { maxLength: 12 }), (changes) => {
      expect(plain(decodeRecord(encodeRecord({ ...head, changes })))).to.deep.equal(plain({ ...head, changes }))
    }), { numRuns: 500 })
  })

  it('comes back to the last bit, whatever fraction was before', () => {
    const times = [5.551115123125784e-17, -1, 0.1, 0, 0.5, 1.5, -0.5, 2 ** 52 + 1, 2 ** 53 - 1, 1e300, 1e-300]
    const moves = times.flatMap((at) => times.map((then): Change[] => [at, then].map((at) => ({ type: 'task:move', queue: 'q', task: 't', event: 'due', at }))))

    for (const changes of moves) {
      expect(decodeRecord(encodeRecord({ ...head, changes })).changes).to.deep.equal(changes)
    }
  })

  it('comes back as it went in, when it is what an engine did', () => {
    for (let seed = 0; seed < 20; seed++) {
      const life = new RandomLife(seed)

      for (let step = 0; step < 150; step++) {
        life.step()
      }

      const { changes } = life.rig
      expect(plain(decodeRecord(encodeRecord({ ...head, changes })))).to.deep.equal(plain({ ...head, changes }))
    }
  })

  it('has a form for every event and state', () => {
    expect(EVENTS).to.have.members([...TASK_EVENTS])
    expect(STATES).to.have.members([...TASK_STATES])
  })

  it('takes few bytes for what is usual', () => {
    const puts: Change[] = Array.from({ length: 100 }, (_, n) => ({
      ...put, task: `~AAAAAAAAAAAAAAAAAAAAAA.${100_000 + n}`, item: new Uint8Array(64), seq: n, at: 1_000_000 + n, priority: 0, fingerprint: 0
    }))

    expect(encodeRecord({ ...head, changes: puts }).byteLength / 100 - 64).to.be.lessThan(14)
  })

  it('hands its bytes to who keeps them', () => {
    const record = encodeRecord(batch)
    const kept: number[] = []
    const read = decodeRecord(record, (bytes) => {
      kept.push(bytes.byteLength)
      return new Uint8Array(bytes)
    })
    record.fill(0)

    expect(read).to.deep.equal(batch)
    expect(kept).to.include.members([3, 0])
  })

  it('is not mixed up with the one before it', () => {
    const first = encodeRecord(batch)
    encodeRecord({ ...head, changes: [{ ...put, task: 'tt', at: 900, item: new Uint8Array(5_000_000) }] })

    expect(encodeRecord(batch)).to.deep.equal(first)
  })

  it('leaves out what is undefined', () => {
    const move: Change = { type: 'task:move', queue: 'q', task: 't', event: 'due', at: 1, seq: undefined }
    const [change] = decodeRecord(encodeRecord({ ...batch, changes: [move] })).changes

    expect(change).to.have.all.keys('type', 'queue', 'task', 'event', 'at')
  })

  it('is refused when a later version wrote it', () => {
    expect(() => decodeRecord(Uint8Array.of(2, 0, 9, 9))).to.throw(StorageError, 'version 2')
  })

  it('is refused when it is none', () => {
    const whole = encodeRecord(batch)
    const longer = new Uint8Array([...whole, 0])
    const piece = encodePiece({ ...head, piece: { type: 'end', late: [] } })

    for (const bytes of [new Uint8Array(), Uint8Array.of(0), longer, piece, ...Array.from(whole.keys(), (end) => whole.subarray(0, end))]) {
      expect(() => decodeRecord(bytes), Buffer.from(bytes).toString('hex').slice(0, 20)).to.throw(StorageError)
    }
  })
})

describe('a piece of a snapshot in the journal', () => {
  it('comes back as it went in', () => {
    let tasks = 0

    for (let seed = 0; seed < 30; seed++) {
      const life = new RandomLife(seed)

      for (let step = 0; step < 200; step++) {
        life.step()
      }

      for (const piece of life.rig.engine.snapshot()) {
        expect(plain(decodePiece(encodePiece({ ...head, piece })))).to.deep.equal(plain({ ...head, piece }))
        tasks += piece.type === 'tasks' ? piece.tasks.length : 0
      }
    }

    expect(tasks).to.be.greaterThan(100)
  })

  it('is refused when it is none', () => {
    const whole = encodePiece({ ...head, piece: { type: 'tasks', queue: 'q', tasks: [] } })

    for (const bytes of [encodeRecord({ ...head, changes }), ...Array.from(whole.keys(), (end) => whole.subarray(0, end))]) {
      expect(() => decodePiece(bytes)).to.throw(StorageError)
    }

    expect(() => decodePiece(Uint8Array.of(2))).to.throw(StorageError, 'version 2')
  })
})

/** Without what is undefined, and with one zero: there is no moment before the first. */
function plain (value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value instanceof Uint8Array ? { bytes: [...value] } : value))
}
