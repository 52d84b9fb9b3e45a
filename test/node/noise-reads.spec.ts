import { noise } from '@chainsafe/libp2p-noise'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { LengthPrefixedDecoder, multiaddrConnectionPair } from '@libp2p/utils'
import { expect } from 'chai'
import { spareErrors } from '../../src/node/noise-lengths.ts'
import type { NoiseComponents } from '@chainsafe/libp2p-noise'
import type { MessageStream } from '@libp2p/interface'

/** Two bytes, then so many. */
function decoder (): LengthPrefixedDecoder {
  return new LengthPrefixedDecoder({
    lengthDecoder: (bytes) => {
      if (bytes.byteLength < 2) {
        throw new RangeError('made anew')
      }

      const [high = 0, low = 0] = bytes.subarray(0, 2)

      return high << 8 | low
    },
    encodingLength: () => 2
  })
}

const logger = { forComponent: () => Object.assign(() => {}, { error: () => {}, trace: () => {}, enabled: false, newScope: () => logger.forComponent() }) }

async function stock (): Promise<ReturnType<ReturnType<typeof noise>>> {
  const privateKey = await generateKeyPair('Ed25519')

  return noise()({
    privateKey, peerId: peerIdFromPrivateKey(privateKey), logger, upgrader: { getStreamMuxers: () => new Map() }
  } as unknown as NoiseComponents)
}

describe('the lengths of Noise messages', () => {
  it('are read as before, however the bytes come, without an error made for each', () => {
    const stream = { decoder: decoder() }
    const bytes = Uint8Array.of(0, 1, 7, 0, 2, 8, 9, 0, 0, 0, 1, 5)
    spareErrors(stream as unknown as MessageStream)

    for (const size of [1, 2, 3, 5, bytes.length]) {
      const read: number[][] = []

      for (let at = 0; at < bytes.length; at += size) {
        read.push(...Array.from(stream.decoder.decode(bytes.subarray(at, at + size)), (message) => [...message.subarray()]))
      }

      expect(read).to.deep.equal([[7], [8, 9], [5]])
    }

    const errors = [1, 0].map((length) => {
      try {
        return (stream.decoder as unknown as { lengthDecoder: (bytes: { byteLength: number }) => number }).lengthDecoder(new Uint8Array(length))
      } catch (err) {
        return err
      }
    })
    expect(errors[0]).to.be.instanceOf(RangeError).and.equal(errors[1])
  })

  it('are read by such a decoder on the streams of the Noise that is installed', async () => {
    const [near, far] = multiaddrConnectionPair()
    const [dialer, listener] = [await stock(), await stock()]
    const [{ connection }] = await Promise.all([dialer.secureOutbound(near), listener.secureInbound(far)])
    const { decoder: before } = connection as unknown as { decoder: { lengthDecoder: unknown } }
    const { lengthDecoder } = before
    spareErrors(connection)
    expect(before.lengthDecoder).to.be.a('function').and.not.equal(lengthDecoder)
    connection.abort(new Error('the test is over'))
  })

  it('are left alone on other streams', () => {
    const stream = { id: 'other' } as unknown as MessageStream
    spareErrors(stream)
    expect(stream).to.deep.equal({ id: 'other' })
  })
})
