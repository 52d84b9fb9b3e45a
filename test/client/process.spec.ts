import { expect } from 'chai'
import { TaskError } from '../../src/errors.ts'
import { encodePayload } from '../../src/protocol/index.ts'
import { outcomeOf, started } from './support.ts'
import type { Rig } from './support.ts'

/** The warnings of this process while something is done. */
async function warningsOf (make: () => Promise<void>): Promise<string[]> {
  const warnings: string[] = []
  const note = ({ name, message }: Error): void => { warnings.push(`${name}: ${message}`) }
  process.on('warning', note)

  try {
    await make()
    await new Promise<void>((resolve) => { setImmediate(resolve) })
  } finally {
    process.off('warning', note)
  }

  return warnings
}

async function fail (rig: Rig, token: number, consumer = 1): Promise<void> {
  await rig.end.grant(consumer, token)
  await rig.end.reply(rig.end.numbers.at(-1) as number)
}

describe('process', () => {
  it('takes tasks on leases, and settles them', async () => {
    const rig = await started()
    const worker = rig.client.queue<string, string>('q').process(async (item) => item.toUpperCase(), { concurrency: 2, prefetch: 3 })
    await rig.clock.settle()
    expect(rig.end.consumes).to.deep.equal([{ consumer: 1, queue: 'q', mode: 'LEASE', concurrency: 2, prefetch: 3, close: false }])
    await rig.end.grant(1, 5)
    expect(rig.end.settles).to.deep.equal([{ token: 5, verb: 'COMPLETE', result: encodePayload('ITEM 5'), noRetry: false }])
    expect(worker.active).to.equal(0)
  })

  for (const [what, error, message] of [
    ['a message that is no text', Object.assign(new Error('x'), { message: { code: 5 } }), '[object Object]'],
    ['a name that is no text', Object.assign(new Error('x'), { name: 5 }), 'x'],
    ['a stack that is no text', Object.assign(new Error('x'), { stack: 5 }), 'x'],
    ['members that cannot be read', Object.defineProperty(new Error('x'), 'message', { get () { throw new Error('no') } }), 'something that has no text was thrown'],
    ['a delay that is none', new TaskError('x', { delay: 'soon' as unknown as number }), 'delay must be a number, not string'],
    ['a retry that is none', new TaskError('x', { retry: 'no' as unknown as boolean }), 'retry must be true or false, not string']
  ] as const) {
    it(`fails the task, and keeps none, when the handler throws an error with ${what}`, async () => {
      const rig = await started()
      await warningsOf(async () => {
        rig.client.queue('q').process(() => { throw error }, { stack: true })
        await rig.clock.settle()
        await fail(rig, 1)
      })
      expect(rig.end.settles.map(({ verb, failure }) => [verb, failure?.message])).to.deep.equal([['FAIL', message]])
    })
  }

  it('warns once for each queue of failures that nobody hears of', async () => {
    const rig = await started()
    const warnings = await warningsOf(async () => {
      rig.client.queue('a').process(() => { throw new Error('no') })
      rig.client.queue('b').process(() => { throw new Error('no') })
      await rig.clock.settle()
      await fail(rig, 1)
      await fail(rig, 2)
      await fail(rig, 3, 2)
    })
    expect(warnings).to.have.lengthOf(2)
    expect(warnings[0]).to.match(/^PeerqWarning: a task of queue 'a' failed \(Error: no\)/)
    expect(warnings[1]).to.match(/queue 'b'/)
  })

  it('stops with the client: handlers may finish', async () => {
    const rig = await started()
    let finish = (): void => {}
    const worker = rig.client.queue('q').process(async () => {
      await new Promise<void>((resolve) => { finish = resolve })
      return 'done'
    })
    await rig.clock.settle()
    await rig.end.grant(1, 5)
    const stop = outcomeOf(rig.client.stop())
    await rig.clock.advance(4_000)
    expect(rig.end.consumes.at(-1)).to.include({ close: true })
    expect(rig.end.settles).to.deep.equal([])
    finish()
    await rig.clock.settle()
    expect(rig.end.settles.map(({ verb }) => verb)).to.deep.equal(['COMPLETE'])
    await rig.end.reply(1)
    expect(rig.end.messages.at(-1)?.goodbye).to.include({ reason: 'DONE' })
    await rig.end.goodbye('ANSWER')
    await rig.end.link.close()
    await rig.clock.settle()
    expect(stop).to.have.property('value')
    await worker.ended
  })

  it('stops with the client: handlers are aborted when the time is up', async () => {
    const rig = await started()
    let reason: unknown
    rig.client.queue('q').process(async (_, { signal }) => new Promise(() => {
      signal.addEventListener('abort', () => { reason = signal.reason })
    }))
    await rig.clock.settle()
    await rig.end.grant(1, 5)
    const stop = outcomeOf(rig.client.stop({ deadline: 300 }))
    await rig.clock.advance(300)
    expect(reason).to.have.property('name', 'AbortError')
    expect(rig.end.settles.map(({ verb }) => verb)).to.deep.equal(['RELEASE'])
    await rig.clock.advance(5_000)
    expect(stop).to.have.property('value')
    expect(rig.clock.pending).to.equal(0)
  })

  it('ends when the coordinator stops for good', async () => {
    const rig = await started()
    const aborted: string[] = []
    const worker = rig.client.queue('q').process((_, { signal }) => new Promise((resolve) => { signal.addEventListener('abort', resolve) }))
    worker.addEventListener('task:abort', ({ detail }) => { aborted.push(detail.reason) })
    await rig.clock.settle()
    await rig.end.grant(1, 5)
    await rig.end.goodbye('FOR_GOOD')
    await worker.ended
    expect(aborted).to.deep.equal(['history'])
  })

  it('waits for a queue that is not declared, and ends where it is refused', async () => {
    const rig = await started()
    const worker = rig.client.queue('q', {}).process(() => {})
    await rig.clock.settle()
    await rig.end.reply(1, { status: 'UNKNOWN_QUEUE' })
    expect(rig.end.consumes).to.have.lengthOf(1)
    await rig.end.send({ consumerEnd: { consumer: 1, status: 'PERMISSION', message: 'it lacks the role work' } })
    const ended = outcomeOf(worker.ended)
    await rig.clock.settle()
    expect(ended.error).to.have.property('message', 'it lacks the role work')
  })

  it('does not begin when it was stopped before its queue was declared', async () => {
    const rig = await started()
    const worker = rig.client.queue('q', {}).process(() => {})
    await worker.stop()
    await rig.end.reply(1)
    expect(rig.end.consumes).to.deep.equal([])
  })

  it('settles over a cut, in whatever time that takes', async () => {
    const rig = await started({ timeout: 1_000 })
    let finish = (): void => {}
    const worker = rig.client.queue('q').process(async () => { await new Promise<void>((resolve) => { finish = resolve }) })
    const completed: number[] = []
    worker.addEventListener('task:complete', ({ detail }) => { completed.push(detail.token) })
    await rig.clock.settle()
    await rig.end.grant(1, 5)
    await rig.end.cut()
    rig.isSilent = true
    finish()
    await rig.clock.advance(20_000)
    rig.isSilent = false
    await rig.resume()
    expect(rig.end.hello?.held).to.deep.equal([5])
    expect(rig.end.settles.map(({ verb }) => verb)).to.deep.equal(['COMPLETE'])
    await rig.end.reply(1)
    expect(completed).to.deep.equal([5])
  })
})
