import { encode } from 'cborg'
import { expect } from 'chai'
import { decodeRecord, encodeRecord } from '../../src/coordinator/record.ts'
import { StorageError } from '../../src/errors.ts'
import type { Change } from '../../src/engine/index.ts'

const changes: Change[] = [
  {
    type: 'task:put', queue: 'q', task: 't', session: 's', item: Uint8Array.of(1, 2, 3), priority: -2_147_483_648, seq: 9_007_199_254_740_991, at: 12,
    due: 0, expires: Infinity, maxAttempts: Infinity, leaseMs: 100, maxRunMs: Infinity, fingerprint: 4_294_967_295
  },
  { type: 'task:move', queue: 'q', task: 't', event: 'complete', at: 13, result: new Uint8Array() },
  { type: 'session:answer', session: 's', from: 1, number: 3, answer: { status: 'OK', flag: true } }
]

describe('a batch in the journal', () => {
  const batch = { history: Uint8Array.of(7, 7), at: 123, wall: 1_700_000_000_000.5, changes }

  it('comes back as it went in', () => {
    expect(decodeRecord(encodeRecord(batch))).to.deep.equal(batch)
  })

  it('leaves out what is undefined', () => {
    const move: Change = { type: 'task:move', queue: 'q', task: 't', event: 'due', at: 1, seq: undefined }
    const [change] = decodeRecord(encodeRecord({ ...batch, changes: [move] })).changes

    expect(change).to.have.all.keys('type', 'queue', 'task', 'event', 'at')
  })

  it('is refused when a later version wrote it', () => {
    expect(() => decodeRecord(encode([2, 'whatever']))).to.throw(StorageError, 'version 2')
  })

  it('is refused when it is none', () => {
    const whole = encodeRecord(batch)

    for (const bytes of [new Uint8Array(), Uint8Array.of(255), whole.subarray(0, -1), encode({ version: 1 }), encode(5)]) {
      expect(() => decodeRecord(bytes), Buffer.from(bytes).toString('hex').slice(0, 20)).to.throw(StorageError)
    }
  })
})
