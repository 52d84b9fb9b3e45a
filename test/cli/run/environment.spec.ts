import { expect } from 'chai'
import { childEnvironment } from '../../../src/cli/run/environment.ts'

describe('what a child sees of the environment', () => {
  it('is all of it but what is ours', () => {
    expect(childEnvironment({ HOME: '/root', PEERQ_KEY: 'k', PEERQ_TICKET: 't', Peerq_Key: 'k', EMPTY: '', GONE: undefined }))
      .to.deep.equal({ HOME: '/root', EMPTY: '' })
  })

  it('has no place to look for programs where the files of a task lie', () => {
    expect(childEnvironment({ PATH: '/usr/bin:.:bin::/bin' })).to.deep.equal({ PATH: '/usr/bin:/bin' })
  })
})
