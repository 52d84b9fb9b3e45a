import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { noise } from '@chainsafe/libp2p-noise'
import { defaultCrypto } from '@chainsafe/libp2p-noise/crypto'
import { privateKeyFromRaw } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { multiaddrConnectionPair } from '@libp2p/utils'
import { expect } from 'chai'
import { concat } from 'uint8arrays/concat'
import { fromString } from 'uint8arrays/from-string'
import { toString } from 'uint8arrays/to-string'
import { loadKey } from '../../src/node/keys.ts'
import { keyedNoise, MIX_INFO, prologueOf, PROLOGUE_INFO, PSK_NOISE, pskCrypto } from '../../src/node/noise.ts'
import { Secret } from '../../src/node/secret.ts'
import { silentLogger } from './support.ts'
import type { ConnectionEncrypter, MessageStream, SecuredConnection, StreamMuxerFactory, Upgrader } from '@libp2p/interface'

interface Side {
  identitySeed: string
  peerId: string
  staticKey: string
  ephemeralKey: string
}

interface Derivation {
  key: string
  slot: number
  prologueInfo: string
  prologue: string
  mixInfo: string
  mix: string
  ck: string
  ikm: string
  hkdf: string[]
}

interface Packet {
  from: 'dialer' | 'listener'
  bytes: string
}

interface Vectors {
  protocol: string
  derivations: Derivation[]
  passphrases: Array<{ passphrase: string, farm: string, salt: string, key: string }>
  handshake: { key: string, slot: number, muxer: string, dialer: Side, listener: Side, wire: Packet[], firstPlaintext: string }
}

const vectors = JSON.parse(readFileSync(new URL('../fixtures/psk-vectors.json', import.meta.url), 'utf8')) as Vectors

const hex = (bytes: Uint8Array): string => toString(bytes, 'base16')
const bytes = (text: string): Uint8Array => fromString(text, 'base16')

/** Stock Noise with its two sources of chance fixed. */
function fixedNoise (secret: Secret, slot: number, side: Side): ConnectionEncrypter {
  const privateKey = privateKeyFromRaw(bytes(side.identitySeed))
  const muxers = new Map([[vectors.handshake.muxer, { protocol: vectors.handshake.muxer } as StreamMuxerFactory]])

  return noise({
    prologueBytes: prologueOf(secret, slot),
    staticNoiseKey: bytes(side.staticKey),
    crypto: {
      ...pskCrypto(secret),
      generateX25519KeyPair: () => defaultCrypto.generateX25519KeyPairFromSeed(bytes(side.ephemeralKey))
    }
  })({
    privateKey,
    peerId: peerIdFromPrivateKey(privateKey),
    logger: silentLogger,
    upgrader: { getStreamMuxers: () => muxers } as unknown as Upgrader
  })
}

function record (raw: MessageStream, from: 'dialer' | 'listener', wire: Packet[]): void {
  raw.addEventListener('message', (evt) => { wire.push({ from, bytes: hex(evt.data.subarray()) }) })
}

async function handshake (dialer: ConnectionEncrypter, listener: ConnectionEncrypter, wire: Packet[] = []): Promise<[SecuredConnection, SecuredConnection]> {
  const [outbound, inbound] = multiaddrConnectionPair()
  record(inbound, 'dialer', wire)
  record(outbound, 'listener', wire)

  try {
    return await Promise.all([dialer.secureOutbound(outbound), listener.secureInbound(inbound)])
  } catch (err) {
    outbound.abort(err as Error)
    inbound.abort(err as Error)
    throw err
  }
}

