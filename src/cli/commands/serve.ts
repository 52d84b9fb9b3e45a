import { defineCommand } from '../command.ts'
import { UsageError } from '../explain.ts'
import { collect, integerOption, option } from '../options.ts'
import { serveInit } from '../serve-init.ts'
import type { Coordinator, CoordinatorInit, StorageError } from '../../index.ts'
import type { MetricsServer } from '../metrics-server.ts'
import type { Output } from '../output.ts'
import type { ServeOptions } from '../serve-init.ts'

interface Options extends ServeOptions {
  ticket: boolean
  metrics?: number
  ticketKey?: string
}

export const serve = defineCommand<Options>({
  name: 'serve',
  group: 'Farm',
  summary: 'own a farm and its queues, until stopped',
  details: 'Prints the line that lets other machines in: it holds the key, and is a password. With --data-dir everything that was acknowledged ' +
    'is on disk, and there again after a restart. The queue "commands", for peerq map and peerq join, is always there.',
  options: [
    option('--config <file>', 'a JSON file with keys, queues, limits and access, as docs/cli.md shows; options go over it'),
    option('--key-file <file>', 'a swarm.key file [PEERQ_KEY_FILE; PEERQ_KEY is a key or passphrase itself]'),
    option('--create-key', 'make the key file, mode 0600, when it is missing'),
    option('--farm <name>', 'the name that others look for on the LAN [PEERQ_FARM; else default]'),
    option('--queue <name,option=…>', 'a queue to declare; again for more').argParser(collect),
    option('--auto-create', 'let clients open queues that were not declared'),
    option('--data-dir <dir>', 'keep everything in this directory [else in memory]'),
    option('--identity <file>', 'the private key to be, made when it is missing [else in the data directory]'),
    option('--listen <address>', 'an address to listen on; again for more [else /ip4/0.0.0.0/tcp/7337]').argParser(collect),
    option('--no-mdns', 'do not announce the farm on the LAN'),
    option('--limit <name=value>', 'a bound of docs/limits.md; again for more').argParser(collect),
    integerOption('--metrics <port>', 'serve /metrics, for Prometheus, and /healthz on loopback; 0 for any free port'),
    option('--ticket-key <name>', 'which of several keys the ticket carries [else work]'),
    option('--no-ticket', 'print no ticket: others may read what is printed')
  ],
  examples: [
    ['peerq serve --key-file farm.key --create-key', 'a farm in memory, with a new key'],
    ['peerq serve --key-file farm.key --data-dir farm --queue thumbs,maxSize=1000,leaseMs=60s', 'a durable one, with a queue'],
    ['peerq serve --key-file farm.key --metrics 9100', 'with metrics: curl 127.0.0.1:9100/metrics'],
    ['peerq serve --config farm.json', 'all of it from a file']
  ],

  async run ({ options, output, stop }) {
    const init = await serveInit(options, (text) => { output.note(text) })
    const { createCoordinator } = await import('../../index.ts')
    const watched = await watchedAt(options.metrics)
    const farm = await createCoordinator({ ...init, ...watched && { metrics: watched.metrics } }).catch((err: unknown) => {
      watched?.stop()
      throw explained(err)
    })
    const failed = Promise.withResolvers<never>()

    failed.promise.catch(() => {})
    farm.addEventListener('storage:error', ({ detail }: CustomEvent<StorageError>) => { failed.reject(detail) })
    farm.addEventListener('peer:refuse', ({ detail: { address, reason } }) => { output.note(`refused ${address}: ${reason}`) })

    try {
      announce(farm, init, options, output)
      await tellOfOtherPort(farm, init, output)

      if (watched !== undefined) {
        watched.health = 'ok'
        output.note(`metrics: http://127.0.0.1:${watched.port}/metrics`)
      }

      await Promise.race([stop.requested, failed.promise])
    } finally {
      if (watched !== undefined) {
        watched.health = 'stopping'
      }

      await farm.stop()
      watched?.stop()
    }

    return 0
  }
})

/** Nobody was to be connected to: what went wrong is where this machine listens. */
function explained (err: unknown): unknown {
  return (err as Error).name === 'ConnectionError' ? new UsageError((err as Error).message, 'give another: --listen /ip4/0.0.0.0/tcp/PORT', { cause: err }) : err
}

async function watchedAt (port: number | undefined): Promise<MetricsServer | undefined> {
  if (port === undefined) {
    return undefined
  }

  const { serveMetrics } = await import('../metrics-server.ts')

  return serveMetrics(port)
}

function announce (farm: Coordinator, init: CoordinatorInit, options: Options, output: Output): void {
  const { peerId, addresses } = farm
  const ticket = ticketOf(farm, init, options)
  const name = init.farm ?? 'default'

  if (output.isJson) {
    output.json({ farm: name, peerId, addresses, ...ticket !== undefined && { ticket } })
    return
  }

  output.line(`farm '${name}' is up, owned by ${peerId}`)
  addresses.forEach((address) => { output.line(`  ${address.replace(/\/p2p\/.*/, '')}`) })

  if (ticket !== undefined) {
    output.line('let other machines work for it (a password; add --allow and what they may run):')
    output.line(`  npx peerq join ${ticket}`)
    output.line('use it from another shell:')
    output.line(`  export PEERQ_TICKET=${ticket}`)
  }
}

/** Whoever was told the usual port would look for it there. */
async function tellOfOtherPort ({ addresses }: Coordinator, { listen }: CoordinatorInit, output: Output): Promise<void> {
  const { DEFAULT_PORT } = await import('../../node/addresses.ts')

  if (listen === undefined && !addresses.some((address) => address.includes(`/tcp/${DEFAULT_PORT}/`))) {
    output.note(`port ${DEFAULT_PORT} is taken, maybe by another farm: this one is at a free port, and at another one next time; --listen chooses one`)
  }
}

function ticketOf (farm: Coordinator, { key }: CoordinatorInit, { ticket, ticketKey }: Options): string | undefined {
  const names = typeof key === 'object' && !(key instanceof Uint8Array) && !Array.isArray(key) ? Object.keys(key) : undefined
  const keyName = ticketKey ?? (names?.includes('work') === true ? 'work' : undefined)

  if (!ticket || (names !== undefined && names.length > 1 && keyName === undefined)) {
    return undefined
  }

  return farm.ticket(keyName === undefined ? {} : { keyName })
}
