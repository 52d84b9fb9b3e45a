// Your own retry policy under test: an hour of it in some milliseconds, without a network.
// Then a hundred courses of events in which connections are lost and the coordinator dies.
//
//   npm run example examples/09-test-your-farm.ts
//
import assert from 'node:assert/strict'
import { TaskError } from 'peerq'
import { createTestFarm, simulate } from 'peerq/testing'
import type { HandlerContext } from 'peerq'

/** Ours: a site that is busy is asked again after 10 minutes, one that says no is not. */
function download (site: { answers: number[] }) {
  return async (url: string, { attempt }: HandlerContext): Promise<string> => {
    const answer = site.answers[attempt - 1]
    if (answer === 200) return `contents of ${url}`
    throw new TaskError(`it answered ${answer}`, { retry: answer === 503, delay: 600_000 })
  }
}

await using farm = await createTestFarm({ clients: ['putter', 'worker'] })
await farm.coordinator.queue('urls', { maxAttempts: 10 }).size()
const urls = farm.client('putter').queue<string, string>('urls')
const worker = farm.client('worker').queue<string, string>('urls').process(download({ answers: [503, 503, 503, 200] }))
worker.addEventListener('task:fail', ({ detail }) => { console.log(`${farm.clock.now() / 60_000} min: ${(detail.error as Error).message}`) })
console.log(await farm.until(urls.run('a.html')), 'after', farm.clock.now() / 60_000, 'min')
console.log(await farm.check())

const { seeds, tasks } = await simulate(async (farm) => {
  await farm.coordinator.queue('urls', { maxAttempts: 50 }).size()
  farm.client('worker').queue<string, string>('urls').process(download({ answers: [200, 200, 200, 200, 200, 200] }))
  assert.equal(await farm.client('putter').queue('urls').run('a.html'), 'contents of a.html')
}, { clients: ['putter', 'worker'], seeds: 100 })
console.log(`${seeds} seeds, ${tasks} tasks: nothing lost, nothing twice without a reason`)
