import type * as wire from './generated/peerq.js'

/**
 * The messages of peerq.proto as plain values: an enum is the union of its names, bytes
 * are any `Uint8Array`. A field that is absent on the wire has its default here ('', 0,
 * false, []), unless the schema calls it optional.
 */
type Plain<T> =
  T extends string ? `${T}`
    : T extends number | boolean | undefined ? T
      : T extends Uint8Array ? Uint8Array
        : T extends Array<infer Element> ? Array<Plain<Element>>
          : { [Key in keyof T]: Plain<T[Key]> }

export type Frame = Plain<wire.Frame>
export type Message = Plain<wire.Message>

/** The name of a message: which of its fields a `Message` carries. */
export type BodyName = keyof Message

// sessions
export type Hello = Plain<wire.Hello>
export type Welcome = Plain<wire.Welcome>
export type Heartbeat = Plain<wire.Heartbeat>
export type HeartbeatAnswer = Plain<wire.HeartbeatAnswer>
export type Goodbye = Plain<wire.Goodbye>
export type GoodbyeReason = Goodbye['reason']
export type Chunk = Plain<wire.Chunk>

// requests
export type Request = Plain<wire.Request>
export type Abandon = Plain<wire.Abandon>
export type Backoff = Plain<wire.Backoff>
export type Declare = Plain<wire.Declare>
export type Put = Plain<wire.Put>
export type Take = Plain<wire.Take>
export type Settle = Plain<wire.Settle>
export type CompleteMany = Plain<wire.CompleteMany>
export type Completion = Plain<wire.Completion>
export type Confirm = Plain<wire.Confirm>
export type Extend = Plain<wire.Extend>
export type Cancel = Plain<wire.Cancel>
export type AwaitResult = Plain<wire.AwaitResult>
export type Collect = Plain<wire.Collect>
export type Follow = Plain<wire.Follow>
export type Inspect = Plain<wire.Inspect>
export type Ask = Plain<wire.Ask>
export type TaskDone = Plain<wire.TaskDone>
export type Join = Plain<wire.Join>
export type Shutdown = Plain<wire.Shutdown>
export type SetMaxSize = Plain<wire.SetMaxSize>
export type Administer = Plain<wire.Administer>
export type Requeue = Plain<wire.Requeue>
export type Redrive = Plain<wire.Redrive>
export type ListTasks = Plain<wire.ListTasks>
export type GetStats = Plain<wire.GetStats>
export type Watch = Plain<wire.Watch>
export type ListPeers = Plain<wire.ListPeers>
export type ListQueues = Plain<wire.ListQueues>

/** The name of a call: which of its fields a `Request` carries. */
export type CallName = Exclude<keyof Request, 'number' | 'queue'>

/** A `Request` without its number and queue: exactly one call. */
export type RequestCall = { [Name in CallName]: { [Key in Name]: NonNullable<Request[Name]> } }[CallName]

// handing out
export type Mode = `${wire.Mode}`
export type Consume = Plain<wire.Consume>
export type ConsumerEnd = Plain<wire.ConsumerEnd>
export type Grant = Plain<wire.Grant>
export type Revoke = Plain<wire.Revoke>
export type Progress = Plain<wire.Progress>

// answers
export type Status = `${wire.Status}`
export type LostReason = `${wire.LostReason}`
export type Reply = Plain<wire.Reply>
export type Update = Plain<wire.Update>
export type Outcome = Plain<wire.Outcome>
export type Failure = Plain<wire.Failure>
export type TaskState = `${wire.TaskState}`
export type Attempt = Plain<wire.Attempt>
export type TaskInfo = Plain<wire.TaskInfo>
export type QueueStats = Plain<wire.QueueStats>
export type PeerInfo = Plain<wire.PeerInfo>
export type TaskEvent = Plain<wire.TaskEvent>

/** What `message` carries; `undefined` for something that this version does not know. */
export function bodyOf (message: Message): BodyName | undefined {
  let name: BodyName

  for (name in message) {
    if (message[name] !== undefined) {
      return name
    }
  }
}

/** The call that `request` carries; `undefined` for one that this version does not know. */
export function callOf (request: Request): CallName | undefined {
  let name: keyof Request

  for (name in request) {
    if (name !== 'number' && name !== 'queue' && request[name] !== undefined) {
      return name
    }
  }
}

/** A reply with the defaults for all that is not said. Always of one shape, which the encoder likes. */
export function createReply (number: number, fields: Partial<Reply> = {}): Reply {
  return {
    number,
    status: fields.status ?? 'OK',
    message: fields.message ?? '',
    through: fields.through ?? 0,
    flag: fields.flag ?? false,
    count: fields.count ?? 0,
    payload: fields.payload,
    grant: fields.grant,
    failure: fields.failure,
    reason: fields.reason ?? 'CANCELLED',
    stats: fields.stats,
    tasks: fields.tasks ?? [],
    peers: fields.peers ?? [],
    queues: fields.queues ?? [],
    lost: fields.lost ?? []
  }
}

/** The same for the one that there are most of: a result. */
export function createResult (number: number, payload: Uint8Array): Reply {
  return {
    number,
    status: 'OK',
    message: '',
    through: 0,
    flag: false,
    count: 0,
    payload,
    grant: undefined,
    failure: undefined,
    reason: 'CANCELLED',
    stats: undefined,
    tasks: [],
    peers: [],
    queues: [],
    lost: []
  }
}

/** A request that carries one call. */
export function createRequest (number: number, queue: string, call: RequestCall): Request {
  return { number, queue, ...call }
}
