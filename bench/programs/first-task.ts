/** Half of a farm that starts: a coordinator with one task to do, or the worker that does it. */
import { argsOf, leave, onTold, say } from './common.ts'
import type * as peerq from '../../src/index.ts'

/** As it is installed: what is built loads faster than its sources. */
const LIBRARY = new URL('../../dist/index.js', import.meta.url)

const { key, role, port } = argsOf<{ role: 'coordinator' | 'worker', port?: number }>()

const { connect, createCoordinator } = await import(LIBRARY.href) as typeof peerq

if (role === 'coordinator') {
  const start = performance.now()
  const farm = await createCoordinator({ key, listen: [`/ip4/${port === undefined ? '0.0.0.0' : '127.0.0.1'}/tcp/${port ?? 0}`] })
  const created = performance.now()
  await farm.queue('tasks').run('first')
  say('done', { createMs: created - start, loadMs: start })
  onTold('stop', async () => {
    await farm.stop()
    leave()
  })
} else {
  const client = await connect({ key, timeout: 30_000, ...port !== undefined && { address: `127.0.0.1:${port}` } })
  client.queue('tasks').process((item) => item)
  onTold('stop', async () => {
    await client.stop()
    leave()
  })
}
