import { inspect } from 'node:util'
import { expect } from 'chai'
import { formatKey, generateKey, loadKey, parseKey, rawKey } from '../../src/node/keys.ts'
import { Secret } from '../../src/node/secret.ts'
import { rejection } from './support.ts'
import type { Key } from '../../src/node/keys.ts'

const key = Uint8Array.from({ length: 32 }, (_, i) => i)
const hex = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'
const text = `/key/swarm/psk/1.0.0/\n/base16/\n${hex}\n`

describe('keys', function () {
  // argon2id takes its time, above all beside other processes
  this.timeout(20_000)

  describe('generateKey', () => {
    it('makes 32 bytes, other ones each time', () => {
      expect(generateKey()).to.be.instanceOf(Uint8Array).with.lengthOf(32)
      expect(generateKey()).to.not.deep.equal(generateKey())
    })
  })

  describe('formatKey', () => {
    it('writes the text of a swarm.key file', () => {
      expect(formatKey(key)).to.equal(text)
    })

    it('writes the same text again from such a text', () => {
      expect(formatKey(text)).to.equal(text)
    })

    it('refuses a passphrase, and says what to do with it', () => {
      expect(() => formatKey('correct horse battery')).to.throw(TypeError, /passphrase has no swarm.key form: write down/)
    })
  })

  describe('parseKey', () => {
    it('reads what formatKey wrote', () => {
      expect(parseKey(text)).to.deep.equal(key)
    })

    for (const [variant, given] of [
      ['line ends of Windows', text.replaceAll('\n', '\r\n')],
      ['no newline at the end', text.trimEnd()],
      ['capital digits', text.replace(hex, hex.toUpperCase())],
      ['blank lines around it', `\n${text}\n`]
    ] as const) {
      it(`reads it with ${variant}`, () => {
        expect(parseKey(given)).to.deep.equal(key)
      })
    }

    for (const [fault, given, message] of [
      ['another header', text.replace('1.0.0', '2.0.0'), /not a swarm.key file/],
      ['another encoding', text.replace('base16', 'base64'), /second line .* \/base16\//],
      ['a digit too few', text.replace(hex, hex.slice(1)), /this one has 63 characters/],
      ['a digit too many', text.replace(hex, `${hex}0`), /this one has 65 characters/],
      ['what is no digit', text.replace(hex, `${hex.slice(1)}g`), /64 hexadecimal digits/],
      ['a line too many', `${text}more`, /not a swarm.key file/],
      ['no key', '/key/swarm/psk/1.0.0/\n/base16/\n', /this one has 0 characters/],
      ['nothing in it', '', /not a swarm.key file/]
    ] as const) {
      it(`refuses a text with ${fault}, and does not quote it`, () => {
        expect(() => parseKey(given)).to.throw(TypeError, message)
        expect(() => parseKey(given)).to.not.throw(hex.slice(1))
      })
    }
  })

  describe('rawKey', () => {
    it('takes 32 bytes, also in a Buffer, and a swarm.key text', () => {
      expect(rawKey(key)).to.equal(key)
      expect(rawKey(Buffer.from(key))).to.deep.equal(Buffer.from(key))
      expect(rawKey(text)).to.deep.equal(key)
    })

    it('takes any other string as a passphrase', () => {
      expect(rawKey('j')).to.equal(undefined)
      expect(rawKey(hex)).to.equal(undefined)
    })

    for (const [what, given, message] of [
      ['nothing', undefined, /a key is required, there is no open mode: make one with generateKey\(\)/],
      ['null', null, /a key is required/],
      ['an empty string', '', /a key is required/],
      ['31 bytes', new Uint8Array(31), /32 bytes and this has 31: make one/],
      ['33 bytes', new Uint8Array(33), /32 bytes and this has 33/],
      ['no bytes', new Uint8Array(), /32 bytes and this has 0/],
      ['a number', 42, /this is of type number/],
      ['a list of numbers', [...key], /this is of type object/],
      ['a broken swarm.key text', '/key/swarm/psk/1.0.0/', /swarm.key/],
      ['half a surrogate pair', '\ud83d', /not well-formed Unicode/]
    ] as const) {
      it(`refuses ${what}`, () => {
        expect(() => rawKey(given as unknown as Key)).to.throw(TypeError, message)
      })
    }
  })

  describe('loadKey', () => {
    it('gives the same key for the same passphrase and farm, however its accents are composed', async () => {
      const [composed, decomposed] = await Promise.all([loadKey('\u00e9t\u00e9 \u00e0 la mer', 'a'), loadKey('e\u0301te\u0301 a\u0300 la mer', 'a')])

      expect(composed.equals(decomposed)).to.equal(true)
      expect(composed.farm).to.equal('a')
    })

    it('gives another key for another farm, or in other case', async () => {
      const [one, farm, letter] = await Promise.all([loadKey('correct horse', 'a'), loadKey('correct horse', 'b'), loadKey('Correct horse', 'a')])

      expect(one.equals(farm)).to.equal(false)
      expect(one.equals(letter)).to.equal(false)
    })

    it('does not hold up the event loop while it stretches a passphrase', async () => {
      const order: string[] = []
      const loading = loadKey('correct horse battery').then(() => order.push('key'))
      setImmediate(() => order.push('turn'))
      await loading

      expect(order).to.deep.equal(['turn', 'key'])
    })

    it('rejects what is not a key', async () => {
      expect(await rejection(loadKey(new Uint8Array(16)))).to.be.instanceOf(TypeError)
    })
  })

  describe('Secret', () => {
    const secret = new Secret(key)

    it('shows nothing of the key, however it is printed', () => {
      const shown = [
        inspect(secret, { depth: 9, showHidden: true }), JSON.stringify({ secret }), String(secret), inspect({ a: [secret] }),
        JSON.stringify(structuredClone({ ...secret })), Object.keys(secret).join(), inspect(new Proxy(secret, {}))
      ].join()

      expect(shown).to.include('[key]')
      expect(shown).to.not.match(/00, ?1|000102|AAEC/)
    })

    it('is a copy of the bytes that it was made from, and reveals a copy', () => {
      const bytes = Uint8Array.from(key)
      const copied = new Secret(bytes)
      bytes.fill(9)
      copied.reveal().fill(9)

      expect(copied.reveal()).to.deep.equal(key)
      expect(copied.equals(secret)).to.equal(true)
    })

    it('refuses anything but 32 bytes', () => {
      expect(() => new Secret(new Uint8Array(16))).to.throw(TypeError, /32 bytes and this is 16/)
    })
  })
})
