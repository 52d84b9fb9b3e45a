import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { Program } from './helpers/program.ts'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc')

const HANDLER = `
export function handler (n, { attempt }) {
  let sum = 0
  for (let i = 0; i <= n; i++) sum += i
  return sum * attempt
}
`

const PROGRAM = `
import { connect, createCoordinator, generateKey } from 'peerq'

const key = generateKey()
const farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'] })
const client = await connect({ key, address: farm.addresses })
const worker = client.queue('sums').process(new URL('./handler.js', import.meta.url), { threads: 1 })
console.log(await farm.queue('sums').run(1_000_000))
await worker.stop()
await client.stop()
await farm.stop()
`

/** Every kind of thing that there is to import; the mistake shows that the types are there, and are no \`any\`. */
const TYPED = `
import { connect, createCoordinator, defineQueue, generateKey, TaskError, TaskFailedError } from 'peerq'
import type { Coordinator, CoordinatorInit, HandlerContext, Queue, QueueStats, TaskHandle } from 'peerq'
import { createTestFarm } from 'peerq/testing'
import type { TestFarm } from 'peerq/testing'
import { prometheusMetrics } from '@libp2p/prometheus-metrics'

export const sums = defineQueue<number, string>('sums', { maxSize: 10 })

export async function tested (): Promise<number> {
  await using farm: TestFarm = await createTestFarm({ clients: ['a'] })

  return farm.coordinator.queue<number>('q').size()
}

export async function use (): Promise<QueueStats> {
  const init: CoordinatorInit = { key: generateKey(), queues: [sums], metrics: prometheusMetrics() }
  await using farm: Coordinator = await createCoordinator(init)
  const client = await connect({ key: generateKey(), address: farm.addresses })

  client.queue(sums).process(async (n, { attempt, signal }: HandlerContext) => {
    signal.throwIfAborted()
    if (n < 0) throw new TaskError('negative', { retry: false })
    return String(n + attempt)
  })

  const queue: Queue<number, string> = farm.queue(sums)
  const handle: TaskHandle<string> = await queue.put(1)
  farm.addEventListener('task:put', ({ detail: { queue, id } }) => { console.log(queue.length + id.length) })

  try {
    console.log((await handle.result()).length)
  } catch (err) {
    console.log(err instanceof TaskFailedError && err.remote.workerName?.length)
  }

  // @ts-expect-error an item of this queue is a number
  await queue.put('1')

  return queue.stats()
}
`

/** What a test of a user's looks like in every runner: it needs `it` and nothing else. */
const SPEC = `
import assert from 'node:assert/strict'
import { TaskFailedError } from 'peerq'
import { createTestFarm, simulate } from 'peerq/testing'

it('retries in no time', async () => {
  await using farm = await createTestFarm({ clients: ['putter', 'worker'] })
  const started = performance.now()
  await farm.coordinator.queue('q', { maxAttempts: 3, backoff: { type: 'exponential', delay: 60_000 } }).size()
  farm.client('worker').queue('q').process(() => { throw new Error('busy') })
  await assert.rejects(farm.until(farm.client('putter').queue('q').run('x')), TaskFailedError)
  assert(farm.clock.now() > 90_000 && performance.now() - started < 5_000)
  await farm.check()
})

it('finds a seed', async () => {
  await assert.rejects(simulate((farm) => { assert(farm.random() < 0.9) }), /PEERQ_SEED=/)
})
`

describe('the packed package, installed in an empty project', function () {
  this.timeout(240_000)
  let directory: string
  const programs: Program[] = []

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'peerq-user-'))
    await run('npm', ['pack', '--pack-destination', directory], { cwd: ROOT })
    const tarball = (await readdir(directory)).find((name) => name.endsWith('.tgz')) as string
    await writeFile(join(directory, 'package.json'), '{ "type": "module" }')
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`, '@types/node@24'], { cwd: directory })
    await writeFile(join(directory, 'handler.js'), HANDLER)
    await writeFile(join(directory, 'main.js'), PROGRAM)
    await writeFile(join(directory, 'typed.ts'), TYPED)
  })

  for (const [runner, prelude, command] of [
    ['mocha', '', [join(ROOT, 'node_modules/mocha/bin/mocha.js'), 'spec.js']],
    ['node:test', 'import { it } from \'node:test\'', ['--test', 'spec.js']]
  ] as const) {
    it(`has a test kit that works under ${runner}`, async () => {
      await writeFile(join(directory, 'spec.js'), prelude + SPEC)
      // what the runner of this test has set is not for the other one
      const env = { ...process.env, NODE_TEST_CONTEXT: undefined, MOCHA_OPTIONS: undefined }
      const { stdout } = await run(process.execPath, command, { cwd: directory, env })

      expect(stdout).to.match(/2 passing|pass 2/)
    })
  }

  it('does not load libp2p with the test kit', async () => {
    await writeFile(join(directory, 'kit.js'), `