describe('noise', function () {
  // argon2id takes its time, above all beside other processes
  this.timeout(20_000)

  it('offers the protocol id that the vectors are for', () => {
    expect(PSK_NOISE).to.equal(vectors.protocol)
  })

  for (const [index, vector] of vectors.derivations.entries()) {
    it(`derives what vector ${index} says from the key and the slot`, () => {
      const secret = new Secret(bytes(vector.key))

      expect(hex(concat([fromString(PROLOGUE_INFO), Uint8Array.of(vector.slot)]))).to.equal(vector.prologueInfo)
      expect(hex(fromString(MIX_INFO))).to.equal(vector.mixInfo)
      expect(hex(prologueOf(secret, vector.slot))).to.equal(vector.prologue)
      expect(hex(secret.derive(fromString(MIX_INFO)))).to.equal(vector.mix)
      expect(pskCrypto(secret).getHKDF(bytes(vector.ck), bytes(vector.ikm)).map(hex)).to.deep.equal(vector.hkdf)
    })

    it(`puts the key into every derivation as vector ${index} says: after the input, before stock HKDF`, () => {
      const { ck, ikm, mix, hkdf } = vector

      expect(defaultCrypto.getHKDF(bytes(ck), bytes(ikm + mix)).map(hex)).to.deep.equal(hkdf)
      expect(defaultCrypto.getHKDF(bytes(ck), bytes(ikm)).map(hex)).to.not.deep.equal(hkdf)
    })
  }

  for (const vector of vectors.passphrases) {
    it(`stretches the passphrase ${JSON.stringify(vector.passphrase)} of farm ${JSON.stringify(vector.farm)} as the vector says`, async () => {
      const salt = createHash('sha256').update('peerq/1 salt').update(vector.farm.normalize('NFC')).digest()
      const secret = await loadKey(vector.passphrase, vector.farm)

      expect(hex(salt)).to.equal(vector.salt)
      expect(hex(secret.reveal())).to.equal(vector.key)
    })
  }

  it('sends the bytes of the recorded handshake', async () => {
    const { key, slot, dialer, listener, wire: expected, firstPlaintext } = vectors.handshake
    const secret = new Secret(bytes(key))
    const wire: Packet[] = []
    const [out, inn] = await handshake(fixedNoise(secret, slot, dialer), fixedNoise(secret, slot, listener), wire)

    const received = new Promise<Uint8Array>((resolve) => {
      inn.connection.addEventListener('message', (evt) => { resolve(evt.data.subarray()) })
    })
    out.connection.send(bytes(firstPlaintext))

    expect(hex(await received)).to.equal(firstPlaintext)
    expect(wire).to.deep.equal(expected)
    expect(out.remotePeer.toString()).to.equal(listener.peerId)
    expect(inn.remotePeer.toString()).to.equal(dialer.peerId)
    expect(out.streamMuxer?.protocol).to.equal(vectors.handshake.muxer)
  })

  describe('when the two sides differ', () => {
    const { dialer, listener, slot } = vectors.handshake
    const secret = new Secret(bytes(vectors.handshake.key))
    const other = new Secret(new Uint8Array(32))
    const stock = (side: Side, prologueBytes?: Uint8Array): ConnectionEncrypter => noise({ prologueBytes })({
      privateKey: privateKeyFromRaw(bytes(side.identitySeed)),
      peerId: peerIdFromPrivateKey(privateKeyFromRaw(bytes(side.identitySeed))),
      logger: silentLogger,
      upgrader: { getStreamMuxers: () => new Map() } as unknown as Upgrader
    })

    const cases: Array<[string, ConnectionEncrypter, ConnectionEncrypter]> = [
      ['in the key', fixedNoise(secret, slot, dialer), fixedNoise(other, slot, listener)],
      ['in the slot', fixedNoise(secret, slot, dialer), fixedNoise(secret, slot + 1, listener)],
      ['in that the listener has no key', fixedNoise(secret, slot, dialer), stock(listener)],
      ['in that the dialer has no key', stock(dialer), fixedNoise(secret, slot, listener)],
      ['in that the dialer knows the prologue only', stock(dialer, prologueOf(secret, slot)), fixedNoise(secret, slot, listener)]
    ]

    for (const [difference, out, inn] of cases) {
      it(`${difference}, the dialer cannot decrypt the second message`, async () => {
        const wire: Packet[] = []
        const err = await handshake(out, inn, wire).then(() => undefined, (err: unknown) => err as Error & { code?: string })

        expect(err?.code).to.equal('ERR_INVALID_CRYPTO_EXCHANGE')
        // it said no more than its ephemeral key
        expect(wire.filter(({ from }) => from === 'dialer')).to.have.lengthOf(1)
      })
    }
  })

  it('does not register metrics for every key and slot', () => {
    const { dialer } = vectors.handshake
    const privateKey = privateKeyFromRaw(bytes(dialer.identitySeed))
    let registered = 0

    keyedNoise(new Secret(new Uint8Array(32)), 0)({
      privateKey,
      peerId: peerIdFromPrivateKey(privateKey),
      logger: silentLogger,
      upgrader: { getStreamMuxers: () => new Map() } as unknown as Upgrader,
      metrics: new Proxy({}, { get: () => () => registered++ }) as never
    })

    expect(registered).to.equal(0)
  })
})
