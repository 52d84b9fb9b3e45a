import { createReply, createResult } from '../protocol/index.ts'
import type { Answer, Attempt, Effect, Grant, TaskInfo } from '../engine/index.ts'
import type { Message, Grant as WireGrant, Outcome, QueueStats, Reply, TaskInfo as WireTaskInfo } from '../protocol/index.ts'

/** Effects that are messages by themselves; a session makes of the others what it is told. */
export type Telling = Exclude<Effect, { type: 'welcome' | 'refuse' | 'reply' | 'goodbye' | 'forgotten' }>

/** How often a second, over the last 10. */
export interface QueueRates {
  putRate: number
  doneRate: number
}

/** What the caller is to be told. */
export function messageOf (effect: Telling): Message {
  switch (effect.type) {
    case 'grant': return { grant: grantOf(effect.consumer, effect.grant) }
    case 'revoke': return { revoke: { token: effect.token, reason: effect.reason } }
    case 'heartbeat': return { heartbeatAnswer: { sequence: effect.sequence, refused: effect.refused } }
    case 'outcome': return { outcome: outcomeOf(effect.number, effect.index, effect.answer) }
    case 'update': return { update: { number: effect.number, value: effect.value, events: [], gap: false } }
    case 'consumerEnd': return { consumerEnd: { consumer: effect.consumer, status: effect.status, message: effect.message } }
  }
}

/** Small and timely: goes before the pieces of a large message. */
export function isUrgent (effect: Telling): boolean {
  return effect.type === 'heartbeat' || effect.type === 'revoke'
}

/** `rates` of the queue when the answer has its statistics. */
export function replyOf (number: number, answer: Answer, rates?: QueueRates): Reply {
  if (answer.payload !== undefined) {
    return createResult(number, answer.payload)
  }

  return createReply(number, {
    status: answer.status,
    message: answer.message,
    flag: answer.flag,
    count: answer.count,
    payload: answer.payload,
    grant: answer.grant && grantOf(0, answer.grant),
    failure: answer.failure,
    reason: answer.reason,
    lost: answer.lost,
    stats: answer.stats && statsOf(answer.stats, rates),
    tasks: answer.tasks?.map(taskInfoOf)
  })
}

/** What came of one task of several. */
function outcomeOf (number: number, index: number, { status, payload, failure }: Answer): Outcome {
  return { number, index, status, payload, failure }
}

function grantOf (consumer: number, { token, task, item, attempt, leaseMs, maxRunMs, heartbeat }: Grant): WireGrant {
  return { consumer, token, task, item, attempt, leaseMs, maxRunMs: limitOf(maxRunMs), heartbeat }
}

/** The engine counts the two ways of being done apart; to a looker a taken task is done, too. */
function statsOf (stats: NonNullable<Answer['stats']>, rates: QueueRates = { putRate: 0, doneRate: 0 }): QueueStats {
  return { ...stats, done: stats.done + stats.taken, putRate: rates.putRate, doneRate: rates.doneRate }
}

function taskInfoOf (info: TaskInfo): WireTaskInfo {
  return {
    ...info,
    state: info.state === 'CANCELLED' ? 'CANCELLED_STATE' : info.state,
    maxAttempts: limitOf(info.maxAttempts),
    history: info.history.map(attemptOf)
  }
}

function attemptOf ({ at, ...attempt }: Attempt): WireTaskInfo['history'][number] {
  return { ...attempt, endedMsAgo: at }
}

/** On the wire 0 is no limit. */
function limitOf (value: number): number {
  return value === Infinity ? 0 : value
}
