import { expect } from 'chai'
import { ROLES, lacking, readAccess, rolesOf } from '../../src/coordinator/access.ts'
import type { Access, Caller, Role } from '../../src/coordinator/access.ts'

const remote = (keyName = '', peerId = 'peer-1'): Caller => ({ peerId, keyName, local: false })
const roles = (access: Access | undefined, caller: Caller, queue = 'q'): Role[] =>
  [...rolesOf(access && readAccess(access), caller, queue)].sort()
const ALL = [...ROLES].sort()

describe('roles', () => {
  it('are refused where they are none, whatever stands there', () => {
    for (const access of [null, 5, 'admin', ['admin'], { '*': null }, { '*': ['admin'] }, { '*': { q: null } }, { '*': { q: 'put' } }, { '*': { q: [5n] } }]) {
      expect(() => readAccess(access as unknown as Access)).to.throw(TypeError, /^access.* is (an object|a list) /)
    }
  })

  it('are all held by a key without a name, when there is no access list', () => {
    expect(roles(undefined, remote())).to.deep.equal(ALL)
  })

  it('are not held by a key without a name, once there is an access list', () => {
    expect(roles({}, remote())).to.deep.equal([])
  })

  for (const role of ROLES) {
    it(`are '${role}' for a key that is named '${role}'`, () => {
      expect(roles(undefined, remote(role))).to.deep.equal([role])
      expect(roles({ 'key:other': { '*': ['observe'] } }, remote(role))).to.deep.equal([role])
    })
  }

  it('are none for a key with any other name', () => {
    expect(roles(undefined, remote('alice'))).to.deep.equal([])
  })

  it('of a key are what the access list says of it, whatever its name', () => {
    expect(roles({ 'key:admin': { q: ['work'] } }, remote('admin'))).to.deep.equal(['work'])
    expect(roles({ 'key:admin': { q: ['work'] } }, remote('admin'), 'other')).to.deep.equal([])
  })

  it('of a peer are what the access list says of it', () => {
    expect(roles({ 'peer-1': { q: ['put'] } }, remote())).to.deep.equal(['put'])
    expect(roles({ 'peer-1': { q: ['put'] } }, remote('', 'peer-2'))).to.deep.equal([])
  })

  it('add up: of the key, the peer and everybody, on the queue and on all queues', () => {
    const access: Access = {
      'key:k': { q: ['put'], other: ['admin'] },
      'peer-1': { '*': ['work'] },
      '*': { q: ['observe'] }
    }

    expect(roles(access, remote('k'))).to.deep.equal(['observe', 'put', 'work'])
  })

  it('on the whole farm are those on all queues', () => {
    expect(roles({ '*': { q: ['admin'], '*': ['observe'] } }, remote(), '')).to.deep.equal(['observe'])
  })

  it('are all held by the coordinator\'s own process', () => {
    expect(roles({}, { peerId: 'me', keyName: '', local: true })).to.deep.equal(ALL)
  })

  it('are not given by names that every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'key:constructor']) {
      expect(roles({ 'peer-1': {} }, remote(name, name), name), name).to.deep.equal([])
    }
  })

  it('are not given to an unnamed key by an entry for the name \'\'', () => {
    expect(roles({ 'key:': { '*': ['admin'] } }, remote())).to.deep.equal([])
  })
})

describe('an access list', () => {
  it('may hold any of the roles', () => {
    expect(roles({ '*': { '*': [...ROLES] } }, remote())).to.deep.equal(ALL)
  })

  it('is refused for a role that there is not, by name and place', () => {
    expect(() => readAccess({ '*': { q: ['root' as Role] } })).to.throw(TypeError, "access['*']['q']")
  })

  it('is refused when roles are not a list', () => {
    expect(() => readAccess({ '*': { q: 'admin' as unknown as Role[] } })).to.throw(TypeError, '"admin"')
  })

  it('is copied: what the caller does to it later does not count', () => {
    const list: Role[] = ['put']
    const table = readAccess({ '*': { q: list } })
    list.push('admin')

    expect([...rolesOf(table, remote(), 'q')]).to.deep.equal(['put'])
  })
})

describe('a refusal', () => {
  it('names the roles, the queue, the key and the peer', () => {
    expect(lacking(['put', 'work'], remote('k'), 'jobs')).to.match(/role 'put' or 'work' on queue 'jobs'.*key 'k'.*peer-1/)
    expect(lacking(['observe'], remote(), '')).to.match(/role 'observe' on all queues.*pre-shared key/)
  })
})
