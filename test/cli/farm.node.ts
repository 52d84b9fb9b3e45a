import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { expect } from 'chai'
import { EXIT } from '../../src/cli/exit-codes.ts'
import { connect } from '../../src/index.ts'
import { until } from '../acceptance/support.ts'
import { BIN, useShellFarm } from './support.ts'
import type { QueueStats } from '../../src/index.ts'
import type { CliInit } from './support.ts'

/** A command takes seconds to start where everybody is busy: milliseconds. */
const SOON_MS = 60_000

const NO_TICKET = { PEERQ_TICKET: undefined }

describe('a farm from the shell', function () {
  this.timeout(120_000)

  const farm = useShellFarm(['--data-dir', 'data', '--limit', 'maxPayloadBytes=1048576', '--queue', 'q', '--queue', 'small,maxSize=1'])

  it('takes items, says what has become of them, and gives them', async () => {
    expect((await farm().run(['put', 'q', 'a', 'b c'])).stdout).to.have.lengthOf(2)
    expect(await farm().json(['put', 'q', '--as', 'json', '--id', 'third', '--priority', '-1', '{"n":1}'])).to.deep.equal([{ id: 'third', isNew: true }])
    expect((await farm().run(['put', 'q'], { input: 'line 1\nline 2\n' })).stdout).to.have.lengthOf(2)

    const [stats] = await farm().json<Record<string, QueueStats>>(['stats'])
    expect(Object.keys(stats ?? {})).to.deep.equal(['commands', 'q', 'small'])
    expect(stats?.q).to.include({ ready: 5, done: 0 })
    expect(await farm().json(['tasks', 'q', '--state', 'ready', '--limit', '4'])).to.have.lengthOf(4)
    expect((await farm().run(['tasks', 'q', '--limit', '5'])).stderr).to.equal('')
    expect((await farm().run(['tasks', 'q', '--limit', '4'])).stderr).to.match(/^there are more: --after '\S+' goes on, or give a larger --limit\n$/)
    expect((await farm().run(['inspect', 'third'])).stdout[0]).to.equal('task      third of queue q')

    expect((await farm().run(['get', 'q'])).stdout).to.deep.equal(['{"n":1}'])
    expect((await farm().run(['get', 'q', '--all', '--as', 'json'])).stdout).to.deep.equal(['"a"', '"b c"', '"line 1"', '"line 2"'])
  })

  it('takes more than a queue has room for, as others make room', async () => {
    const putting = farm().begin(['put', 'small'], { input: 'a\nb\nc\n' })

    expect((await farm().run(['get', 'small', '--count', '3'])).stdout).to.deep.equal(['a', 'b', 'c'])
    expect((await putting.ended()).stdout).to.have.lengthOf(3)
  })

  it('takes items that are too much for one message', async () => {
    const { code, stdout, stderr } = await farm().run(['put', 'q'], { input: `${'x'.repeat(400_000)}\n`.repeat(4) })

    expect(code, stderr).to.equal(EXIT.ok)
    expect(stdout).to.have.lengthOf(4)
    expect((await farm().run(['get', 'q', '--all'])).stdout.map((line) => line.length)).to.deep.equal([400_000, 400_000, 400_000, 400_000])
  })

  it('takes all items, also when nobody reads their ids', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join('')
    const { status, stderr } = spawnSync('bash', ['-c', 'set -o pipefail; "$0" "$1" put q | head -n 1', process.execPath, BIN], {
      cwd: farm().directory, input: lines, env: { ...process.env, PEERQ_TICKET: farm().ticket }
    })

    expect(status, stderr.toString()).to.equal(EXIT.ok)
    expect(await farm().json(['purge', 'q'])).to.deep.equal([{ queue: 'q', dropped: 20_000 }])
  })

  it('is administered', async () => {
    await farm().run(['put', 'q', '--id', 'held back', 'x'])
    expect(await farm().json(['pause', 'q'])).to.deep.equal([{ queue: 'q', paused: true }])
    expect(await farm().json(['get', 'q', '--all'])).to.deep.equal([])
    expect(await farm().json(['cancel', 'q', 'held back'])).to.deep.equal([{ id: 'held back', cancelled: true }])
    expect((await farm().run(['stats', 'q'])).stdout[1]).to.match(/^q .* paused$/)
    expect(await farm().json(['resume', 'q'])).to.deep.equal([{ queue: 'q', paused: false }])
    await farm().run(['put', 'q', '--id', 'late', '--delay', '1h', 'x'])
    expect(await farm().json(['requeue', 'q', 'late'])).to.deep.equal([{ id: 'late', requeued: true }])
    expect(await farm().json(['purge', 'q'])).to.deep.equal([{ queue: 'q', dropped: 1 }])
    await farm().run(['put', 'q', '--id', 'off', 'x'])
    expect(await farm().json(['cancel', 'q', 'off'])).to.deep.equal([{ id: 'off', cancelled: true }])
    expect(await farm().json(['redrive', 'q'])).to.deep.equal([{ queue: 'q', redriven: 0 }])
    expect(await farm().json(['ticket', '--key-file', 'farm.key', '--address', farm().address], { env: NO_TICKET })).to.deep.equal([{ ticket: farm().ticket }])
  })

  describe('ends a command with', () => {
    const table: Array<[name: keyof typeof EXIT, what: string, args: string[], init?: CliInit]> = [
      ['usage', 'a key file that is not there', ['serve', '--key-file', 'other.key']],
      ['usage', 'nothing that may be run', ['join']],
      ['connection', 'nobody there', ['stats', '--connect-timeout', '300ms', '--address', '127.0.0.1:1'], { env: { ...NO_TICKET, PEERQ_KEY: 'some passphrase' } }],
      ['unknown', 'no such queue', ['stats', 'nowhere']],
      ['unknown', 'no such task', ['inspect', 'nobody']],
      ['unavailable', 'nothing to take', ['get', 'q', '--no-block']],
      ['storage', 'a directory that is in use', ['check', 'data']],
      ['storage', 'the same, for another coordinator', ['serve', '--key-file', 'farm.key', '--data-dir', 'data', '--listen', '/ip4/127.0.0.1/tcp/0']],
      ['limit', 'an item that is too large', ['put', 'q', '--as', 'bytes'], { input: 'x'.repeat(1_100_000) }]
    ]

    for (const [name, what, args, init] of table) {
      it(`${EXIT[name]} for ${what}, in two lines`, async () => {
        const { code, stderr } = await farm().run(args, init)
        const [message, advice, ...rest] = stderr.split('\n').slice(-3)

        expect(code, stderr).to.equal(EXIT[name])
        expect(message).to.match(/^peerq: ./)
        expect(advice).to.match(/^ {7}\S/)
        expect(rest).to.deep.equal([''])
      })
    }

    it(`${EXIT.task} for a task that had ended, and says so`, async () => {
      const { code, stdout } = await farm().run(['cancel', 'q', 'off'])

      expect(code).to.equal(EXIT.task)
      expect(stdout).to.deep.equal(['off had ended, or is not known'])
    })

    it(`${EXIT.task} for a task that cannot be requeued, after those that can`, async () => {
      await farm().run(['put', 'q', '--id', 'later', '--delay', '1h', 'x'])

      expect(await farm().run(['requeue', 'q', 'off', 'later'])).to.deep.include({
        code: EXIT.task,
        stdout: ["task 'off' is cancelled: only a leased or delayed one can be requeued, a dead one redriven", 'later will be handed out again']
      })
      await farm().run(['get', 'q'])
    })

    it(`${EXIT.usage} for a port that is taken, in words about that port`, async () => {
      const port = farm().address.split(':')[1]
      const listening = await farm().run(['serve', '--key-file', 'farm.key', '--listen', `/ip4/127.0.0.1/tcp/${port}`])
      const measuring = await farm().run(['serve', '--key-file', 'farm.key', '--listen', '/ip4/127.0.0.1/tcp/0', '--metrics', `${port}`])

      expect(listening).to.have.property('code', EXIT.usage)
      expect(listening.stderr).to.match(/^peerq: cannot listen on .* \(EADDRINUSE\).*\n +give another: --listen/)
      expect(measuring).to.have.property('code', EXIT.usage)
      expect(measuring.stderr).to.match(/^peerq: cannot serve metrics: .* EADDRINUSE.*\n +give another port: --metrics 0/)
    })

    it(`${EXIT.access} for a key that is not the farm's, which is not quoted`, async () => {
      const { code, stderr } = await farm().run(['stats', '--address', farm().address, '--verbose'], { env: { ...NO_TICKET, PEERQ_KEY: 'another passphrase' } })

      expect(code, stderr).to.equal(EXIT.access)
      expect(stderr).to.not.include('another passphrase')
    })

    it(`${EXIT.failed} for anything else: a disk that is full under its output`, function () {
      if (process.platform !== 'linux') {
        console.log('      skipped: /dev/full is Linux\'s')
        this.skip()
      }

      expect(spawnSync('sh', ['-c', '"$0" "$1" keygen > /dev/full', process.execPath, BIN]).status).to.equal(EXIT.failed)
    })

    it(`${EXIT.interrupted} and ${EXIT.terminated} for a signal, before it was done`, async () => {
      await using client = await connect(farm().ticket)

      for (const [signal, exit] of [['SIGINT', EXIT.interrupted], ['SIGTERM', EXIT.terminated]] as const) {
        const getters = async (): Promise<number> => (await client.queue('small').stats()).getters
        const waiting = farm().begin(['get', 'small'])
        await until('it waits', async () => await getters() === 1, SOON_MS)
        waiting.kill(signal)

        expect((await waiting.ended()).code).to.equal(exit)
        // or the next one would be taken to wait already
        await until('it is forgotten', async () => await getters() === 0, SOON_MS)
      }
    })
  })

  it('says when it is not where it would be looked for', async () => {
    const taker = createServer()
    // somebody else may have it: then it is taken already
    taker.on('error', () => {}).listen(7337, '0.0.0.0')

    await using other = farm().begin(['serve', '--key-file', 'farm.key', '--no-mdns'])
    await other.printed(/^port 7337 is taken, .* --listen chooses one$/m)
    taker.close()
  })

  describe('that is stopped', () => {
    it('ends in order, and its directory is whole', async () => {
      await farm().run(['put', 'q', 'kept'])
      farm().serve.kill('SIGTERM')
      expect((await farm().serve.ended()).code).to.equal(EXIT.ok)

      const [report] = await farm().json<{ ok: boolean, queues: Record<string, { ready: number }> }>(['check', 'data'])
      expect(report).to.include({ ok: true })
      expect(report?.queues.q).to.include({ ready: 1 })
    })
  })
})
