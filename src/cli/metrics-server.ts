import { createServer } from 'node:http'
import { once } from 'node:events'
import { UsageError } from './explain.ts'
import type { prometheusMetrics } from '@libp2p/prometheus-metrics'
import type { register } from 'prom-client'
import type { CoordinatorInit } from '../index.ts'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Metrics and health are for this machine's own collectors: nobody else reaches them. */
const HOST = '127.0.0.1'

export type Health = 'starting' | 'ok' | 'stopping'

export interface MetricsServer {
  /** For `createCoordinator`. */
  readonly metrics: NonNullable<CoordinatorInit['metrics']>
  readonly port: number

  /** What `/healthz` says: 200 for `ok`, 503 otherwise. */
  health: Health
  stop (): void
}

/**
 * Serves `/metrics`, for Prometheus, and `/healthz` on loopback.
 *
 * @throws UsageError when the packages that collect were not installed along
 */
export async function serveMetrics (port: number): Promise<MetricsServer> {
  const { prometheusMetrics, register } = await collector()
  const server = createServer((request, response) => {
    answer(request.url, response).catch((err: unknown) => { response.writeHead(500).end(`${(err as Error).message}\n`) })
  })
  const self: MetricsServer = {
    metrics: prometheusMetrics(),
    get port () { return (server.address() as AddressInfo).port },
    health: 'starting',
    stop () {
      server.close()
      server.closeAllConnections()
    }
  }

  async function answer (path: string | undefined, response: ServerResponse): Promise<void> {
    if (path === '/metrics') {
      response.writeHead(200, { 'content-type': register.contentType }).end(await register.metrics())
    } else if (path === '/healthz') {
      response.writeHead(self.health === 'ok' ? 200 : 503, { 'content-type': 'text/plain' }).end(`${self.health}\n`)
    } else {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('there are /metrics and /healthz\n')
    }
  }

  server.listen(port, HOST)
  await once(server, 'listening').catch((err: unknown) => {
    throw new UsageError(`cannot serve metrics: ${(err as Error).message}`, 'give another port: --metrics 0 takes a free one', { cause: err })
  })

  return self
}

/** They are optional: npm installs them unless it is told otherwise. */
async function collector (): Promise<{ prometheusMetrics: typeof prometheusMetrics, register: typeof register }> {
  try {
    const [{ prometheusMetrics }, { register }] = await Promise.all([import('@libp2p/prometheus-metrics'), import('prom-client')])

    return { prometheusMetrics, register }
  } catch (err) {
    throw new UsageError('what collects metrics is not installed', 'npm install @libp2p/prometheus-metrics prom-client, where peerq is', { cause: err })
  }
}
