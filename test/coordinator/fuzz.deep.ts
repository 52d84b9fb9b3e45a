import { expect } from 'chai'
import { concat } from 'uint8arrays/concat'
import { checkJournal } from '../../src/coordinator/check.ts'
import { encodeFrame } from '../../src/protocol/index.ts'
import { createMemoryJournal, MemoryStore } from '../../src/storage/memory.ts'
import { size } from '../faults/sizes.ts'
import { FUZZED_QUEUE, mutants } from '../protocol/mutants.ts'
import { createRig, textOf } from './support.ts'
import type { Caller, Rig } from './support.ts'

/** For more, or other ones, set these. */
const FRAMES = Number(process.env.PEERQ_FUZZ ?? size(50_000, 1_000_000))
const SEED = Number(process.env.PEERQ_SEED ?? size(7, Date.now() % 1_000_000))

/** Frames in one session: after the first that is not allowed there is no session any more. */
const FRAMES_OF_ONE = 10

describe('a session, given what nobody should say', function () {
  this.timeout(0)

  let rig: Rig
  let owner: Caller
  let honest: Caller
  const store = new MemoryStore()

  before(async () => {
    rig = await createRig({ journal: createMemoryJournal(store), limits: { maxTasks: 10_000, maxResults: 1_000 } })
    owner = await rig.connect({ local: true })
    await owner.declare(FUZZED_QUEUE)
    await owner.declare('tasks')
    honest = await rig.connect()
  })

  after(async () => {
    await rig[Symbol.asyncDispose]()
  })

  /** Someone says hello and then that. Whether he was shown the door. */
  async function say (frames: Uint8Array[]): Promise<boolean> {
    const { source, sink, abort } = rig.dialBytes()
    const left = Promise.withResolvers<void>()
    let isOver = false
    const ended = (): void => { isOver = true }
    const hello = { session: rig.clock.randomBytes(16), name: 'stranger', resume: false, history: new Uint8Array(), held: [] }
    const said = concat([encodeFrame({ messages: [{ hello }], below: 0 }), ...frames])

    sink((async function * () {
      yield said
      await left.promise
    })()).catch(() => {})
    void (async () => { for await (const chunk of source) { expect(chunk.byteLength).to.be.greaterThan(0) } })().then(ended, ended)
    await rig.clock.settle()
    const wasOver = isOver
    abort(new Error('the next one, please'))
    left.resolve()

    return wasOver
  }

  /** One of the first things that they say is that the queue is shut down. */
  async function reopen (): Promise<void> {
    await owner.call(FUZZED_QUEUE, { declare: { reopen: true } })
    await owner.call(FUZZED_QUEUE, { administer: { verb: 'RESUME' } })
    await owner.call(FUZZED_QUEUE, { setMaxSize: { maxSize: 0 } })
    owner.messages.length = 0
  }

  /** What came meanwhile is not looked at again. */
  async function serves (number: number): Promise<void> {
    honest.messages.length = 0
    await honest.put('tasks', `item ${number}`)
    const grant = (await honest.take('tasks'))?.grant
    expect(textOf(grant?.item)).to.equal(`item ${number}`)
    await honest.call('tasks', { settle: { token: grant?.token ?? 0, verb: 'COMPLETE', noRetry: false } })
    await honest.heartbeat(number + 1)
  }

  it(`of ${FRAMES} frames ends those sessions and no other, and the state stays whole (seed ${SEED})`, async () => {
    const frames = mutants(SEED)
    let [sessions, over] = [0, 0]

    for (let sent = 0; sent < FRAMES; sent += FRAMES_OF_ONE) {
      over += await say(Array.from({ length: FRAMES_OF_ONE }, () => frames.next().value)) ? 1 : 0

      if (++sessions % 5 === 0) {
        await reopen()
      }

      if (sessions % 100 === 0) {
        await serves(sessions)
        // some are away, and some of what they held lapses
        await rig.clock.advance(3_000)
      }
    }

    console.log(`        ${over} of ${sessions} sessions were ended`)
    expect(over).to.be.greaterThan(sessions / 2)
    const { problems, queues } = await checkJournal(createMemoryJournal(store))
    console.log(`        ${JSON.stringify(queues[FUZZED_QUEUE])}`)
    expect(queues[FUZZED_QUEUE]?.put).to.be.greaterThan(100)
    expect(problems).to.deep.equal([])
  })
})
