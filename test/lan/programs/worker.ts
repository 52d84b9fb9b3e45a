/** A worker on a host of a LAN: answers with its name, and says what becomes of its connection. */
import { connect } from '../../../src/index.ts'
import type { Saying } from '../lan.ts'

interface Args {
  /** Instead of key and farm. */
  ticket?: string
  key: string
  farm?: string
  coordinatorId?: string
  queue: string
  name: string

  /** `null`: none, since JSON has no Infinity. */
  timeout?: number | null

  /** Whether it keeps its tasks for as long as their leases last. */
  holds?: boolean
}

const { ticket, queue, name, holds = false, timeout = 10_000, ...init } = JSON.parse(process.argv[2] as string) as Args
const say = (saying: Saying): void => { process.send?.(saying) }
const began = performance.now()

try {
  const client = await connect(ticket ?? { ...init, timeout: timeout ?? Infinity, name })
  client.addEventListener('session:lost', () => { say({ type: 'lost' }) })
  client.addEventListener('session:resume', ({ detail: { kept } }) => { say({ type: 'back', kept, coordinatorId: client.coordinatorId }) })

  client.queue<string, string>(queue).process(async (item, { signal }) => {
    say({ type: 'began', item })

    if (holds) {
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
