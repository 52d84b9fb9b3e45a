// `map` sends a whole series through the farm and holds only a window of it in flight: the
// series may be endless.
//
//   npm run example examples/03-map.ts
//
import { connect, createCoordinator, generateKey } from 'peerq'

const key = generateKey()

await using farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false })
const roots = farm.queue<number, number>('square-roots')

await using peer = await connect({ key, address: farm.addresses })

peer.queue<number, number>('square-roots').process(async (n) => {
  if (n < 0) {
    throw new RangeError(`${n} has no square root`)
  }

  return Math.sqrt(n)
}, { concurrency: 4 }).addEventListener('task:fail', () => { /* the outcomes below tell */ })

// results come in the order of the items, whoever was quicker
for await (const root of roots.map([4, 9, 16])) {
  console.log('root:', root)
}

// leaving the loop cancels what is still out there
for await (const root of roots.map(squares(), { window: 8 })) {
  if (root > 3) {
    break
  }

  console.log('of an endless series:', root)
}

// `settled` goes on after a failure, and says which item it was
for await (const outcome of roots.map([25, -1, 36], { settled: true, maxAttempts: 1 })) {
  console.log(outcome.item, outcome.status === 'fulfilled' ? outcome.value : 'failed')
}

function * squares (): Iterable<number> {
  for (let n = 1; ; n++) {
    yield n * n
  }
}
