// What a coordinator counts and measures, as Prometheus is told it. docs/metrics.md has all there is.
//
//   npm run example examples/10-metrics.ts
//
import { prometheusMetrics } from '@libp2p/prometheus-metrics'
import { connect, createCoordinator, generateKey, TaskError } from 'peerq'
import { register } from 'prom-client'

const key = generateKey()

await using farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, metrics: prometheusMetrics() })
const roots = farm.queue<number, number>('roots')

await using peer = await connect({ key, address: farm.addresses })

const worker = peer.queue<number, number>('roots').process((n) => {
  if (n < 0) {
    throw new TaskError('it has no root', { retry: false })
  }

  return Math.sqrt(n)
})

// somebody who listens spares us a warning
worker.addEventListener('task:fail', () => {})

for await (const outcome of roots.map([4, 9, -1], { settled: true })) {
  console.log(outcome.item, outcome.status)
}

const text = await register.metrics()

for (const line of text.split('\n').filter((line) => /^peerq_(tasks_(put|completed|failed|dead)|queue_(ready|dead))/.test(line)).sort()) {
  console.log(line)
}
