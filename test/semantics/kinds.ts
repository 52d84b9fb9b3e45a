import type { Lease, Queue, QueueOptions } from '../../src/client/index.ts'
import type { Farm, Peer } from './farm.ts'

/** One kind of exchange between a client and its coordinator. */
export interface Kind {
  name: string
  options?: QueueOptions

  /** What has to be there; it may be of use to the act. */
  prepare? (farm: Farm, queue: Queue<string>): Promise<Lease<string> | string | void>

  /** The call. `lose` makes the wire lose what follows. */
  act (context: { queue: Queue<string>, peer: Peer, given: never, lose: () => void }): Promise<unknown>

  /** The act says itself from where on things are lost. */
  losesItself?: boolean

  /** What somebody else does between the effect and the repetition, which must not undo it. */
  meanwhile? (farm: Farm): Promise<unknown>
}

async function reserved (farm: Farm, queue: Queue<string>): Promise<Lease<string>> {
  await farm.now(queue.put('x', { id: 'x' }))

  return farm.now(queue.reserve())
}

async function threeReady (farm: Farm, queue: Queue<string>): Promise<void> {
  await farm.now(queue.putMany(['1', '2', '3']))
}

async function threeDead (farm: Farm, queue: Queue<string>): Promise<void> {
  await threeReady(farm, queue)

  for (let count = 0; count < 3; count++) {
    const lease = await farm.now(queue.reserve())
    await farm.now(lease.fail(new Error('no'), { retry: false }))
  }
}

/** Every kind of request that changes something. */
export const KINDS: Kind[] = [
  {
    name: 'declare',
    prepare: async (farm, queue) => { await farm.now(queue.shutdown()) },
    act: ({ peer }) => peer.queue('q', { maxSize: 7, reopen: true }).size(),
    meanwhile: (farm) => farm.queue().shutdown()
  },
  { name: 'put', act: ({ queue }) => queue.put('x') },
  { name: 'put with an id', act: ({ queue }) => queue.put('x', { id: 'mine' }) },
  { name: 'put that waits for room', options: { maxSize: 1 }, prepare: async (farm, queue) => { await farm.now(queue.put('x')) }, act: putAndMakeRoom },
  { name: 'putMany', act: ({ queue }) => queue.putMany(['1', '2', '3']) },
  { name: 'complete', prepare: reserved, act: ({ given }: { given: Lease }) => given.complete('result') },
  { name: 'completeMany', prepare: threeReady, losesItself: true, act: completeAll },
  { name: 'fail', options: { backoff: { delay: 60_000 } }, prepare: reserved, act: ({ given }: { given: Lease }) => given.fail(new Error('no')) },
  { name: 'fail without retry', prepare: reserved, act: ({ given }: { given: Lease }) => given.fail(new Error('no'), { retry: false }) },
  {
    name: 'release',
    prepare: reserved,
    act: ({ given }: { given: Lease }) => given.release(),
    meanwhile: (farm) => farm.peer('b').queue().reserve()
  },
  {
    name: 'confirm',
    prepare: async (farm, queue) => { await farm.now(queue.put('x')) },
    losesItself: true,
    act: async ({ queue, lose }) => {
      const item = await queue.get()
      // the confirmation is sent at the end of this turn
      lose()
      return item
    }
  },
  {
    name: 'extend',
    options: { leaseMs: 600 },
    prepare: reserved,
    act: ({ given }: { given: Lease }) => given.extend(60_000),
    meanwhile: (farm) => farm.queue().task('x').cancel()
  },
  {
    name: 'cancel',
    prepare: async (farm, queue) => { await farm.now(queue.put('x', { id: 'x' })) },
    act: ({ queue }) => queue.task('x').cancel()
  },
  { name: 'cancel of a running task', prepare: reserved, act: ({ queue }) => queue.task('x').cancel() },
  { name: 'taskDone', prepare: threeReady, act: ({ queue }) => queue.taskDone() },
  { name: 'shutdown', prepare: threeReady, act: ({ queue }) => queue.shutdown(), meanwhile: (farm) => farm.queue('q', { reopen: true }).size() },
  { name: 'immediate shutdown', prepare: threeReady, act: ({ queue }) => queue.shutdown({ immediate: true }) },
  { name: 'setMaxSize', act: ({ queue }) => queue.setMaxSize(5), meanwhile: (farm) => farm.queue().setMaxSize(6) },
  { name: 'pause', act: ({ queue }) => queue.pause(), meanwhile: (farm) => farm.queue().resume() },
  {
    name: 'resume',
    prepare: async (farm, queue) => { await farm.now(queue.pause()) },
    act: ({ queue }) => queue.resume(),
    meanwhile: (farm) => farm.queue().pause()
  },
  { name: 'purge', prepare: threeReady, act: ({ queue }) => queue.purge(), meanwhile: (farm) => farm.queue().put('4', { id: '4' }) },
  { name: 'requeue', prepare: reserved, act: ({ queue }) => queue.requeue('x'), meanwhile: (farm) => farm.peer('b').queue().reserve() },
  { name: 'redrive', prepare: threeDead, act: ({ queue }) => queue.redrive({ limit: 2 }) }
]

/** The last of three handlers is done when the wire loses what follows: that all of them are. */
async function completeAll ({ queue, lose }: { queue: Queue<string>, lose: () => void }): Promise<string[]> {
  const { promise, resolve } = Promise.withResolvers<string[]>()
  const completed: string[] = []
  const worker = queue.process((item) => {
    if (item === '3') {
      lose()
    }

    return `result ${item}`
  }, { concurrency: 3 })

  worker.addEventListener('task:complete', ({ detail }) => {
    if (completed.push(`${detail.id} ${String(detail.result)}`) === 3) {
      resolve(completed.sort())
    }
  })

  return promise
}

async function putAndMakeRoom ({ queue }: { queue: Queue<string> }): Promise<unknown> {
  const [handle] = await Promise.all([queue.put('y'), queue.get()])

  return handle
}
