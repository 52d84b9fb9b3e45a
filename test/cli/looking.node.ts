import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { defineQueue, generateKey, TaskError, writeKeyFile } from '../../src/index.ts'
import { Handling, inTime, Stage, until } from '../acceptance/support.ts'
import { BIN, peerq, startPeerq } from './support.ts'
import { hasTmux, Tmux } from './tmux.ts'
import type { Coordinator } from '../../src/index.ts'

/** What a command is given to start, on a machine that has a lot to do: milliseconds. */
const START_MS = 40_000

describe('looking at a farm from the shell', function () {
  this.timeout(120_000)

  let stage: Stage
  let farm: Coordinator
  let directory: string
  let env: Record<string, string>

  beforeEach(async () => {
    stage = new Stage()
    farm = await stage.coordinator({ queues: [defineQueue('thumbs'), defineQueue('titles')] })
    directory = await mkdtemp(join(tmpdir(), 'peerq-looking-'))
    env = { PEERQ_KEY: stage.key, PEERQ_ADDRESS: `127.0.0.1:${stage.port}` }
  })

  afterEach(async () => {
    await stage.end()
    await rm(directory, { recursive: true })
  })

  /** A worker that fails for odd numbers, and has something to hold. */
  async function work (concurrency = 2): Promise<Handling> {
    const handling = new Handling()
    const client = await stage.client({ name: 'mill' })

    client.queue<number>('thumbs').process(async (n) => {
      if (n % 2 === 1) {
        throw new TaskError('odd', { retry: false })
      }

      await handling.handler(n)
    }, { concurrency })

    return handling
  }

  it('watch tells what happens, until it is stopped', async () => {
    await using watching = startPeerq(['watch', 'thumbs'], { env })
    await using json = startPeerq(['watch', '--json'], { env })
    await until('both look on', async () => farm.peers().length === 3, START_MS)
    // what is put before a watch is there is not told, and one id makes one task only
    let puts = 0
    await until('both are told', async () => {
      puts++
      await farm.queue('titles').put('x')
      await farm.queue('thumbs').put(2, { id: `t${puts}` })

      return json.stdout.includes('"queue":"titles"') && watching.stdout.includes('put')
    }, START_MS)
    watching.kill('SIGINT')
    json.kill('SIGTERM')

    const [plain, lines] = [await watching.ended(), await json.ended()]
    expect(plain.code).to.equal(0)
    expect(plain.stdout[0]).to.match(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}thumbs {2}put {7}t\d+ {2}coordinator$/)
    expect(plain.stdout.join()).to.not.include('titles')
    expect(lines.code).to.equal(0)
    expect(JSON.parse(lines.stdout[0]!)).to.include.keys('at', 'queue', 'type', 'id', 'name')
  })

  it('top tells the same again and again where there is no terminal', async () => {
    const handling = await work()
    await farm.queue('thumbs').putMany([2, 4, 6, 8])
    await until('it is at work', () => handling.items.length === 2)
    const { code, stdout } = await peerq(['top', '--count', '2', '--interval', '100ms'], { env })
    const json = await peerq(['top', '--count', '1', '--json'], { env })

    expect(code).to.equal(0)
    expect(stdout.filter((line) => line.startsWith('queue '))).to.have.lengthOf(2)
    expect(stdout.join('\n')).to.match(/^thumbs +2 +0 +2 /m).and.match(/^mill +2 +0 /m).and.not.include('\x1b')
    expect(json.stdout).to.have.lengthOf(1)
    expect(JSON.parse(json.stdout[0]!)).to.deep.include({ others: 2, hasGap: false }).and.have.nested.property('queues[0].name', 'thumbs')
    handling.finish()
  })

  it('top fills a terminal of 80×24, follows its size, and gives it back on q and on Ctrl-C', async function () {
    if (!(await hasTmux())) {
      console.log('        skipped: there is no tmux here to look at a terminal with (apt-get install tmux)')
      this.skip()
    }

    const handling = await work()
    await using terminal = await new Tmux().start(env)
    const top = `${process.execPath} ${BIN} top --interval 200ms`
    const shows = async (what: string, pattern: RegExp): Promise<void> => {
      let screen = ''

      try {
        await until(what, async () => pattern.test(screen = (await terminal.screen()).join('\n')), START_MS)
      } catch (err) {
        throw new Error(`${(err as Error).message}; there is:\n${screen}`, { cause: err })
      }
    }

    await terminal.type(`echo before; ${top}`, 'Enter')
    await shows('the farm', /^peerq top · [\d:]+ · q quits\n0 waiting, 0 leased, 0 dead · 1 worker · 2 other sessions\n\nqueue .*\nthumbs /)
    expect(await terminal.screen()).to.satisfy((lines: string[]) => lines.every((line) => !line.includes('before')))

    // failures, and what is held, as they come
    await farm.queue('thumbs').putMany([1, 2, 3, 4, 6, 8])
    await shows('what is going on', /^thumbs +2 +0 +2 +2 .*\n[^]*^mill +2 +0 +0 +2 /m)

    await Promise.all(Array.from({ length: 40 }, async (_, i) => farm.queue(`more-${i}`).size()))
    await shows('as many queues as there is room for', /… and \d+ more queues/)
    await terminal.resize(100, 60)
    await shows('all of them', /^more-39 [^]*^titles .*\n\nworker/m)

    await terminal.type('q')
    await shows('the shell', /before\n>\s*$/)
    // a terminal that was left in raw mode, or without an echo, would show none of it
    await terminal.type('echo $((20+3))', 'Enter')
    await shows('an echo', /echo \$\(\(20\+3\)\)\n23\n/)

    await terminal.type(`${top}; echo ended with $?`, 'Enter')
    await shows('the farm again', /^peerq top/)
    await terminal.type('C-c')
    await shows('the shell again', /ended with 0/)
    handling.finish()
  })

  it('a handler that hangs is found, and its task moved, with two commands', async () => {
    const hanging = await work(1)
    await farm.queue('thumbs').put(2, { id: 'stuck' })
    await until('it hangs', () => hanging.items.length === 1)
    ;(await stage.client({ name: 'barn' })).queue<number, string>('thumbs').process(() => 'done elsewhere')

    const { stdout } = await peerq(['tasks', 'thumbs', '--state', 'leased'], { env })
    expect(stdout.find((line) => line.startsWith('stuck'))).to.include('mill')
    expect((await peerq(['requeue', 'thumbs', 'stuck'], { env })).code).to.equal(0)

    expect(await inTime('its result', farm.queue('thumbs').task('stuck').result())).to.equal('done elsewhere')
    hanging.finish()
  })

  it('doctor says what is right, and what is not', async () => {
    const well = await peerq(['doctor'], { env })
    expect(well.stdout.map((line) => line.slice(0, 16).trim()), well.stderr).to.deep.equal(['ok   node', 'ok   limits', 'ok   clock', 'ok   network', 'ok   coordinator'])
    expect(well.code).to.equal(0)

    const wrong = join(directory, 'wrong.key')
    await writeKeyFile(wrong, generateKey())
    const ill = await peerq(['doctor', '--json', '--key-file', wrong], { env })
    const findings = ill.stdout.map((line) => JSON.parse(line) as { check: string, ok: boolean, found: string, advice?: string })
    expect(ill.code).to.equal(1)
    expect(findings.at(-1)).to.include({ check: 'coordinator', ok: false }).and.have.property('found').that.includes('key was refused')
    expect(findings.filter(({ ok, advice }) => ok === (advice !== undefined))).to.deep.equal([])
  })

  it('serve shows its metrics and its health on loopback', async () => {
    await using serving = startPeerq(['serve', '--key-file', join(directory, 'farm.key'), '--create-key', '--listen', '/ip4/127.0.0.1/tcp/0', '--metrics', '0', '--queue', 'thumbs'])
    const [, url = ''] = await serving.printed(/metrics: (http:\S+)\/metrics/)

    const metrics = await (await fetch(`${url}/metrics`)).text()
    expect(metrics).to.match(/^peerq_queue_ready\{queue="thumbs"\} 0$/m).and.match(/^libp2p_/m).and.match(/^nodejs_eventloop_lag_seconds /m)
    const health = await fetch(`${url}/healthz`)
    expect([health.status, await health.text()]).to.deep.equal([200, 'ok\n'])
    expect((await fetch(`${url}/`)).status).to.equal(404)
    serving.kill('SIGTERM')
    expect((await serving.ended()).code).to.equal(0)
  })
})
