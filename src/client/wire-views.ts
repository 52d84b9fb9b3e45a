import { decodePayload } from '../protocol/index.ts'
import { checkOneOf } from './arguments.ts'
import type * as wire from '../protocol/index.ts'
import type { TaskState } from './options.ts'
import type { PeerInfo, TaskEvent, TaskInfo } from './views.ts'

const STATES: Readonly<Record<wire.TaskState, TaskState>> = {
  READY: 'ready',
  DELAYED: 'delayed',
  LEASED: 'leased',
  DONE: 'done',
  DEAD: 'dead',
  CANCELLED_STATE: 'cancelled',
  EXPIRED: 'expired',
  DROPPED: 'dropped'
}

const WIRE_STATES = Object.fromEntries(Object.entries(STATES).map(([word, name]) => [name, word])) as Record<TaskState, wire.TaskState>

/** The wire's word for a state. */
export function wireStateOf (state: TaskState): wire.TaskState {
  return checkOneOf('state', state, WIRE_STATES)
}

export function taskInfoOf (task: wire.TaskInfo): TaskInfo {
  const { holderPeer, holderName, token, history, progress, state, maxAttempts, ...rest } = task

  return {
    ...rest,
    state: STATES[state],
    maxAttempts: maxAttempts === 0 ? Infinity : maxAttempts,
    ...token > 0 && { holder: { peerId: holderPeer, name: holderName, token } },
    history: history.map(({ peer, ...attempt }) => ({ peerId: peer, ...attempt })),
    ...progress !== undefined && { progress: decodePayload(progress) }
  }
}

export function taskEventOf ({ type, task, peer, name, attempt }: wire.TaskEvent): TaskEvent {
  return { type: type as `task:${string}`, id: task, peerId: peer, name, attempt }
}

export function peerInfoOf ({ peer, ...rest }: wire.PeerInfo): PeerInfo {
  return { peerId: peer, ...rest }
}
