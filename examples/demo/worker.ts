// One of the demo's workers: downloads what it is told to, and says what it found.
import { once } from 'node:events'
import { connect, TaskError } from 'peerq'
import { digestOf } from './digest.ts'
import { Downloads } from './downloads.ts'
import type { Invitation } from './workers.ts'

// Ctrl-C reaches every process of the terminal; the demo itself says when to stop
process.on('SIGINT', () => {})

const dismissed = once(process, 'disconnect')
const [invitation] = await once(process, 'message') as [Invitation]

const farm = await connect(invitation)

farm.queue(Downloads).process(async (url, { signal }) => {
  const response = await fetch(url, { signal })

  if (!response.ok || response.body == null) {
    throw new TaskError(`${response.status} ${response.statusText}`, { retry: false })
  }

  return digestOf(response.body)
}, { concurrency: 8 })

process.send?.('at work')

await dismissed
await farm.stop()
