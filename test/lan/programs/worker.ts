/** A worker on a host of a LAN: answers with its name, and says what becomes of its connection. */
import { connect } from '../../../src/index.ts'
import type { Saying } from '../lan.ts'

const { ticket, queue, name, holds = false, ...init } = JSON.parse(process.argv[2] as string) as {
  ticket?: string, queue: string, name: string, key: string, farm?: string, timeout?: number | null, holds?: boolean
}
const say = (saying: Saying): void => { process.send?.(saying) }
const began = performance.now()

// JSON has no Infinity
const timeout = init.timeout === null ? Infinity : init.timeout ?? 10_000

try {
  const client = await connect(ticket ?? { ...init, timeout, name })
  client.addEventListener('session:lost', () => { say({ type: 'lost' }) })
  client.addEventListener('session:resume', ({ detail: { kept } }) => { say({ type: 'back', kept, coordinatorId: client.coordinatorId }) })

  client.queue<string, string>(queue).process(async (item, { signal }) => {
    say({ type: 'began', item })

    if (holds) {
      // for as long as the lease lasts
      await new Promise((resolve) => { signal.addEventListener('abort', resolve) })
    }

    return `${name} did ${item}`
  })

  process.on('message', () => {
    void client.stop().then(() => { process.disconnect() })
  })

  say({ type: 'connected', ms: performance.now() - began, coordinatorId: client.coordinatorId })
} catch (err) {
  say({ type: 'failed', ms: performance.now() - began, name: (err as Error).name, message: (err as Error).message })
  process.disconnect()
}
