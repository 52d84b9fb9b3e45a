import {
  MAX_COLLECTED, MAX_COMPLETED, MAX_EVENTS, MAX_HISTORY, MAX_IDS, MAX_ITEMS, MAX_MESSAGES, MAX_PAGE, MAX_PEERS, MAX_QUEUES, MAX_TOKENS
} from './bounds.ts'
import * as wire from './generated/peerq.js'
import { bodyOf, callOf } from './messages.ts'
import { readGrant } from './read-grant.ts'
import type { BodyName, CallName, Frame, Message, Request } from './messages.ts'
import type { WireReader } from './wire-reader.ts'
import type { WireWriter } from './wire-writer.ts'

// Frame, Message and Request by hand, what is in them by protons. Its code for a oneof copies
// the object to encode it and deletes from it when it decodes, which leaves the engine with
// slow objects; every message passes through two of them. A test holds the two together.

/** What protons makes, as far as it is used here. Its types know enums where ours know names. */
interface Codec {
  encode (value: unknown, writer: WireWriter): void
  decode (reader: WireReader, length: number, options: object): unknown
}

interface Variant<Name> {
  name: Name
  tag: number
  codec: Codec
  options: object
}

type Variants<Name extends string> = Record<Name, [field: number, codec: unknown, limits?: object]>

const VARINT = 0
const LENGTH_DELIMITED = 2

const tagOf = (field: number, type: number): number => field << 3 | type

const MESSAGES = tagOf(1, LENGTH_DELIMITED)
const BELOW = tagOf(2, VARINT)
const NUMBER = tagOf(1, VARINT)
const QUEUE = tagOf(2, LENGTH_DELIMITED)

/** A few bytes of a repeated field can claim a large object, so they are counted while they are read. */
const CALLS: Variants<CallName> = {
  declare: [3, wire.Declare.codec()],
  put: [4, wire.Put.codec(), { items: MAX_ITEMS }],
  take: [5, wire.Take.codec()],
  settle: [6, wire.Settle.codec()],
  confirm: [7, wire.Confirm.codec(), { tokens: MAX_TOKENS }],
  extend: [8, wire.Extend.codec()],
  cancel: [9, wire.Cancel.codec()],
  awaitResult: [10, wire.AwaitResult.codec()],
  follow: [11, wire.Follow.codec()],
  inspect: [12, wire.Inspect.codec()],
  ask: [13, wire.Ask.codec()],
  taskDone: [14, wire.TaskDone.codec()],
  join: [15, wire.Join.codec()],
  shutdown: [16, wire.Shutdown.codec()],
  setMaxSize: [17, wire.SetMaxSize.codec()],
  administer: [18, wire.Administer.codec()],
  requeue: [19, wire.Requeue.codec()],
  redrive: [20, wire.Redrive.codec(), { tasks: MAX_IDS }],
  listTasks: [21, wire.ListTasks.codec()],
  getStats: [22, wire.GetStats.codec()],
  watch: [23, wire.Watch.codec()],
  listPeers: [24, wire.ListPeers.codec()],
  listQueues: [25, wire.ListQueues.codec()],
  collect: [26, wire.Collect.codec(), { tasks: MAX_COLLECTED }],
  completeMany: [27, wire.CompleteMany.codec(), { done: MAX_COMPLETED }]
}

const BODIES: Variants<BodyName> = {
  hello: [1, wire.Hello.codec(), { held: MAX_TOKENS }],
  request: [2, { encode: writeRequest, decode: readRequest }],
  consume: [3, wire.Consume.codec()],
  heartbeat: [4, wire.Heartbeat.codec(), { tokens: MAX_TOKENS, started: MAX_TOKENS }],
  abandon: [5, wire.Abandon.codec()],
  progress: [6, wire.Progress.codec()],
  welcome: [16, wire.Welcome.codec(), { voided: MAX_TOKENS }],
  reply: [17, wire.Reply.codec(), { tasks: MAX_PAGE, tasks$: { history: MAX_HISTORY }, peers: MAX_PEERS, queues: MAX_QUEUES, lost: MAX_COMPLETED }],
  grant: [18, { encode: wire.Grant.codec().encode, decode: readGrant }],
  revoke: [19, wire.Revoke.codec()],
  heartbeatAnswer: [20, wire.HeartbeatAnswer.codec(), { refused: MAX_TOKENS }],
  consumerEnd: [21, wire.ConsumerEnd.codec()],
  update: [22, wire.Update.codec(), { events: MAX_EVENTS }],
  outcome: [23, wire.Outcome.codec()],
  goodbye: [32, wire.Goodbye.codec()],
  chunk: [33, wire.Chunk.codec()]
}

