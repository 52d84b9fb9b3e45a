// Queues that are defined once and shared as a module: the compiler checks items and results
// on both sides. Bytes, dates, maps and sets arrive as what they were.
//
//   npm run example examples/05-typed-queues/main.ts
//
import { connect, createCoordinator, generateKey, PayloadError } from 'peerq'
import { Areas, Histograms } from './queues.ts'

const key = generateKey()

await using farm = await createCoordinator({
  key,
  listen: ['/ip4/127.0.0.1/tcp/0'],
  mdns: false,
  queues: [Histograms, Areas]
})

await using peer = await connect({ key, address: farm.addresses })

peer.queue(Histograms).process(({ name, pixels }) => {
  const counts = new Map<number, number>()

  for (const pixel of pixels) {
    counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  }

  return { name, counts, made: new Date(0) }
})

const histogram = await farm.queue(Histograms).run({ name: 'cat.png', pixels: Uint8Array.of(7, 7, 255) })

console.log(histogram.name, histogram.counts, histogram.made.getUTCFullYear())

peer.queue(Areas).process(({ width, height }) => width * height)

console.log('area:', await farm.queue(Areas).run('640x480'))

try {
  await farm.queue(Areas).run('wide')
} catch (error) {
  console.log(error instanceof PayloadError ? `${error.name}: ${error.message}` : error)
}
