import { expect } from 'chai'
import * as errors from '../../src/errors.ts'
import * as wire from '../../src/protocol/generated/peerq.js'
import { createReply, errorOf, STATUSES } from '../../src/protocol/index.ts'
import type { LostReason, Status } from '../../src/protocol/index.ts'

const context = { call: 'get', queue: 'q', timeout: 5_000, task: 't1' }

describe('the table of statuses', () => {
  it('has a row for each status of the wire', () => {
    expect(Object.keys(STATUSES)).to.deep.equal(Object.keys(wire.Status).filter((name) => name !== 'codec'))
  })

  for (const [status, { error }] of Object.entries(STATUSES)) {
    if (error == null) {
      continue
    }

    it(`turns ${status} into a ${error.name} with words of its own`, () => {
      const failure = errorOf(createReply(1, { status: status as Status }), context)

      expect(failure).to.be.instanceOf(error)
      expect(failure.name).to.equal(error.name)
      expect(failure.message).to.match(/'(q|t1)'/)
    })
  }

  it('has no error for OK', () => {
    expect(STATUSES.OK.error).to.equal(null)
  })
})

describe('the error of an answer', () => {
  it('names the queue and the time in ms', () => {
    expect(errorOf({ status: 'EMPTY' }, context).message).to.equal("get on queue 'q' found no item within 5000 ms; nothing was taken")
    expect(errorOf({ status: 'FULL' }, { call: 'put', queue: 'q', timeout: 0 }).message)
      .to.equal("put on queue 'q' found no room within 0 ms; nothing was put")
  })

  it('does not speak of a time when the call did not wait', () => {
    expect(errorOf({ status: 'EMPTY' }, { call: 'get', queue: 'q' }).message).to.equal("get on queue 'q' found no item; nothing was taken")
  })

  it('does not speak of a queue when the call is about none', () => {
    expect(errorOf({ status: 'PERMISSION' }, { call: 'peers' }).message).to.equal('peers was refused: the key or peer lacks the role for it')
  })

  it("has the coordinator's words where it sent some", () => {
    expect(errorOf({ status: 'LIMIT', message: 'maxQueues (1024) is reached' }, context).message).to.equal('maxQueues (1024) is reached')
  })

  it('is a RangeError for RANGE, without a code of ours', () => {
    const error = errorOf({ status: 'RANGE', message: 'timeout must not be negative' }, context)

    expect(error).to.be.instanceOf(RangeError)
    expect(error.message).to.equal('timeout must not be negative')
  })

  const reasons: Array<[reason: LostReason, name: errors.LeaseLostReason]> = [
    ['CANCELLED', 'cancelled'], ['LAPSED', 'lapsed'], ['MAX_RUN', 'maxRun'], ['HISTORY', 'history']
  ]

  for (const [reason, name] of reasons) {
    it(`says that a lease was lost because of ${name}`, () => {
      const error = errorOf({ status: 'LEASE_LOST', reason }, { call: 'complete', queue: 'q', task: 't1' })

      expect(error).to.be.instanceOf(errors.LeaseLostError).and.to.have.property('reason', name)
      expect(error.message).to.match(/^complete on queue 'q' came too late: the lease is lost: ./)
    })
  }

  it('carries what is known of the remote error', () => {
    const failure = { name: 'TypeError', message: 'no such file', stack: 'at x', workerName: 'host/12', workerPeerId: '12D3' }
    const error = errorOf({ status: 'TASK_FAILED', failure }, { call: 'result', queue: 'q', task: 't1' }) as errors.TaskFailedError

    expect(error.message).to.equal("task 't1' of queue 'q' failed for good at host/12: TypeError: no such file")
    expect(error.remote).to.deep.equal({
      remoteName: 'TypeError', remoteMessage: 'no such file', remoteStack: 'at x', workerName: 'host/12', workerPeerId: '12D3'
    })
  })

  it('leaves out what is not known of the remote error', () => {
    const failure = { name: '', message: '', stack: '', workerName: '', workerPeerId: '' }
    const error = errorOf({ status: 'TASK_FAILED', failure }, { call: 'result', task: 't1' }) as errors.TaskFailedError

    expect(error.message).to.equal("task 't1' failed for good: Error")
    expect(error.remote).to.deep.equal({
      remoteName: 'Error', remoteMessage: '', remoteStack: undefined, workerName: undefined, workerPeerId: undefined
    })
  })

  it('says whether the call may have taken effect', () => {
    const outcomes = (['STOPPED', 'ABANDONED', 'TIMEOUT', 'STORAGE'] as const)
      .map((status) => (errorOf({ status }, context) as errors.ConnectionError).outcome)

    expect(outcomes).to.deep.equal(['none', 'none', 'none', 'unknown'])
  })

  it("carries the id of a put's task", () => {
    expect(errorOf({ status: 'STOPPED' }, { call: 'put', queue: 'q', task: 't1' })).to.have.property('taskId', 't1')
  })
})
