import { expect } from 'chai'
import { defineQueue } from '../../src/index.ts'
import { Stage } from './support.ts'
import type { Child } from './child.ts'

describe('stopping', function () {
  // eight processes start at once
  this.timeout(120_000)

  /** What is stopped, and what becomes of its coordinator meanwhile, where that has a process of its own. */
  const SITUATIONS: Array<[situation: string, goes?: 'killed' | 'stopped']> = [
    ['a client with blocked calls'],
    ['a client whose handler never returns'],
    ['a client whose coordinator is gone', 'killed'],
    ['nothing, when its coordinator has stopped for good', 'stopped'],
    ['a coordinator with clients'],
    ['a coordinator that nobody ever met']
  ]
  const stage = new Stage()
  const outcomes = new Map<string, unknown>()

  /** Its exit code, or what went wrong. Most of the time is spent on waiting for that, so all of them run at once. */
  async function outcomeOf (child: Child, coordinator: Child | undefined, goes: 'killed' | 'stopped' | undefined): Promise<unknown> {
    try {
      child.tell({ type: 'go' })

      if (coordinator !== undefined) {
        await child.says('ready')

        if (goes === 'killed') {
          await coordinator.kill()
        } else {
          coordinator.tell({ type: 'stop' })
        }
      }

      await child.says('stopped')

      return await child.ended()
    } catch (err) {
      return (err as Error).message
    }
  }

  before(async () => {
    await stage.coordinator({ queues: [defineQueue('tasks'), defineQueue('hopeless')] })

    const started = await Promise.all(SITUATIONS.map(async ([situation, goes]) => {
      const coordinator = goes && await stage.child('coordinator', { queues: { tasks: {} } })
      const [address] = (coordinator?.greeting.addresses ?? stage.farm.addresses) as string[]

      return { situation, goes, coordinator, child: await stage.child('stops', { situation, address }, { ready: 'loaded' }) }
    }))

    await Promise.all(started.map(async ({ situation, goes, coordinator, child }) => {
      outcomes.set(situation, await outcomeOf(child, coordinator, goes))
    }))
  })

  after(async () => {
    await stage.end()
  })

  for (const [situation] of SITUATIONS) {
    it(`${situation}: the process then exits by itself, at once`, () => {
      expect(outcomes.get(situation)).to.equal(0)
    })
  }
})
