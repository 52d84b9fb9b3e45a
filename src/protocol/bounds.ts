/**
 * What a message may come to. A sender keeps to these; a receiver ends the session of one
 * that does not. They bound memory, not policy: what a coordinator allows within them is
 * its `Limits`. docs/protocol.md lists them.
 */

/** The id under which libp2p negotiates the stream. Another major version is another protocol. */
export const PROTOCOL_ID = '/peerq/1.0.0'

/** Bytes of a frame, without its length prefix. A `Welcome` may name fewer. */
export const MAX_FRAME_BYTES = 1024 * 1024

/** Bytes of a message that travels whole, and of the pieces of a larger one. */
export const CHUNK_BYTES = 256 * 1024

/** Bytes of items that one put, and of the result that one reply, may carry, unless the coordinator says otherwise. */
export const DEFAULT_MAX_PAYLOAD_BYTES = 64 * 1024 * 1024

/** Bytes that a message may have beside its payload: the tokens of a heartbeat, the lengths of many small items. */
export const MESSAGE_SLACK_BYTES = 4 * 1024 * 1024

/** Messages in one frame. */
export const MAX_MESSAGES = 16_384

/** Tokens in one heartbeat, confirmation or hello. */
export const MAX_TOKENS = 131_072

/** Items in one put. */
export const MAX_ITEMS = 131_072

/** Tasks in one collect. A session may have as many of those as it may have waiters, so they bound what it makes a coordinator remember. */
export const MAX_COLLECTED = 256

/** Tasks that one request settles as done. */
export const MAX_COMPLETED = 256

/** Ids in one redrive. */
export const MAX_IDS = 65_536

/** Tasks in one page of a listing. */
export const MAX_PAGE = 1_000

/** Attempts in the history of one task. */
export const MAX_HISTORY = 100

/** Events in one update. */
export const MAX_EVENTS = 16_384

/** Peers in one listing. */
export const MAX_PEERS = 65_536

/** Names in one listing of queues. */
export const MAX_QUEUES = 65_536

/** Tasks that one consumer works on, and that it wants beyond those. */
export const MAX_SLOTS = 65_536

/** Bytes of a task's id. */
export const MAX_ID_BYTES = 256

/** Bytes of the name of a peer, a key, an error or an event. */
export const MAX_NAME_BYTES = 256

/** Bytes of a text for people: a message, a stack. What others wrote, a coordinator keeps `ERROR_TEXT_BYTES` of. */
export const MAX_TEXT_BYTES = 64 * 1024

/** Bytes that are kept of the message or the stack of an error that was thrown elsewhere. */
export const ERROR_TEXT_BYTES = 4 * 1024

/** Bytes of a progress report. */
export const MAX_PROGRESS_BYTES = 64 * 1024

/** Bytes of a session id. */
export const SESSION_BYTES = 16

/** Bytes of a history id, at most. */
export const MAX_HISTORY_ID_BYTES = 64

/** The largest message that may carry `maxPayloadBytes`, in bytes: larger ones are refused half-way. */
export function maxMessageBytes (maxPayloadBytes: number): number {
  return maxPayloadBytes + MESSAGE_SLACK_BYTES
}
