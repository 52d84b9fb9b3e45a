import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect } from 'chai'
import { createEngine } from '../../src/engine/index.ts'
import { failCall, item, putCall, takeCall } from './rig.ts'
import type { Call, Engine, Output } from '../../src/engine/index.ts'

const BOUND = 16 * 1024 * 1024

// it is there whatever node was started with
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

async function bytesInUse (): Promise<number> {
  // what the test before this one had is swept in between
  collect()
  await new Promise(setImmediate)
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()

  return heapUsed + arrayBuffers
}

/** Two sessions, of which one puts and the other works; nothing is kept of what they said. */
class Pair {
  readonly engine: Engine
  readonly #numbers = { putter: 0, worker: 0 }

  constructor () {
    this.engine = createEngine({ random: () => 0, tokenFloor: 1, limits: { maxResultBytes: BOUND, maxResults: 10_000_000 } })

    for (const session of ['putter', 'worker']) {
      this.engine.execute({ type: 'open', session, peer: session, name: session, keyName: '', local: false, held: [] }, 0)
    }

    this.#ask('putter', { op: 'declare', options: { maxAttempts: 100 }, reopen: false })
  }

  /** One task, from its put to its end. */
  work (failures: number, resultBytes: number | undefined, id?: string): void {
    this.#ask('putter', putCall([item(1)], { id }))

    for (let attempt = 0; attempt <= failures; attempt++) {
      const token = this.#take()
      const result = resultBytes === undefined ? undefined : new Uint8Array(resultBytes)
      this.#ask('worker', attempt < failures ? { ...failCall(token), delay: 0 } as Call : { op: 'complete', token, result })
    }
  }

  #take (): number {
    for (const effect of this.#ask('worker', takeCall()).effects) {
      if (effect.type === 'reply' && effect.answer.grant !== undefined) {
        return effect.answer.grant.token
      }
    }

    return expect.fail('there is no task')
  }

  #ask (session: 'putter' | 'worker', call: Call): Output {
    const number = ++this.#numbers[session]
    const output = this.engine.execute({ type: 'call', session, number, queue: 'q', call }, 0)
    this.engine.execute({ type: 'answered', session, below: number + 1 }, 0)

    return output
  }
}

describe('maxResultBytes', function () {
  this.timeout(60_000)

  for (const [what, failures, resultBytes, id] of [
    ['no results', 0, undefined, undefined],
    ['no results under ids that were chosen', 0, undefined, 'chosen'],
    ['small results', 0, 10, undefined],
    ['larger results', 0, 2_000, undefined],
    ['a failed attempt each', 1, undefined, undefined],
    ['long histories', 20, 10, undefined]
  ] as const) {
    it(`is what ended tasks with ${what} take in memory`, async () => {
      const pair = new Pair()
      pair.work(failures, resultBytes)
      const before = await bytesInUse()

      for (let index = 0; pair.engine.counts().q?.evicted === 0; index++) {
        pair.work(failures, resultBytes, id && `${id} ${index}`)
      }

      const grown = await bytesInUse() - before
      console.log(`      ${what}: ${Math.round(grown / BOUND * 100)} % of it`)
      expect(grown).to.be.within(0.7 * BOUND, 1.25 * BOUND)
      expect(pair.engine.counts().q, 'it is kept until here').to.include({ ready: 0, leased: 0 })
    })
  }
})
