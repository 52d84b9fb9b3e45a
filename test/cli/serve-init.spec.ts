import { expect } from 'chai'
import { UsageError } from '../../src/cli/explain.ts'
import { parseQueueWord, readQueueOptions } from '../../src/cli/queue-options.ts'
import { mergeServe, parseConfig } from '../../src/cli/serve-init.ts'

describe('a queue on the command line', () => {
  it('is a name and its options', () => {
    expect(parseQueueWord('thumbs')).to.deep.equal(['thumbs', {}])
    expect(parseQueueWord('thumbs,maxSize=100,leaseMs=1m,maxRunMs=inf,order=lifo,reopen=true,maxAttempts=inf,dedupTtl=5'))
      .to.deep.equal(['thumbs', { maxSize: 100, leaseMs: 60_000, maxRunMs: Infinity, order: 'lifo', reopen: true, maxAttempts: Infinity, dedupTtl: 5 }])
  })

  for (const word of ['q,size=1', 'q,maxSize=many', 'q,maxSize=', 'q,leaseMs=1y', 'q,backoff=1', 'q,toString=1']) {
    it(`is refused: ${word}`, () => {
      expect(() => parseQueueWord(word)).to.throw(UsageError, word.slice(2).split('=')[0])
    })
  }

  it('has its times in a file, too', () => {
    expect(readQueueOptions('q', { leaseMs: '30s', maxSize: 5, backoff: { type: 'fixed', delay: '2s', jitter: 0 }, grace: { closed: 'inf' } }))
      .to.deep.equal({ leaseMs: 30_000, maxSize: 5, backoff: { type: 'fixed', delay: 2_000, jitter: 0 }, grace: { closed: Infinity } })
  })
})

describe('the configuration of serve', () => {
  const parse = (value: unknown): object => parseConfig(JSON.stringify(value), '/etc/farm')

  it('has paths from where it lies', () => {
    expect(parse({ keyFile: 'a.key', dataDir: '/var/farm', identity: '../id', keyFiles: { work: 'w.key' } }))
      .to.deep.equal({ keyFile: '/etc/farm/a.key', dataDir: '/var/farm', identity: '/etc/id', keyFiles: { work: '/etc/farm/w.key' } })
  })

  for (const [what, value, because] of [
    ['an entry that is none', { lisen: [] }, "'lisen', which is none"],
    ['an entry of another kind', { listen: 'x' }, "'listen' of the configuration is a string"],
    ['a list', [], 'not an object'],
    ['nothing', null, 'not an object']
  ] as const) {
    it(`is refused: ${what}`, () => {
      expect(() => parse(value)).to.throw(UsageError, because)
    })
  }

  it('is JSON', () => {
    expect(() => parseConfig('{', '/')).to.throw(UsageError, 'not JSON')
  })

  it('goes below the options, and above the environment', () => {
    const config = {
      keyFile: 'config.key', farm: 'config', listen: ['c'], queues: { a: { maxSize: 1 }, b: {} }, limits: { maxQueues: 1, maxTasks: 2 }
    }

    expect(mergeServe({ mdns: true }, config, { PEERQ_FARM: 'env', PEERQ_KEY: 'env' })).to.deep.equal({
      keyFile: 'config.key', farm: 'config', listen: ['c'], mdns: true, queues: { commands: {}, a: { maxSize: 1 }, b: {} }, limits: { maxQueues: 1, maxTasks: 2 }
    })
    expect(mergeServe({ mdns: false, keyFile: 'k', farm: 'f', listen: ['l'], queue: ['a,leaseMs=1s'], limit: ['maxQueues=7'] }, config, {})).to.deep.equal({
      keyFile: 'k', farm: 'f', listen: ['l'], mdns: false, queues: { commands: {}, a: { maxSize: 1, leaseMs: 1_000 }, b: {} }, limits: { maxQueues: 7, maxTasks: 2 }
    })
    expect(mergeServe({ mdns: true }, {}, { PEERQ_KEY_FILE: 'e', PEERQ_FARM: 'env' })).to.include({ keyFile: 'e', farm: 'env' })
    expect(mergeServe({ mdns: true }, {}, { PEERQ_KEY_FILE: 'e', PEERQ_KEY: 'k' })).to.include({ key: 'k' }).and.to.not.have.property('keyFile')
    expect(() => mergeServe({ mdns: true, limit: ['x'] }, {}, {})).to.throw(UsageError, 'is no limit')
  })
})
