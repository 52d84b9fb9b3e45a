import { inspect } from 'node:util'
import { expect } from 'chai'
import { KEY_SLOTS, listKeys } from '../../src/node/key-list.ts'
import { KeyRing } from '../../src/node/key-ring.ts'
import { rejection } from './support.ts'
import type { RingKey } from '../../src/node/key-list.ts'
import type { Keys } from '../../src/node/keys.ts'

const key = (n: number): Uint8Array => new Uint8Array(32).fill(n)
const keys = (count: number): Uint8Array[] => Array.from({ length: count }, (_, i) => key(i + 1))
const names = (ringKeys: RingKey[]): string[] => ringKeys.map(({ name }) => name)

/** The first byte of the key in each slot; '-' for an empty one. */
const slots = (ring: KeyRing): string => Array.from({ length: KEY_SLOTS }, (_, slot) => {
  const held = ring.at(slot)

  return ring.holds(held) ? `${held.name}${held.secret.reveal()[0]}` : '-'
}).join(' ')

describe('KeyRing', function () {
  // argon2id takes its time, above all beside other processes
  this.timeout(20_000)

  describe('set', () => {
    for (const [what, given, expected] of [
      ['one key', key(1), '1 - - - - - - -'],
      ['several without names', [key(1), key(2)], '1 2 - - - - - -'],
      ['keys by name', { work: key(1), put: key(2) }, 'work1 put2 - - - - - -'],
      ['several keys of one name', { work: [key(1), key(2)], put: key(3) }, 'work1 work2 put3 - - - - -'],
      ['as many as there are slots', keys(8), '1 2 3 4 5 6 7 8'],
      ['the same key twice', [key(1), key(1), key(2)], '1 2 - - - - - -']
    ] as Array<[string, Keys, string]>) {
      it(`takes ${what}, in their order`, async () => {
        expect(slots(await KeyRing.create(given))).to.equal(expected)
      })
    }

    for (const [what, given, type, message] of [
      ['nothing', undefined, TypeError, /a key is required/],
      ['an empty list', [], TypeError, /this list of keys is empty/],
      ['an empty object', {}, TypeError, /this list of keys is empty/],
      ['a name without keys', { work: [] }, TypeError, /this list of keys is empty/],
      ['nine keys', keys(9), RangeError, /at most 8 keys .* these are 9/],
      ['nine keys under names', { a: keys(8), b: key(9) }, RangeError, /at most 8/],
      ['one bad key among good ones', [key(1), new Uint8Array(5)], TypeError, /32 bytes and this has 5/],
      ['a Map', new Map([['a', key(1)]]), TypeError, /plain object/],
      ['a name with a space', { 'a b': key(1) }, TypeError, /name of a key/],
      ['a name that is empty', { '': key(1) }, TypeError, /name of a key/],
      ['one key under two names', { put: key(1), work: key(1) }, TypeError, /one key stands under the names "put" and "work"/]
    ] as const) {
      it(`refuses ${what}, and nothing has changed`, async () => {
        const ring = await KeyRing.create(key(7))
        const err = await rejection(ring.set(given as unknown as Keys))

        expect(err).to.be.instanceOf(type)
        expect(err.message).to.match(message)
        expect(slots(ring)).to.equal('7 - - - - - - -')
      })
    }

    it('leaves a key that stays in its slot, gives new ones the free slots, and says what changed', async () => {
      const ring = await KeyRing.create({ a: key(1), b: key(2), c: key(3) })
      const { added, retired } = await ring.set({ d: key(4), c: key(3), e: key(5) })

      expect(slots(ring)).to.equal('d4 e5 c3 - - - - -')
      expect(names(added)).to.deep.equal(['d', 'e'])
      expect(names(retired)).to.deep.equal(['a', 'b'])
    })

    it('counts a key with another name as another key, in the same slot', async () => {
      const ring = await KeyRing.create({ a: key(1), b: key(2) })
      const before = ring.at(1)
      const { added, retired } = await ring.set({ c: key(2) })

      expect(slots(ring)).to.equal('- c2 - - - - - -')
      expect(names(added)).to.deep.equal(['c'])
      expect(names(retired)).to.deep.equal(['a', 'b'])
      expect(ring.holds(before)).to.equal(false)
    })

    it('changes nothing when all stay', async () => {
      const ring = await KeyRing.create({ a: key(1), b: key(2) })
      const before = ring.at(0)

      expect(await ring.set({ b: key(2), a: key(1) })).to.deep.equal({ added: [], retired: [] })
      expect(ring.at(0)).to.equal(before)
    })

    it('takes effect in the order of the calls, although a passphrase takes longer than a key', async () => {
      const ring = await KeyRing.create(key(1))
      const slow = ring.set('correct horse battery')
      const quick = ring.set(key(2))
      await Promise.all([slow, quick])

      expect(slots(ring)).to.equal('2 - - - - - - -')
      expect(ring.salted).to.equal(false)
    })

    it('goes on after one that was refused', async () => {
      const ring = new KeyRing()
      const refused = rejection(ring.set([]))
      await ring.set(key(1))

      expect(await refused).to.be.instanceOf(TypeError)
      expect(ring.size).to.equal(1)
    })
  })

  it('has a key in empty slots too, which is held by nobody and is another one in each ring', async () => {
    const [one, other] = [await KeyRing.create(key(1)), await KeyRing.create(key(1))]

    expect(one.at(1)).to.equal(one.at(7))
    expect(one.holds(one.at(1))).to.equal(false)
    expect(one.at(1).secret.equals(one.at(0).secret)).to.equal(false)
    expect(one.at(1).secret.equals(other.at(1).secret)).to.equal(false)
  })

  it('is ready as soon as it has keys, and tells why it has none', async () => {
    const ring = new KeyRing()
    expect((await rejection(ring.ready())).message).to.match(/has no keys: call set/)

    const loading = ring.set(key(1))
    await ring.ready()
    expect(ring.size).to.equal(1)
    await loading

    const refused = new KeyRing()
    refused.set({ a: key(1), b: key(1) }).catch(() => {})
    expect((await rejection(refused.ready())).message).to.match(/one key stands under the names/)
  })

  it('says whether the farm matters for its keys', async () => {
    const ring = await KeyRing.create([key(1), 'correct horse battery'], { farm: 'vega' })

    expect(ring.farm).to.equal('vega')
    expect(ring.salted).to.equal(true)
    await ring.set(key(1))
    expect(ring.salted).to.equal(false)
  })

  it('refuses a farm that is not a name', () => {
    expect(() => new KeyRing({ farm: '' })).to.throw(TypeError, /farm is a name/)
    expect(() => new KeyRing({ farm: 5 as unknown as string })).to.throw(TypeError, /farm is a name/)
  })

  it('shows no key when it is printed', async () => {
    const ring = await KeyRing.create({ work: key(0x5a) })
    const shown = inspect({ ring, at: ring.at(0), attempts: ring.attempts() }, { depth: 9, showHidden: true }) + JSON.stringify(ring.attempts())

    expect(shown).to.include('[key]').and.include('work')
    expect(shown).to.not.match(/90, ?90|5a5a/)
  })

  describe('attempts', () => {
    const order = (ring: KeyRing): string => ring.attempts().map(({ key: { secret }, slot }) => `${secret.reveal()[0]}:${slot}`).join(' ')

    it('are every slot for one key, from the first on', async () => {
      expect(order(await KeyRing.create(key(1)))).to.equal('1:0 1:1 1:2 1:3 1:4 1:5 1:6 1:7')
    })

    it('begin with what fitted last, and have nothing twice', async () => {
      const ring = await KeyRing.create([key(1), key(2)])
      ring.fitted({ key: ring.at(1), slot: 5 })

      expect(order(ring)).to.equal('2:5 1:0 1:1 1:2 1:3 1:4 1:5 1:6 1:7 2:0 2:1 2:2 2:3 2:4 2:6 2:7')
      expect(ring.best()).to.deep.equal({ key: ring.at(1), slot: 5 })
    })

    it('forget what fitted when its key is retired', async () => {
      const ring = await KeyRing.create([key(1), key(2)])
      ring.fitted({ key: ring.at(1), slot: 5 })
      await ring.set(key(1))

      expect(order(ring)).to.equal('1:0 1:1 1:2 1:3 1:4 1:5 1:6 1:7')
    })
  })
})

describe('listKeys', () => {
  it('names every key, and does not look into a Buffer for names', () => {
    expect(listKeys(Buffer.alloc(32))).to.deep.equal([{ name: '', key: Buffer.alloc(32) }])
    expect(listKeys({ a: ['x', 'y'], b: 'z' })).to.deep.equal([{ name: 'a', key: 'x' }, { name: 'a', key: 'y' }, { name: 'b', key: 'z' }])
  })

  it('does not quote a bad name: it may be the key, in the wrong place', () => {
    expect(() => listKeys({ 'correct horse': 'work' })).to.throw(TypeError).with.property('message').that.does.not.include('horse')
  })
})
