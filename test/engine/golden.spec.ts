import { expect } from 'chai'
import { cases, source } from '../helpers/golden.ts'
import { Rig, putCall, takeCall } from './rig.ts'
import type { Answer, Call } from '../../src/engine/index.ts'
import type { Case, Step } from '../helpers/golden.ts'

/** CPython's seconds are our milliseconds, and its exceptions our statuses. */
const RAISES: Record<string, Answer['status']> = { Empty: 'EMPTY', Full: 'FULL', ShutDown: 'SHUTDOWN', ValueError: 'RANGE' }

function callOf ({ op, args }: Step, kind: Case['kind']): Call {
  const { block = true, immediate = false, item = 0 } = args
  const timeout = args.timeout === undefined ? Infinity : args.timeout * 1_000

  switch (op) {
    case 'put': return putCall(bytesOf(item), { block, timeout, priority: kind === 'priority' ? item : 0 })
    case 'get': return takeCall({ mode: 'RECEIPT', block, timeout })
    case 'task_done': return { op: 'taskDone' }
    case 'join': return { op: 'join', timeout: 0 }
    case 'shutdown': return { op: 'shutdown', immediate }
    default: return { op }
  }
}

function bytesOf (n: number): Uint8Array {
  return Uint8Array.of(n >> 8, n & 255)
}

/** What CPython would say, had it answered so. */
function outOf (op: Step['op'], answer: Answer): Step['out'] {
  if (answer.status !== 'OK') {
    const raised = Object.entries(RAISES).find(([, status]) => status === answer.status)
    return { raises: raised?.[0] ?? answer.status }
  }

  switch (op) {
    case 'get': return { value: ((answer.grant?.item[0] ?? 0) << 8) + (answer.grant?.item[1] ?? 0) }
    case 'size': return { value: answer.count ?? NaN }
    case 'empty':
    case 'full': return { value: answer.flag ?? null }
    default: return { value: null }
  }
}

describe('the 200 recorded runs of CPython’s queues', () => {
  const expected = { cases: 200, steps: 6_347 }

  for (const local of [true, false]) {
    let compared = 0

    it(`are replayed without a difference by ${local ? 'the coordinator’s own handle' : 'a peer that confirms what it gets'}`, () => {
      for (const { seed, kind, maxsize, steps } of cases) {
        const rig = Rig.with({ maxSize: maxsize, order: kind === 'lifo' ? 'lifo' : 'fifo' })
        const peer = rig.peer('p', { local })

        steps.forEach((step, index) => {
          const answer = peer.ask(callOf(step, kind))
          expect(outOf(step.op, answer), `${kind} ${seed}, step ${index}: ${step.op} ${JSON.stringify(step.args)}`).to.deep.equal(step.out)
          compared++

          if (answer.grant !== undefined && !local) {
            peer.confirm(answer.grant.token)
          }
        })
      }

      expect({ cases: cases.length, steps: compared }).to.deep.equal(expected)
    })

    after(() => { console.log(`      ${compared} steps compared with ${source}`) })
  }
})
