import { expect } from 'chai'
import { EmptyError, FullError, ShutdownError } from '../../src/errors.ts'
import { cases, source } from '../helpers/golden.ts'
import { createFarm } from './farm.ts'
import type { Queue } from '../../src/client/index.ts'
import type { Case, Step } from '../helpers/golden.ts'
import type { Farm } from './farm.ts'

/** What CPython raises, and what is thrown here. */
const RAISED: ReadonlyArray<[string, abstract new (...args: never[]) => Error]> =
  [['Empty', EmptyError], ['Full', FullError], ['ShutDown', ShutdownError], ['ValueError', RangeError]]

/** Does one step; what a Python program would have been given for it. */
async function outOf (queue: Queue<number>, { op, args }: Step, kind: Case['kind']): Promise<Step['out']['value']> {
  const { item = 0, block, timeout, immediate } = args
  const wait = { ...block !== undefined && { block }, ...timeout !== undefined && { timeout: timeout * 1_000 } }

  switch (op) {
    case 'put': await queue.put(item, { ...wait, priority: kind === 'priority' ? item : 0 }); return null
    case 'get': return queue.get(wait)
    case 'size': return queue.size()
    case 'empty': return queue.empty()
    case 'full': return queue.full()
    case 'task_done': await queue.taskDone(); return null
    case 'join': await queue.join(); return null
    case 'shutdown': await queue.shutdown({ ...immediate !== undefined && { immediate } }); return null
  }
}

/** What came of a step without any time passing, in CPython's words. */
async function observe (farm: Farm, queue: Queue<number>, step: Step, kind: Case['kind']): Promise<Step['out']> {
  try {
    return { value: await farm.now(outOf(queue, step, kind)) }
  } catch (error) {
    return { raises: RAISED.find(([, type]) => error instanceof type)?.[0] ?? String(error) }
  }
}

const WAYS: Array<{ name: string, handles: (farm: Farm, name: string) => Array<Queue<number>> }> = [
  { name: 'the coordinator’s own handle', handles: (farm, name) => [farm.queue(name)] },
  { name: 'two remote clients in turn', handles: (farm, name) => ['a', 'b'].map((peer) => farm.peer(peer).queue(name)) }
]

describe('the 200 recorded runs of CPython’s queues, through the public interface', () => {
  for (const { name, handles } of WAYS) {
    let compared = 0

    it(`are replayed without a difference by ${name}`, async function () {
      this.timeout(120_000)
      const farm = await createFarm()

      for (const { seed, kind, maxsize, steps } of cases) {
        const name = `${kind}-${seed}`
        const queue = farm.queue<number>(name, { maxSize: maxsize, order: kind === 'lifo' ? 'lifo' : 'fifo' })
        await farm.now(queue.size())
        const users = handles(farm, name)

        for (const [index, step] of steps.entries()) {
          const out = await observe(farm, users[index % users.length] ?? queue, step, kind)
          expect(out, `${name}, step ${index}: ${step.op} ${JSON.stringify(step.args)}`).to.deep.equal(step.out)
          compared++
        }

        await farm.conserves(name)
      }

      expect({ cases: cases.length, steps: compared }).to.deep.equal({ cases: 200, steps: 6_347 })
    })

    after(() => { console.log(`      ${compared} steps compared with ${source}`) })
  }
})
