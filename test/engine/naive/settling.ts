import { answer } from './answers.ts'
import { freeSlot } from './consumers.ts'
import { OPTIONS } from './records.ts'
import { charge, end, giveBack } from './tasks.ts'
import type { Call, NaiveSession, NaiveTask } from './records.ts'
import type { NaiveState } from './state.ts'

/** What a holder says of what it holds, or held. */

export type Verb = 'complete' | 'fail' | 'release' | 'confirm'

export function settle (queue: NaiveState, call: Call, token: number, verb: Verb, delay: number): void {
  const task = queue.heldAs(call.session, token)
  const isReceipt = task?.lease?.mode === 'RECEIPT'

  if (task === undefined || isReceipt === (verb === 'confirm') || verb === 'release') {
    freeSlot(queue, call.session, token)
  }

  if (verb === 'confirm') {
    answer(queue, call, confirm(queue, task, token, call.session) ? 'OK' : 'LEASE_LOST')
  } else if (task === undefined) {
    answer(queue, call, 'LEASE_LOST')
  } else if (isReceipt && verb !== 'release') {
    answer(queue, call, 'RANGE')
  } else if (verb === 'complete') {
    end(queue, task, 'DONE', 'done')
    answer(queue, call, 'OK')
  } else if (verb === 'fail') {
    charge(queue, task, queue.now + OPTIONS.backoff.delay)
    answer(queue, call, 'OK')
  } else {
    giveBack(queue, task, queue.now + delay)
    answer(queue, call, 'OK')
  }
}

export function completeMany (queue: NaiveState, call: Call, tokens: number[]): void {
  if (tokens.some((token) => queue.heldAs(call.session, token)?.lease?.mode === 'RECEIPT')) {
    answer(queue, call, 'RANGE')
    return
  }

  const lost = tokens.filter((token) => {
    const task = queue.heldAs(call.session, token)
    freeSlot(queue, call.session, token)

    if (task !== undefined) {
      end(queue, task, 'DONE', 'done')
    }

    return task === undefined
  })

  answer(queue, call, lost.length === 0 ? 'OK' : `OK lost ${lost.join(' ')}`)
}

/** A late word counts while nobody else has had the item since. */
function confirm (queue: NaiveState, task: NaiveTask | undefined, token: number, session: NaiveSession): boolean {
  const late = queue.tasks.find(({ lastToken, state }) => lastToken === token && state === 'READY')

  if (task?.lease?.mode === 'RECEIPT') {
    const { cancels } = task.lease
    end(queue, task, 'DONE', 'taken')
    cancels.forEach((cancel) => { answer(queue, cancel, 'OK false') })
    return true
  }

  if (task === undefined && late !== undefined && session.late.has(token)) {
    end(queue, late, 'DONE', 'taken')
    return true
  }

  return false
}
