// A worker that sleeps for as long as its task says: something to watch. Its parent may kill it at any moment.
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { connect } from 'peerq'
import type { ConnectInit } from 'peerq'

const dismissed = once(process, 'disconnect')
const [invitation] = await once(process, 'message') as [ConnectInit]
const farm = await connect(invitation)

// prefetch 0: a task is handed out when its work begins, so that the picture shows work and no queueing
farm.queue<number>('naps').process(async (ms, { signal }) => { await setTimeout(ms, undefined, { signal }) }, { concurrency: 2, prefetch: 0 })

await dismissed
await farm.stop()
