import { raw } from './harness/raw.ts'
import { barsOf } from './harness/report.ts'
import { measure, ratio } from './harness/system.ts'
import { FARMS } from './p1-farm.ts'
import { DURABLE } from './p2-durable.ts'
import { PEERS } from './peers/index.ts'
import type { System } from './harness/system.ts'
import type { Benchmark, Conditions, Figure, Goal, Report } from './harness/report.ts'

/** How many times as fast as a peer of that name peerq should be: in memory, or durable where the peer writes to files. */
const GOALS: Array<{ peer: string, atLeast: number, isDurable?: boolean }> = [
  { peer: 'ZeroMQ PUSH/PULL', atLeast: 1 },
  { peer: 'BullMQ on Redis', atLeast: 10 },
  { peer: 'NATS JetStream, memory', atLeast: 10 },
  { peer: 'CPython BaseManager + Queue', atLeast: 15 },
  { peer: 'NATS JetStream, file', atLeast: 5, isDurable: true }
]

/** Beside large items: every broker. */
const LARGE_AT_LEAST = 5
const BROKERS = ['BullMQ on Redis', 'beanstalkd', 'NATS JetStream, memory', 'NATS JetStream, file']

/** peerq and the peers on the same job, one after another in one run. */
export function besidePeers (bodyBytes: number, workers: number): Benchmark {
  const size = bodyBytes < 1024 ? `${bodyBytes} bytes` : `${bodyBytes / 1024} KiB`
  const suffix = `${bodyBytes === 64 ? '' : `-${bodyBytes}`}${workers === 2 ? '' : `-w${workers}`}`

  return {
    id: `peers${suffix}`,
    title: `peerq beside its peers: ${workers} workers, items of ${size}, echoed`,
    run: (conditions) => run(conditions, bodyBytes, workers, `peers${suffix}`, size)
  }
}

async function run (conditions: Conditions, bodyBytes: number, workers: number, name: string, size: string): Promise<Report> {
  const figures: Figure[] = []

  // at the coordinator, which the goals are about, and at a client, as the peers' producers are
  for (const system of [FARMS[0] as System, FARMS[3] as System, DURABLE, ...PEERS, raw]) {
    if ('missing' in system && system.missing !== undefined) {
      console.log(`${system.name}: skipped, since ${system.missing as string}`)
    } else {
      figures.push(await measure(system, { workers, bodyBytes }, conditions))
    }
  }

  const title = `A task farm with ${workers} workers, ${size} out and back a task`

  return {
    figures,
    goals: workers === 2 ? goalsOf(figures, bodyBytes) : [],
    charts: [{ type: 'bars', name, title, unit: 'tasks/s', bars: barsOf(figures, (system) => system.startsWith('peerq')) }]
  }
}

function goalsOf (figures: Figure[], bodyBytes: number): Goal[] {
  const ours = FARMS[0] as { name: string }

  const goals = bodyBytes === 64
    ? GOALS
    : BROKERS.map((peer) => ({ peer, atLeast: LARGE_AT_LEAST, isDurable: false }))

  return goals
    .filter(({ peer }) => figures.some(({ name }) => name === peer))
    .map(({ peer, atLeast, isDurable = false }) => ({
      what: `${isDurable ? 'durable' : 'in memory'}, to ${peer}`,
      value: ratio(figures, isDurable ? DURABLE.name : ours.name, peer),
      atLeast
    }))
}