const [callsByName, callsByTag] = index(CALLS)
const [bodiesByName, bodiesByTag] = index(BODIES)

export function writeFrame ({ messages, below }: Frame, writer: WireWriter): void {
  for (const message of messages) {
    writer.uint32(MESSAGES)
    writer.fork()
    writeMessage(message, writer)
    writer.ldelim()
  }

  if (below > 0) {
    writer.uint32(BELOW)
    writer.uint64Number(below)
  }
}

export function readFrame (reader: WireReader): Frame {
  const messages: Message[] = []
  let below = 0

  while (reader.pos < reader.len) {
    const tag = reader.uint32()

    if (tag === MESSAGES) {
      if (messages.length === MAX_MESSAGES) {
        throw new RangeError(`more than ${MAX_MESSAGES} messages`)
      }

      messages.push(readMessage(reader, reader.uint32()))
    } else if (tag === BELOW) {
      below = reader.uint64Number()
    } else {
      reader.skipType(tag & 7)
    }
  }

  return { messages, below }
}

export function writeMessage (message: Message, writer: WireWriter): void {
  const name = bodyOf(message)

  if (name != null) {
    const { tag, codec } = bodiesByName[name]
    writer.uint32(tag)
    codec.encode(message[name], writer)
  }
}

/** One body: of several, the last. None: a message of a later version, `{}`. */
export function readMessage (reader: WireReader, length: number): Message {
  const end = reader.pos + length
  let message: Message = {}

  while (reader.pos < end) {
    const tag = reader.uint32()
    const variant = bodiesByTag[tag]

    if (variant == null) {
      reader.skipType(tag & 7)
    } else {
      message = { [variant.name]: variant.codec.decode(reader, reader.uint32(), variant.options) }
    }
  }

  assertAt(reader, end)

  return message
}

function writeRequest (request: Request, writer: WireWriter): void {
  writer.fork()
  writer.uint32(NUMBER)
  writer.uint64Number(request.number)

  if (request.queue !== '') {
    writer.uint32(QUEUE)
    writer.string(request.queue)
  }

  const name = callOf(request)

  if (name != null) {
    const { tag, codec } = callsByName[name]
    writer.uint32(tag)
    codec.encode(request[name], writer)
  }

  writer.ldelim()
}

function readRequest (reader: WireReader, length: number): Request {
  const end = reader.pos + length
  let number = 0
  let queue = ''
  let variant: Variant<CallName> | undefined
  let call: unknown

  while (reader.pos < end) {
    const tag = reader.uint32()

    if (tag === NUMBER) {
      number = reader.uint64Number()
    } else if (tag === QUEUE) {
      queue = reader.string()
    } else if (callsByTag[tag] == null) {
      reader.skipType(tag & 7)
    } else {
      variant = callsByTag[tag]
      call = variant.codec.decode(reader, reader.uint32(), variant.options)
    }
  }

  assertAt(reader, end)

  return variant == null ? { number, queue } : { number, queue, [variant.name]: call }
}

/** What is read must not reach into what comes behind it. */
function assertAt (reader: WireReader, end: number): void {
  if (reader.pos !== end) {
    throw new RangeError('a field that is longer than its message')
  }
}

function index<Name extends string> (variants: Variants<Name>): [Record<Name, Variant<Name>>, Array<Variant<Name> | undefined>] {
  const byName = {} as Record<Name, Variant<Name>>
  const byTag: Array<Variant<Name> | undefined> = []

  for (const name of Object.keys(variants) as Name[]) {
    const [field, codec, limits] = variants[name]
    const variant = { name, tag: tagOf(field, LENGTH_DELIMITED), codec: codec as Codec, options: limits == null ? {} : { limits } }
    byName[name] = variant
    byTag[variant.tag] = variant
  }

  return [byName, byTag]
}