import { registerHooks } from 'node:module'
registerHooks({ resolve (specifier, context, next) { console.log(specifier); return next(specifier, context) } })
await import('peerq/testing')
`)
    const { stdout } = await run(process.execPath, ['kit.js'], { cwd: directory })

    expect(stdout).to.include('peerq/testing')
    expect(stdout.split('\n').filter((specifier) => /libp2p|noise|yamux|sqlite|multiaddr/.test(specifier))).to.deep.equal([])
  })

  after(async () => {
    await Promise.all(programs.map(async (program) => program[Symbol.asyncDispose]()))
    await rm(directory, { recursive: true, force: true })
  })

  it('has a command that runs a farm, and a program on it', async () => {
    const peerq = join(directory, 'node_modules/.bin/peerq')
    const options = { cwd: directory, env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` } }
    const start = (...args: string[]): Program => {
      const program = new Program([join(directory, 'node_modules/peerq/dist/cli/bin.js'), ...args], { cwd: directory })
      programs.push(program)

      return program
    }

    const serve = start('serve', '--key-file', 'farm.key', '--create-key', '--listen', '/ip4/127.0.0.1/tcp/0')
    const [, ticket = ''] = await serve.printed(/npx peerq join (peerq:1:\S+)\n/)
    await start('join', ticket, '--allow', 'sort').printed(/joined as/)
    await writeFile(join(directory, 'words.txt'), 'b\na\n')
    const { stdout, stderr } = await run(peerq, ['map', '--ticket', ticket, '--send', '{}', '--return', '{.}.sorted', '--', 'sort', '-o', '{.}.sorted', '{}', ':::', 'words.txt'], options)

    expect(stderr).to.match(/^1 of 1 done, 0 ran again, 0 lost/)
    expect(stdout).to.equal('')
    expect(await readFile(join(directory, 'words.sorted'), 'utf8')).to.equal('a\nb\n')
  })

  it('runs a farm, and a handler in threads', async () => {
    const { stdout } = await run(process.execPath, ['main.js'], { cwd: directory })

    expect(stdout).to.equal('500000500000\n')
  })

  it('has its command', async () => {
    const { stdout } = await run('npx', ['peerq', 'keygen'], { cwd: directory })

    expect(stdout).to.match(/^\/key\/swarm\/psk\/1\.0\.0\//)
  })

  for (const [module, resolution] of [['nodenext', 'nodenext'], ['esnext', 'bundler']] as const) {
    it(`has its types under ${resolution}, those that it refers to included`, async () => {
      const { stdout } = await tsc('--module', module, '--moduleResolution', resolution)

      expect(stdout).to.equal('')
    })
  }

  it('has types that notice a mistake', async () => {
    await writeFile(join(directory, 'mistake.ts'), "import { connect } from 'peerq'\n\nexport const farm = connect({ key: 5 })\n")
    const failure = await run(process.execPath, [TSC, '--noEmit', '--strict', '--module', 'nodenext', 'mistake.ts'], { cwd: directory })
      .catch((err: unknown) => err as { stdout: string })

    expect(failure.stdout).to.match(/^mistake\.ts\(3,\d+\): error TS2322/)
  })

  /** The strictest that a user may have: the types of everything below are checked too. */
  async function tsc (...options: string[]): Promise<{ stdout: string }> {
    return run(process.execPath, [TSC, '--noEmit', '--strict', '--target', 'es2024', '--types', 'node', '--skipLibCheck', 'false', ...options, 'typed.ts'], {
      cwd: directory
    }).catch((err: unknown) => err as { stdout: string })
  }
})
