import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Libp2p } from '@libp2p/interface'

/** What is left for a stop whose connections were just aborted. */
const LAST_MS = 500

export interface StopOptions {
  /**
   * Milliseconds for an orderly end. Then all connections are aborted.
   *
   * @default 2_000
   */
  deadline?: number

  /**
   * Where time comes from.
   *
   * @default systemClock
   */
  clock?: Clock
}

/**
 * Stops a libp2p node, at the latest soon after the deadline: upstream's own `stop` waits
 * for peers that may never answer. May be called twice.
 */
export async function stopNode (node: Pick<Libp2p, 'stop' | 'getConnections'>, { deadline = 2_000, clock = systemClock }: StopOptions = {}): Promise<void> {
  const stopped = Promise.resolve(node.stop())

  if (await within(stopped, deadline, clock)) {
    return
  }

  for (const connection of node.getConnections()) {
    connection.abort(new Error('the node is stopping and this connection did not end in time'))
  }

  await within(stopped, LAST_MS, clock)
}

/** Whether it was done in time; rejects if it was rejected in time. */
async function within (promise: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const calloff = clock.alarm(() => { resolve(false) }, ms)

    promise.then(() => { resolve(true) }, reject).finally(calloff)
  })
}
