import { expect } from 'chai'
import { ROLES, suffices } from '../../src/coordinator/access.ts'
import { REQUESTS } from '../../src/coordinator/requests.ts'
import { createRig, putOf } from './support.ts'
import type { Role } from '../../src/coordinator/access.ts'
import type { CallName, RequestCall } from '../../src/protocol/index.ts'
import type { Rig } from './support.ts'

/** One request of each kind. */
const CALLS: { [Name in CallName]: Extract<RequestCall, { [Key in Name]: unknown }> } = {
  declare: { declare: { reopen: false } },
  put: { put: putOf(['a']) },
  take: { take: { mode: 'LEASE', noWait: true } },
  settle: { settle: { token: 1, verb: 'COMPLETE', noRetry: false } },
  confirm: { confirm: { tokens: [1] } },
  extend: { extend: { token: 1, ms: 1 } },
  cancel: { cancel: { task: 't' } },
  awaitResult: { awaitResult: { task: 't', timeout: 0 } },
  follow: { follow: { task: 't' } },
  inspect: { inspect: { task: 't' } },
  ask: { ask: { what: 'SIZE' } },
  taskDone: { taskDone: {} },
  join: { join: { timeout: 0 } },
  shutdown: { shutdown: { immediate: false } },
  setMaxSize: { setMaxSize: { maxSize: 0 } },
  administer: { administer: { verb: 'RESUME' } },
  requeue: { requeue: { task: 't' } },
  redrive: { redrive: { tasks: [] } },
  listTasks: { listTasks: { holder: '', limit: 0, after: '' } },
  getStats: { getStats: {} },
  watch: { watch: {} },
  listPeers: { listPeers: {} }
}

describe('what a coordinator allows', () => {
  let rig: Rig

  before(async () => {
    rig = await createRig({ autoCreate: true, access: { 'key:some': { mine: ['put', 'work'] }, guest: { '*': ['observe'] } } })
  })

  after(async () => {
    await rig[Symbol.asyncDispose]()
  })

  for (const role of ROLES) {
    it(`of every request, to a key that is named '${role}'`, async () => {
      const caller = await rig.connect({ keyName: role })

      for (const [name, call] of Object.entries(CALLS) as Array<[CallName, RequestCall]>) {
        const reply = await caller.call(role, call)
        const allowed = suffices(new Set<Role>([role]), REQUESTS[name].roles)

        expect(reply?.status === 'PERMISSION', name).to.equal(!allowed)

        if (!allowed) {
          expect(reply?.message, name).to.contain(REQUESTS[name].roles.map((needed) => `'${needed}'`).join(' or '))
        }
      }
    })
  }

  it('of nothing, to a key that has no role', async () => {
    const caller = await rig.connect({ keyName: 'nobody' })

    for (const [name, call] of Object.entries(CALLS) as Array<[CallName, RequestCall]>) {
      expect((await caller.call('q', call))?.status, name).to.equal('PERMISSION')
    }
  })

  it('of everything, to its own process', async () => {
    const caller = await rig.connect({ local: true, peerId: 'coordinator' })

    for (const [name, call] of Object.entries(CALLS) as Array<[CallName, RequestCall]>) {
      expect((await caller.call('own', call))?.status, name).to.not.equal('PERMISSION')
    }
  })

  it('on one queue and not on another', async () => {
    const caller = await rig.connect({ keyName: 'some' })

    expect((await caller.put('mine', 'a'))?.status).to.equal('OK')
    expect((await caller.put('other', 'a'))?.status).to.equal('PERMISSION')
    expect((await caller.call('mine', { shutdown: { immediate: true } }))?.message).to.match(/'admin' on queue 'mine'.*key 'some'/)
  })

  it('of options of a queue, and of its reopening, only to admin', async () => {
    const putter = await rig.connect({ keyName: 'put' })
    const admin = await rig.connect({ keyName: 'admin' })

    expect((await putter.call('put', { declare: { reopen: false, maxSize: 1 } }))?.status).to.equal('PERMISSION')
    expect((await putter.call('put', { declare: { reopen: true } }))?.status).to.equal('PERMISSION')
    expect((await admin.call('put', { declare: { reopen: true, maxSize: 1 } }))?.status).to.equal('OK')
  })

  it('of what concerns the whole farm, to those who may look at all queues', async () => {
    const guest = await rig.connect({ peerId: 'guest' })
    const some = await rig.connect({ keyName: 'some' })

    expect((await guest.call('', { listPeers: {} }))?.status).to.equal('OK')
    expect((await some.call('', { listPeers: {} }))?.status).to.equal('PERMISSION')
    await guest.request('', { watch: {} }, 50)
    expect(guest.replyTo(50)).to.equal(undefined)
    await some.request('', { watch: {} }, 50)
    expect(some.replyTo(50)?.status).to.equal('PERMISSION')
  })

  it('to consume, only with the role to work', async () => {
    const putter = await rig.connect({ keyName: 'put' })
    const worker = await rig.connect({ keyName: 'work' })
    await putter.put('jobs', 'a')
    await putter.consume('jobs', 1)
    expect(putter.messages.at(-1)?.consumerEnd).to.deep.include({ consumer: 1, status: 'PERMISSION' })
    expect(putter.messages.at(-1)?.consumerEnd?.message).to.contain("'work'")

    await worker.consume('jobs', 1)
    expect(worker.grants).to.have.lengthOf(1)
  })

  it('does not grow with the names of queues that a peer makes up', async () => {
    const caller = await rig.connect({ keyName: 'nobody' })

    for (let number = 1; number <= 3_000; number++) {
      caller.link.send({ request: { number, queue: `q${number}`, put: putOf(['a']) } })

      if (number % 1_000 === 0) {
        await rig.clock.settle()
      }
    }

    expect(caller.messages.filter(({ reply }) => reply?.status === 'PERMISSION')).to.have.lengthOf(3_000)
  })
})
