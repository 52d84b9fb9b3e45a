import { expect } from 'chai'
import { ROLES } from '../../src/coordinator/access.ts'
import { REQUESTS } from '../../src/coordinator/requests.ts'
import { ROLE_TABLE, rolesFor } from '../docs/roles.ts'
import { createRig, putOf } from './support.ts'
import type { CallName, RequestCall } from '../../src/protocol/index.ts'
import type { Rig } from './support.ts'

/** One request of each kind. */
const CALLS: { [Name in CallName]: Extract<RequestCall, { [Key in Name]: unknown }> } = {
  declare: { declare: { reopen: false } },
  put: { put: putOf(['a']) },
  take: { take: { mode: 'LEASE', noWait: true } },
  settle: { settle: { token: 1, verb: 'COMPLETE', noRetry: false } },
  completeMany: { completeMany: { done: [{ token: 1 }] } },
  confirm: { confirm: { tokens: [1] } },
  extend: { extend: { token: 1, ms: 1 } },
  cancel: { cancel: { task: 't' } },
  awaitResult: { awaitResult: { task: 't', timeout: 0 } },
  collect: { collect: { tasks: ['t'] } },
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
  listPeers: { listPeers: {} },
  listQueues: { listQueues: {} }
}

describe('what a coordinator allows', () => {
  let rig: Rig

  before(async () => {
    rig = await createRig({ autoCreate: true, access: { 'key:some': { mine: ['put', 'work'] }, guest: { '*': ['observe'] } } })
  })

  after(async () => {
    await rig[Symbol.asyncDispose]()
  })

  it('is said in docs/security.md of every request, once, and is what the coordinator goes by', () => {
    expect(ROLE_TABLE.map(({ request }) => request).sort()).to.deep.equal([...Object.keys(REQUESTS), 'consume', 'declare, with options or `reopen`'].sort())

    for (const [name, { roles }] of Object.entries(REQUESTS)) {
      expect([...new Set([...roles, 'admin'])], name).to.have.members([...rolesFor(name)])
    }
  })

  for (const role of ROLES) {
    for (const [name, call] of Object.entries(CALLS) as Array<[CallName, RequestCall]>) {
      const allowed = rolesFor(name).includes(role)

      it(`${allowed ? 'of' : 'not of'} ${name}, to a key that is named '${role}'`, async () => {
        const caller = await rig.connect({ keyName: role })
        const reply = await caller.call(role, call)

        expect(reply?.status === 'PERMISSION').to.equal(!allowed)

        if (!allowed) {
          expect(reply?.message).to.contain(REQUESTS[name].roles.map((needed) => `'${needed}'`).join(' or ')).and.contain(`'${role}'`)
        }
      })
    }

    it(`of options of a queue, and of its reopening, to a key that is named '${role}', if it is admin`, async () => {
      const caller = await rig.connect({ keyName: role })
      const allowed = rolesFor('declare, with options or `reopen`').includes(role)

      for (const declare of [{ reopen: false, maxSize: 1 }, { reopen: true }]) {
        const reply = await caller.call(role, { declare })

        expect(reply?.status === 'PERMISSION').to.equal(!allowed)
        expect(reply?.message.includes("'admin'")).to.equal(!allowed)
      }
    })

    it(`${rolesFor('consume').includes(role) ? 'of' : 'not of'} consuming, to a key that is named '${role}'`, async () => {
      const caller = await rig.connect({ keyName: role })
      await caller.consume('jobs', 1)
      const refused = caller.messages.find(({ consumerEnd }) => consumerEnd?.status === 'PERMISSION')

      expect(refused === undefined).to.equal(rolesFor('consume').includes(role))
      expect(refused?.consumerEnd?.message ?? "'work'").to.contain("'work'")
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

  it('of what concerns the whole farm, to those who may look at all queues', async () => {
    const guest = await rig.connect({ peerId: 'guest' })
    const some = await rig.connect({ keyName: 'some' })

    expect((await guest.call('', { listPeers: {} }))?.status).to.equal('OK')
    expect((await some.call('', { listPeers: {} }))?.status).to.equal('PERMISSION')
    expect((await guest.call('', { listQueues: {} }))?.status).to.equal('OK')
    expect((await some.call('', { listQueues: {} }))?.status).to.equal('PERMISSION')
    await guest.request('', { watch: {} }, 50)
    expect(guest.replyTo(50)).to.equal(undefined)
    await some.request('', { watch: {} }, 50)
    expect(some.replyTo(50)?.status).to.equal('PERMISSION')
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
