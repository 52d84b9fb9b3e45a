/** The dialing side of the raw programs: a worker that echoes, or one that measures round trips and throughput. */
import { once } from 'node:events'
import { multiaddr } from '@multiformats/multiaddr'
import { streamToDuplex } from '../../src/link/index.ts'
import { createClientNode } from '../../src/node/create-node.ts'
import { KeyRing } from '../../src/node/key-ring.ts'
import { argsOf, leave, onTold, say } from './common.ts'
import { COUNT, ECHO, FARM } from './raw.ts'

const PING_BYTES = 64

const { key, address, isWorker } = argsOf<{ isWorker: boolean }>()
const node = await createClientNode({ ring: await KeyRing.create(key) })
const connection = await node.dial(multiaddr(address))

if (isWorker) {
  const duplex = streamToDuplex(await connection.newStream(FARM))
  duplex.sink(duplex.source).catch(() => {})
}

/** One round trip after another: milliseconds of each. */
onTold('ping', async ({ times }) => {
  const stream = await connection.newStream(ECHO)
  const trips: number[] = []
  let back = (): void => {}
  stream.addEventListener('message', () => { back() })

  for (let trip = 0; trip < (times as number); trip++) {
    const start = performance.now()
    stream.send(new Uint8Array(PING_BYTES))
    await new Promise<void>((resolve) => { back = resolve })
    trips.push(performance.now() - start)
  }

  stream.abort(new Error('done'))
  say('pinged', { trips })
})

/** So many bytes one way, in sends of this size, until the other side has them all. */
onTold('flood', async ({ bytes, send }) => {
  const stream = await connection.newStream(COUNT)
  const duplex = streamToDuplex(stream)
  const start = performance.now()
  duplex.sink(flood(bytes as number, send as number)).catch(() => {})
  await once(stream, 'message')
  say('flooded', { ms: performance.now() - start })
  stream.abort(new Error('done'))
})

async function * flood (bytes: number, send: number): AsyncGenerator<Uint8Array> {
  const first = new Uint8Array(send)
  new DataView(first.buffer).setUint32(0, bytes)
  yield first

  const chunk = new Uint8Array(send)

  for (let sent = send; sent < bytes; sent += send) {
    yield chunk
  }
}

onTold('stop', async () => {
  await node.stop()
  leave()
})

say('ready')
