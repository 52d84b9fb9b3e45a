import { expect } from 'chai'
import { parseAccess } from '../../src/node/access.ts'
import type { Access } from '../../src/index.ts'

const PEER = '12D3KooWH3uVF6wv47WnArKHk5p6cvgCJEb74UTmxztmQDc298L3'

/** The same peer, as a CID. */
const AS_CID = 'bafzaajaiaejca23zyv7gucksheucybebr2lbclz7aosaag5jpjleyi4ffi7r5jp4'

describe('access', () => {
  it('is by key, by peer and for everybody', () => {
    const access: Access = { 'key:press': { news: ['put'] }, [PEER]: { '*': ['work'] }, '*': { news: ['observe'] } }

    expect(parseAccess(access)).to.deep.equal(access)
  })

  it('shows peers as connections do', () => {
    const [peer] = Object.keys(parseAccess({ [AS_CID]: { '*': ['work'] } }))

    expect(peer).to.equal(PEER)
  })

  for (const who of ['press', 'key:', 'key:no spaces', 'peer', '', '12D3KooW']) {
    it(`is refused for '${who}', which names nobody`, () => {
      expect(() => parseAccess({ [who]: { news: ['put'] } })).to.throw(TypeError, `access['${who}'] names nobody: 'key:NAME' is`)
    })
  }

  it('is refused when it is no object, or what stands in it is none', () => {
    expect(() => parseAccess(['admin'] as unknown as Access)).to.throw(TypeError, 'access is an object like')
    expect(() => parseAccess(null as unknown as Access)).to.throw(TypeError, 'access is an object like')
    expect(() => parseAccess({ '*': ['admin'] } as unknown as Access)).to.throw(TypeError, "access['*'] is an object of queues and roles")
  })
})
