import { expect } from 'chai'
import { encodePayload } from '../../src/protocol/index.ts'
import { started } from './support.ts'
import type { Worker } from '../../src/worker/index.ts'
import type { Rig, RigInit } from './support.ts'

/** A worker of queue q, with all that it says of its tasks. */
async function work (handler: (item: string) => unknown = (item) => item, init: RigInit = {}): Promise<{ rig: Rig, worker: Worker, said: string[] }> {
  const rig = await started(init)
  const worker = rig.client.queue<string, unknown>('q').process(handler, { concurrency: 200 })
  const said: string[] = []
  worker.addEventListener('task:complete', ({ detail }) => { said.push(`done ${detail.id}`) })
  worker.addEventListener('task:abort', ({ detail }) => { said.push(`lost ${detail.id}: ${detail.reason}`) })
  worker.addEventListener('task:fail', ({ detail }) => { said.push(`failed ${detail.id}: ${(detail.error as Error).name}`) })
  await rig.clock.settle()

  return { rig, worker, said }
}

/** Hands these out in one turn. */
async function grant (rig: Rig, ...tokens: number[]): Promise<void> {
  await Promise.all(tokens.map(async (token) => rig.end.grant(1, token)))
}

/** The tokens of all requests that say something is done. */
function completed (rig: Rig): number[][] {
  return rig.end.requests.flatMap(({ settle, completeMany }) => {
    const done = settle === undefined ? completeMany?.done : [settle]

    return done === undefined ? [] : [done.map(({ token }) => token)]
  })
}

function last (rig: Rig): number {
  return rig.end.numbers.at(-1) as number
}

describe('what handlers have done', () => {
  it('is said at once of the first of a turn, and of the others together', async () => {
    const { rig } = await work((item) => item.toUpperCase())
    await grant(rig, 5, 6, 7)

    expect(completed(rig)).to.deep.equal([[5], [6, 7]])
    expect(rig.end.requests.at(-1)).to.deep.include({ queue: 'q', completeMany: { done: [{ token: 6, result: encodePayload('ITEM 6') }, { token: 7, result: encodePayload('ITEM 7') }] } })
  })

  it('is said alone when there is no other', async () => {
    const { rig } = await work()
    await grant(rig, 5)
    await grant(rig, 6, 7)

    expect(completed(rig)).to.deep.equal([[5], [6], [7]])
    expect(rig.end.calls).to.deep.equal(['settle', 'settle', 'settle'])
  })

  it('is said of 64 tasks at most at once, and of 64 KiB', async () => {
    const { rig } = await work((item) => item === 'large' ? new Uint8Array(40_000) : undefined)
    await grant(rig, ...Array.from({ length: 130 }, (_, index) => index + 1))
    expect(completed(rig).map(({ length }) => length)).to.deep.equal([1, 64, 64, 1])

    await Promise.all([201, 202, 203].map(async (token) => rig.end.grant(1, token, 'large')))
    expect(completed(rig).slice(4)).to.deep.equal([[201], [202], [203]])
  })

  it('is known to be so when the coordinator says so, for each by itself', async () => {
    const { rig, said } = await work()
    await grant(rig, 5, 6, 7, 8)
    await rig.end.reply(1)
    expect(said).to.deep.equal(['done task 5'])
    await rig.end.reply(2, { lost: [{ token: 7, reason: 'CANCELLED' }] })
    expect(said.slice(1).sort()).to.deep.equal(['done task 6', 'done task 8', 'lost task 7: cancelled'])

    await rig.clock.advance(3_000)
    expect(rig.end.heartbeats.at(-1)?.tokens, 'nothing is held any more').to.deep.equal([])
  })

  it('is said again after a cut, as it was', async () => {
    const { rig, said } = await work()
    await grant(rig, 5, 6, 7)
    await rig.end.cut()
    await rig.resume()
    expect(rig.end.hello?.held).to.have.members([5, 6, 7])
    expect(completed(rig)).to.deep.equal([[5], [6, 7]])
    await rig.end.reply(1)
    await rig.end.reply(2)
    expect(said).to.have.members(['done task 5', 'done task 6', 'done task 7'])
  })

  it('is lost with a coordinator that knows nothing of it any more', async () => {
    const { rig, said } = await work()
    await grant(rig, 5, 6, 7)
    await rig.end.cut()
    await rig.resume({ resumed: false })

    expect(said.sort()).to.deep.equal(['lost task 5: lapsed', 'lost task 6: lapsed', 'lost task 7: lapsed'])
  })

  it('is said of each by itself when the coordinator takes no result as large as one of them', async () => {
    const { rig, said } = await work()
    await grant(rig, 5, 6, 7)
    await rig.end.reply(2, { status: 'PAYLOAD_TOO_LARGE', message: 'a result is too large' })
    expect(completed(rig)).to.deep.equal([[5], [6, 7], [6], [7]])
    await rig.end.reply(last(rig) - 1)
    await rig.end.reply(last(rig), { status: 'PAYLOAD_TOO_LARGE', message: 'the result is too large' })
    expect(rig.end.settles.at(-1)).to.deep.include({ token: 7, verb: 'FAIL', noRetry: true })
    await rig.end.reply(last(rig))

    expect(said.slice(0, 2)).to.deep.equal(['done task 6', 'failed task 7: PayloadTooLargeError'])
  })

  it('is waited for when the worker stops', async () => {
    const { rig, worker } = await work()
    await grant(rig, 5, 6, 7)
    let hasStopped = false
    const stopped = worker.stop().then(() => { hasStopped = true })
    await rig.end.reply(1)
    expect(hasStopped).to.equal(false)
    await rig.end.reply(2)
    await stopped
  })
})
