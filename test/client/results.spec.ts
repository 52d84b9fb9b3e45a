import { expect } from 'chai'
import { encodePayload } from '../../src/protocol/index.ts'
import { outcomeOf, started } from './support.ts'
import type { Rig } from './support.ts'

/** The coordinator says what came of one task of a collect. */
async function tell (rig: Rig, number: number, index: number, value: unknown): Promise<void> {
  await rig.end.send({ outcome: { number, index, status: 'OK', payload: encodePayload(value) } })
}

describe('results', () => {
  it('that are asked for through one queue in one turn are one request, and one alone is asked for as such', async () => {
    const rig = await started()
    const queue = rig.client.queue('q')
    const tasks = ['a', 'b', 'c']
    tasks.forEach((task) => { void queue.task(task).result() })
    await rig.clock.settle()
    void queue.task('d').result()
    await rig.clock.settle()
    expect(rig.end.requests.map(({ collect, awaitResult }) => collect?.tasks ?? awaitResult?.task)).to.deep.equal([tasks, 'd'])
  })

  it('of the tasks of a putMany come in any order, each as soon as it is there', async () => {
    const { rig, outcomes, number } = await putThree()
    await tell(rig, number, 2, 'c')
    expect(outcomes.map(({ value }) => value)).to.deep.equal([undefined, undefined, 'c'])
    await tell(rig, number, 0, 'a')
    await tell(rig, number, 1, 'b')
    await rig.end.reply(number)
    expect(outcomes.map(({ value }) => value)).to.deep.equal(['a', 'b', 'c'])
  })

  it('of one that has failed, or that cannot be read, are errors of that one', async () => {
    const { rig, outcomes, number } = await putThree()
    await rig.end.send({ outcome: { number, index: 0, status: 'TASK_FAILED', failure: { name: 'TypeError', message: 'no', stack: '', workerName: 'w', workerPeerId: 'p' } } })
    await rig.end.send({ outcome: { number, index: 1, status: 'OK', payload: Uint8Array.of(0xff) } })
    await tell(rig, number, 2, 'c')
    await rig.end.reply(number)
    expect(outcomes[0]?.error).to.include({ name: 'TaskFailedError' }).and.to.have.nested.property('remote.remoteName', 'TypeError')
    expect(outcomes[1]?.error).to.include({ name: 'PayloadError' })
    expect(outcomes[2]?.value).to.equal('c')
  })

  it('are asked for again after a cut where they are missing, and nothing else is', async () => {
    const { rig, outcomes, number } = await putThree()
    const [, second, third] = rig.end.requests.at(-1)?.collect?.tasks ?? []
    await tell(rig, number, 0, 'a')
    await rig.end.cut()
    const end = await rig.resume()
    expect(end.requests.map(({ collect }) => collect)).to.deep.equal([{ tasks: [second, third] }])
    await tell(rig, number, 0, 'b')
    await tell(rig, number, 1, 'c')
    await end.reply(number)
    expect(outcomes.map(({ value }) => value)).to.deep.equal(['a', 'b', 'c'])
  })

  it('end with the session', async () => {
    const { rig, outcomes } = await putThree()
    await rig.end.goodbye('FOR_GOOD')
    expect(outcomes.map(({ error }) => error?.name)).to.deep.equal(['ConnectionError', 'ConnectionError', 'ConnectionError'])
  })

  it('that never came before the answer are an error', async () => {
    const { rig, outcomes, number } = await putThree()
    await tell(rig, number, 1, 'b')
    await rig.end.reply(number)
    expect(outcomes.map(({ value, error }) => value ?? error?.name)).to.deep.equal(['ProtocolError', 'b', 'ProtocolError'])
  })

  it('of more tasks than one request may name are several requests', async () => {
    const rig = await started()
    const handles = outcomeOf(rig.client.queue('q').putMany(Array.from({ length: 600 }, (_, i) => i)))
    await rig.clock.settle()
    await rig.end.reply(1)
    handles.value?.forEach((handle) => { void handle.result() })
    await rig.clock.settle()
    expect(rig.end.requests.flatMap(({ collect }) => collect === undefined ? [] : [collect.tasks.length])).to.deep.equal([256, 256, 88])
  })

  it('that have a limit in time, or a signal, are asked for by themselves', async () => {
    const rig = await started()
    const handles = outcomeOf(rig.client.queue('q').putMany(['a', 'b']))
    await rig.clock.settle()
    await rig.end.reply(1)
    const [first, second] = handles.value ?? []
    void first?.result({ timeout: 5_000 })
    void second?.result({ signal: new AbortController().signal })
    await rig.clock.settle()
    expect(rig.end.calls).to.deep.equal(['put', 'awaitResult', 'awaitResult'])
  })
})

/** Three tasks that were put together, and whose results are waited for. */
async function putThree () {
  const rig = await started()
  const put = outcomeOf(rig.client.queue('q').putMany(['x', 'y', 'z']))
  await rig.clock.settle()
  await rig.end.reply(1)
  const outcomes = (put.value ?? []).map((handle) => outcomeOf(handle.result()))
  await rig.clock.settle()
  const { number = 0, collect } = rig.end.requests.at(-1) ?? {}
  expect(collect?.tasks).to.deep.equal(put.value?.map(({ id }) => id))

  return { rig, outcomes, number }
}
