import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { formatKey, generateKey } from '../../src/index.ts'
import { parseKey } from '../../src/node/keys.ts'
import { serviceTag } from '../../src/node/lan.ts'
import { until } from '../acceptance/support.ts'
import { useLan } from './lan.ts'

const QUEUE = 'queue-marker-7d1f'
const ITEM = 'payload-marker-93ae'
const FARM = 'farm-marker-c2b8'
const WORKER = 'worker-marker-41cc'
const LAST = 'end-of-run-marker-5e0d'

const KEY = formatKey(generateKey())
const BYTES = Buffer.from(parseKey(KEY))

/** What nobody who listens is to see. */
const HIDDEN: Record<string, string | Buffer> = {
  QUEUE, ITEM, FARM, WORKER, protocol: '/peerq/1.0.0', key: BYTES, part: BYTES.subarray(4, 14), hex: BYTES.toString('hex'), base64: BYTES.toString('base64').slice(4, 20)
}

describe('what goes over the wire', function () {
  this.timeout(120_000)

  const lan = useLan(['a', 'b', 'c'], ['tcpdump'])
  let dir: string

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'peerq-test-'))
  })

  afterEach(async () => {
    await rm(dir, { recursive: true })
  })

  /** Everything that comes to host a or leaves it meanwhile, whole. */
  async function captured (run: () => Promise<void>): Promise<Buffer> {
    const file = join(dir, 'run.pcap')
    const tcpdump = lan().daemon('a', 'tcpdump', '-i', 'eth0', '-s', '0', '-U', '--immediate-mode', '-Z', 'root', '-w', file)
    await tcpdump.writes('listening on')
    await run()
    // the last word: when that has been captured, all has
    await lan().command('b', process.execPath, '-e', `require('dgram').createSocket('udp4').send('${LAST}', 9, '${lan().address('a')}', () => process.exit())`)
    await until('all is captured', async () => (await readFile(file)).includes(LAST))
    await tcpdump.kill('SIGINT')
    await tcpdump.writes('\n0 packets dropped by kernel')

    return readFile(file)
  }

  function found (bytes: Buffer): string[] {
    return Object.entries(HIDDEN).filter(([, what]) => bytes.includes(what)).map(([name]) => name)
  }

  it('of a whole run holds no queue name, no farm name, no item, no label and no key', async () => {
    let results: string[] = []

    const bytes = await captured(async () => {
      const coordinator = lan().program('a', 'coordinator', { key: KEY, farm: FARM, queue: QUEUE })
      await coordinator.says('ready')
      const workers = ['b', 'c'].map((host) => lan().program(host, 'worker', { key: KEY, farm: FARM, queue: QUEUE, name: `${WORKER}-${host}` }))
      await Promise.all(workers.map(async (child) => child.says('connected')));
      ({ results } = await coordinator.ask({ type: 'run', workers: 2, items: Array.from({ length: 50 }, (_, i) => `${ITEM} ${i}`) }) as unknown as { results: string[] })
      await Promise.all(workers.map(async (child) => child.kill('SIGTERM')))
      await coordinator.says('lost')
    })

    // it was all there to be found: every item came over from a, and back with a label of b or c
    expect(results.map((result) => result.replace(/^[\w-]+ did /, ''))).to.deep.equal(Array.from({ length: 50 }, (_, i) => `${ITEM} ${i}`))
    expect(new Set(results.map((result) => result.split(' ')[0]))).to.deep.equal(new Set([`${WORKER}-b`, `${WORKER}-c`]))

    for (const seen of ['/multistream/1.0.0', '/peerq/noise-psk/1.0.0', serviceTag(FARM).split('.')[0] as string]) {
      expect(bytes.includes(seen), seen).to.equal(true)
    }

    console.log(`        ${bytes.byteLength} bytes captured`)
    expect(bytes.byteLength).to.be.greaterThan(2 * results.join('').length)
    expect(found(bytes)).to.deep.equal([])
  })

  it('would show all of that if it were sent as it is', async () => {
    const bytes = await captured(async () => {
      const listener = lan().daemon('a', process.execPath, '-e', "require('net').createServer((socket) => socket.resume()).listen(9, () => console.error('listening'))")
      await listener.writes('listening')
      const said = Buffer.concat(Object.values(HIDDEN).map((what) => Buffer.from(what))).toString('hex')
      await lan().command('b', process.execPath, '-e', `require('net').connect(9, '${lan().address('a')}').end(Buffer.from('${said}', 'hex')).on('close', () => process.exit())`)
    })

    expect(found(bytes)).to.deep.equal(Object.keys(HIDDEN))
  })
})
