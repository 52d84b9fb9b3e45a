import { expect } from 'chai'
import { findWay } from '../../src/cli/connection.ts'
import { UsageError } from '../../src/cli/explain.ts'

describe('the way to a coordinator', () => {
  it('is what the flags say, and for the rest the environment', () => {
    expect(findWay({ keyFile: 'k', farm: 'a' }, { PEERQ_KEY_FILE: 'l', PEERQ_FARM: 'b', PEERQ_ADDRESS: 'h:1,i' }))
      .to.deep.equal({ keyFile: 'k', farm: 'a', address: ['h:1', 'i'] })
    expect(findWay({ address: ['x'] }, { PEERQ_KEY: 'secret', PEERQ_ADDRESS: 'h' })).to.deep.equal({ key: 'secret', address: ['x'] })
  })

  it('is a ticket alone, where there is one', () => {
    expect(findWay({ ticket: 't' }, { PEERQ_TICKET: 'u', PEERQ_ADDRESS: 'h' })).to.deep.equal({ ticket: 't' })
    expect(findWay({}, { PEERQ_TICKET: 'u', PEERQ_KEY: 'k' })).to.deep.equal({ ticket: 'u' })
  })

  it('is not the ticket in the environment, where a key file was asked for', () => {
    expect(findWay({ keyFile: 'k' }, { PEERQ_TICKET: 'u' })).to.deep.equal({ keyFile: 'k' })
  })

  it('is not guessed', () => {
    expect(() => findWay({}, {})).to.throw(UsageError, 'there is no key')
    expect(() => findWay({}, { PEERQ_KEY: '' })).to.throw(UsageError, 'there is no key')
    expect(() => findWay({ ticket: 't', farm: 'a' }, {})).to.throw(UsageError, 'a ticket says all')
  })
})
