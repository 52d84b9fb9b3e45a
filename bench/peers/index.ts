import { peer } from '../harness/peer.ts'
import type { Peer } from '../harness/peer.ts'

// its largest job is 65,535 bytes unless told otherwise
const beanstalkd = (port: number): string[] => ['beanstalkd', '-l', '127.0.0.1', '-p', String(port), '-z', '1048576']
const redis = (port: number): string[] => ['redis-server', '--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no']

/** What peerq is measured beside, and what each of them promises. */
export const PEERS: Peer[] = [
  peer({ name: 'CPython BaseManager + Queue', tasks: 10_000, program: 'cpython', needs: { command: 'python3' } }),
  peer({ name: 'BullMQ on Redis', tasks: 5_000, program: 'bullmq', needs: { command: 'redis-server', package: 'bullmq' }, broker: redis }),
  peer({
    name: 'beanstalkd',
    tasks: 8_000,
    program: 'beanstalkd',
    needs: { command: 'beanstalkd' },
    broker: beanstalkd
  }),
  jetstream('NATS JetStream, memory', { storage: 'memory' }),
  jetstream('NATS JetStream, file', { storage: 'file' }),
  jetstream('NATS JetStream, memory, results by core NATS', { storage: 'memory', isLoose: true }),
  peer({ name: 'Redis lists', tasks: 50_000, program: 'redis-lists', needs: { command: 'redis-server', package: 'ioredis' }, broker: redis }),
  peer({ name: 'ZeroMQ PUSH/PULL', tasks: 100_000, program: 'zeromq', needs: { package: 'zeromq' } })
]

function jetstream (name: string, args: Record<string, unknown>): Peer {
  return peer({
    name,
    args,
    tasks: 8_000,
    program: 'jetstream',
    needs: { command: 'nats-server', package: '@nats-io/jetstream' },
    broker: (port, directory) => ['nats-server', '-a', '127.0.0.1', '-p', String(port), '-js', '-sd', directory]
  })
}
