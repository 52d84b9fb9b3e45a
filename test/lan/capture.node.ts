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

describe('what goes over the wire', function () {
  this.timeout(120_000)

  const key = formatKey(generateKey())
  const lan = useLan(['a', 'b', 'c'], ['tcpdump'])
  let dir: string

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'peerq-test-'))
  })

  afterEach(async () => {
    await rm(dir, { recursive: true })
  })

  it('of a whole run holds no queue name, no farm name, no item, no label and no key', async () => {
    const file = join(dir, 'run.pcap')
    const tcpdump = lan().daemon('a', 'tcpdump', '-i', 'eth0', '-s', '0', '-U', '--immediate-mode', '-Z', 'root', '-w', file)
    await tcpdump.writes('listening on')

    const coordinator = lan().program('a', 'coordinator', { key, farm: FARM, queue: QUEUE })
    await coordinator.says('ready')
    const workers = ['b', 'c'].map((host) => lan().program(host, 'worker', { key, farm: FARM, queue: QUEUE, name: `${WORKER}-${host}` }))
    await Promise.all(workers.map(async (child) => child.says('connected')))
    const { results } = await coordinator.ask({ type: 'run', items: Array.from({ length: 50 }, (_, i) => `${ITEM} ${i}`) }) as unknown as { results: string[] }
    await Promise.all(workers.map(async (child) => child.kill('SIGTERM')))
    await coordinator.says('lost')
    // the last word: when that has been captured, all has
    await lan().command('b', process.execPath, '-e', `require('dgram').createSocket('udp4').send('${LAST}', 9, '${lan().address('a')}', () => process.exit())`)
    await until('all is captured', async () => (await readFile(file)).includes(LAST))
    await tcpdump.kill('SIGINT')

    const captured = await readFile(file)
    const holds = (what: string | Buffer): boolean => captured.includes(what)
    const bytes = Buffer.from(parseKey(key))

    // it was all there to be found
    expect(results).to.have.lengthOf(50)
    expect(results.join()).to.include(ITEM).and.include(WORKER)
    expect(holds('/multistream/1.0.0')).to.equal(true)
    expect(holds('/peerq/noise-psk/1.0.0')).to.equal(true)
    expect(holds(serviceTag(FARM).split('.')[0] as string)).to.equal(true)
    console.log(`        ${captured.byteLength} bytes captured`)

    const found = {
      QUEUE, ITEM, FARM, WORKER, protocol: '/peerq/1.0.0', key: bytes, part: bytes.subarray(4, 14), hex: bytes.toString('hex'), base64: bytes.toString('base64').slice(4, 20)
    }
    expect(Object.entries(found).filter(([, what]) => holds(what)).map(([name]) => name)).to.deep.equal([])
  })
})
