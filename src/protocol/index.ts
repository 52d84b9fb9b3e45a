/**
 * What travels between a caller and a coordinator under `/peerq/1.0.0`, and nothing about
 * how: messages, frames, bounds, refusals, items. Pure; docs/protocol.md is its description.
 */

export {
  CHUNK_BYTES, DEFAULT_MAX_PAYLOAD_BYTES, ERROR_TEXT_BYTES, MAX_COLLECTED, MAX_COMPLETED, MAX_EVENTS, MAX_FRAME_BYTES, MAX_HISTORY,
  MAX_HISTORY_ID_BYTES, MAX_ID_BYTES, MAX_IDS, MAX_ITEMS, MAX_MESSAGES, MAX_NAME_BYTES, MAX_PAGE, MAX_PEERS, MAX_QUEUES,
  MAX_PROGRESS_BYTES, MAX_SLOTS, MAX_TEXT_BYTES, MAX_TOKENS, maxMessageBytes, MESSAGE_SLACK_BYTES, PROTOCOL_ID,
  SESSION_BYTES
} from './bounds.ts'
export { ChunkCutter, ChunkJoiner } from './chunks.ts'
export type { JoinResult } from './chunks.ts'
export { decodeFrame, decodeMessage, encodeFrame, encodeFrameInParts, encodeMessageInParts } from './codec.ts'
export type { Decoded } from './codec.ts'
export { FrameDecoder } from './framing.ts'
export type { FrameResult } from './framing.ts'
export { bodyOf, callOf, createReply, createResult, createRequest } from './messages.ts'
export type {
  Abandon, Administer, Ask, Attempt, AwaitResult, Backoff, BodyName, CallName, Cancel, Chunk, Collect, CompleteMany, Completion, Confirm, Consume,
  ConsumerEnd, Declare, Extend, Failure, Follow, Frame, GetStats, Goodbye, GoodbyeReason, Grant, Heartbeat,
  HeartbeatAnswer, Hello, Inspect, Join, ListPeers, ListQueues, ListTasks, LostReason, Message, Mode, Outcome, PeerInfo, Progress, Put,
  QueueStats, Redrive, Reply, Request, RequestCall, Requeue, Revoke, SetMaxSize, Settle, Shutdown, Status, Take,
  TaskDone, TaskEvent, TaskInfo, TaskState, Update, Watch, Welcome
} from './messages.ts'
export { decodePayload, encodePayload } from './payload.ts'
export { queueName as checkQueueName } from './rules.ts'
export { errorOf, remoteFailure, STATUSES } from './status.ts'
export type { CallContext, Refusal, StatusRule } from './status.ts'
export { cutText, utf8Length } from './text.ts'
export { validate } from './validate.ts'
export type { Role, Verdict } from './validate.ts'
export { weigh } from './weigh.ts'
