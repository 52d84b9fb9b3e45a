/**
 * The listening side of the raw programs: a libp2p node with peerq's handshake and no queue. It
 * gives tasks to whoever opens a farm stream, echoes what comes on an echo stream, and
 * answers a counted stream with one byte when all has come.
 */
import { multiaddr } from '@multiformats/multiaddr'
import { streamToDuplex } from '../../src/link/index.ts'
import { createCoordinatorNode } from '../../src/node/create-node.ts'
import { KeyRing } from '../../src/node/key-ring.ts'
import { FrameDecoder } from '../../src/protocol/index.ts'
import { argsOf, leave, onTold, say } from './common.ts'
import { COUNT, ECHO, FARM, NEVER_MS } from './raw.ts'
import type { Stream } from '@libp2p/interface'

/** Tasks that one worker has at most, and those that are sent at once. */
const WINDOW = 4_096
const LOT = 256

const ID_BYTES = 4

const { key } = argsOf()
const node = await createCoordinatorNode({
  ring: await KeyRing.create(key),
  listen: [multiaddr('/ip4/127.0.0.1/tcp/0')],
  limits: { idleMs: NEVER_MS }
})

/** One promise a task, as whoever wants results would have it. */
let pending: Array<PromiseWithResolvers<Uint8Array>> = []
let next = 0
let body = new Uint8Array()
const wakes = new Set<() => void>()

function serveFarm (stream: Stream): void {
  const duplex = streamToDuplex(stream)
  let out = 0
  let wake = (): void => {}
  wakes.add(() => { wake() })

  const requests = async function * (): AsyncGenerator<Uint8Array> {
    for (;;) {
      const count = Math.min(LOT, pending.length - next)

      if (count > 0 && out + count <= WINDOW) {
        const first = next
        next += count
        out += count
        yield lotOf(first, count)
      } else {
        await new Promise<void>((resolve) => { wake = resolve })
      }
    }
  }

  const answers = async (): Promise<void> => {
    const decoder = new FrameDecoder()

    for await (const chunk of duplex.source) {
      decoder.write(chunk)

      for (let result = decoder.read(); result.type === 'frame'; result = decoder.read()) {
        const { bytes } = result
        const id = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
        pending[id]?.resolve(bytes.slice(ID_BYTES))
        out--
      }

      wake()
    }
  }

  duplex.sink(requests()).catch(() => {})
  answers().catch(() => {})
}

/** Frames as peerq's: a varint of the length, here always two bytes of it, then an id and the body. */
function lotOf (first: number, count: number): Uint8Array {
  const length = ID_BYTES + body.byteLength
  const lot = Buffer.allocUnsafe(count * (length + 3))

  let offset = 0

  for (let id = first; id < first + count; id++) {
    offset = writeLength(lot, offset, length)
    offset = lot.writeUInt32BE(id, offset)
    lot.set(body, offset)
    offset += body.byteLength
  }

  return lot.subarray(0, offset)
}

function writeLength (bytes: Buffer, offset: number, length: number): number {
  let left = length

  while (left >= 0x80) {
    offset = bytes.writeUInt8((left & 0x7f) | 0x80, offset)
    left >>>= 7
  }

  return bytes.writeUInt8(left, offset)
}

function serveEcho (stream: Stream): void {
  stream.addEventListener('message', ({ data }) => { stream.send(data) })
}

async function serveCount (stream: Stream): Promise<void> {
  const { source } = streamToDuplex(stream)
  let expected: number | undefined
  let received = 0

  for await (const chunk of source) {
    received += chunk.byteLength
    expected ??= Buffer.from(chunk).readUInt32BE(0)

    if (received === expected) {
      stream.send(Uint8Array.of(1))
    }
  }
}

await node.handle(FARM, serveFarm)
await node.handle(ECHO, serveEcho)
await node.handle(COUNT, (stream) => { serveCount(stream).catch(() => {}) })

onTold('run', async ({ tasks, bodyBytes }) => {
  const start = performance.now()
  body = new Uint8Array(bodyBytes as number).fill(7)
  next = 0
  pending = Array.from({ length: tasks as number }, () => Promise.withResolvers<Uint8Array>())
  wakes.forEach((wake) => { wake() })
  await Promise.all(pending.map(({ promise }) => promise))
  say('ran', { ms: performance.now() - start })
})

onTold('stop', async () => {
  await node.stop()
  leave()
})

say('ready', { addresses: node.getMultiaddrs().map(String) })
