import { noise } from '@chainsafe/libp2p-noise'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { LengthPrefixedDecoder, multiaddrConnectionPair } from '@libp2p/utils'
import { expect } from 'chai'
import { Uint8ArrayList } from 'uint8arraylist'
import { easeReads } from '../../src/node/noise-reads.ts'
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

describe('reading Noise messages', () => {
  it('reads their lengths as before, however the bytes come, without an error made for each', () => {
    const stream = { decoder: decoder(), handshake: { decrypt: () => {} }, decrypt: () => {} }
    const bytes = Uint8Array.of(0, 1, 7, 0, 2, 8, 9, 0, 0, 0, 1, 5)
    easeReads(stream as unknown as MessageStream)

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

  it('joins the pieces of none that is large', () => {
    const taken: Array<[how: string, bytes: number]> = []
    const stream = {
      decoder: decoder(),
      handshake: { decrypt: ({ byteLength }: Uint8ArrayList) => { taken.push(['as it is', byteLength]) } },
      decrypt: ({ byteLength }: Uint8ArrayList) => { taken.push(['as before', byteLength]) }
    }
    easeReads(stream as unknown as MessageStream)
    stream.decrypt(new Uint8ArrayList(new Uint8Array(1_000), new Uint8Array(199)))
    stream.decrypt(new Uint8ArrayList(new Uint8Array(1_000), new Uint8Array(200)))

    expect(taken).to.deep.equal([['as before', 1_199], ['as it is', 1_200]])
  })

  it('reads on the streams of the Noise that is installed what was sent, small and large', async () => {
    const [near, far] = multiaddrConnectionPair()
    const [dialer, listener] = [await stock(), await stock()]
    const [out, into] = await Promise.all([dialer.secureOutbound(near), listener.secureInbound(far)])
    const internals = into.connection as unknown as { decoder: { lengthDecoder: unknown }, decrypt: unknown }
    const { decoder: { lengthDecoder }, decrypt } = internals
    easeReads(into.connection)
    expect(internals.decoder.lengthDecoder, 'its parts have the names that are looked for').to.not.equal(lengthDecoder)
    expect(internals.decrypt).to.not.equal(decrypt)

    const sent = [1, 1_183, 1_184, 70_000].map((length) => new Uint8Array(length).map((_, index) => index + length))
    const read = new Uint8ArrayList()
    const all = new Promise<void>((resolve) => {
      into.connection.addEventListener('message', ({ data }) => {
        read.append(data)

        if (read.byteLength === new Uint8ArrayList(...sent).byteLength) {
          resolve()
        }
      })
    })
    sent.forEach((bytes) => { out.connection.send(bytes) })
    await all
    expect(Buffer.compare(read.subarray(), new Uint8ArrayList(...sent).subarray())).to.equal(0)

    out.connection.abort(new Error('the test is over'))
    into.connection.abort(new Error('the test is over'))
  })

  it('leaves other streams alone', () => {
    const stream = { id: 'other' } as unknown as MessageStream
    easeReads(stream)
    expect(stream).to.deep.equal({ id: 'other' })
  })
})
