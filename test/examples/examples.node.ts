import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { freePort, runExample } from './program.ts'

const examples = join(import.meta.dirname, '../../examples')
const names = Array.from({ length: 10 }, (_, i) => `ImageUrl_${i}`)

/** What each example that is a program of its own prints. */
const outputs: Record<string, string[]> = {
  '02-process.ts': ['bytes: 5', 'bytes: 0', 'bytes: 4', 'bytes: 11'],
  '03-map.ts': [
    'root: 2', 'root: 3', 'root: 4',
    'of an endless series: 1', 'of an endless series: 2', 'of an endless series: 3',
    '25 5', '-1 failed', '36 6'
  ],
  '04-failures.ts': [
    'attempt 1: busy.html', 'attempt 2: busy.html', 'attempt 3: busy.html', 'contents of busy.html',
    'attempt 1: gone.html', 'TaskFailedError from worker-1: 404 Not Found',
    'dead: 1',
    'attempt 1: gone.html', 'contents of gone.html',
    'failed attempts: 3'
  ],
  '05-typed-queues/main.ts': [
    'cat.png Map(2) { 7 => 2, 255 => 1 } 1970',
    'area: 307200',
    'PayloadError: item: a size looks like 640x480'
  ],
  '06-libp2p-service.ts': ['[]', 'HELLO'],
  '07-progress-and-cancel.ts': [
    'metropolis.mkv: 1 %', 'status: leased', 'cancelled: true',
    'the worker has stopped working on it', 'TaskCancelledError'
  ],
  '08-python-queue.ts': [
    'size: 2 full: true', 'FullError', 'a b', 'EmptyError', 'all done', 'ShutdownError', 'drained: last'
  ],
  '09-test-your-farm.ts': [
    '0 min: it answered 503', '10 min: it answered 503', '20 min: it answered 503',
    'contents of a.html after 30 min', '{ tasks: 1, ended: 1, left: 0, again: 3 }',
    '100 seeds, 100 tasks: nothing lost, nothing twice without a reason'
  ],
  '10-metrics.ts': [
    '4 fulfilled', '9 fulfilled', '-1 rejected',
    'peerq_queue_dead{queue="roots"} 1', 'peerq_queue_ready{queue="roots"} 0',
    'peerq_tasks_completed_total{queue="roots"} 2', 'peerq_tasks_dead_total{queue="roots"} 1',
    'peerq_tasks_failed_total{queue="roots"} 1', 'peerq_tasks_put_total{queue="roots"} 3'
  ]
}

describe('the examples', () => {
  it('are all run by these tests', () => {
    const programs = globSync('*.ts', { cwd: examples })
    const mains = globSync('*/main.ts', { cwd: examples }).filter((path) => !/^(demo|pulling-the-plug)/.test(path))

    expect([...programs, ...mains].sort()).to.deep.equal(Object.keys(outputs).sort())
  })

  for (const [example, lines] of Object.entries(outputs)) {
    it(`${example} prints what it says, and ends`, async () => {
      await using program = runExample(example)
      const { code, stdout, stderr } = await program.ended()

      expect(stdout, stderr).to.deep.equal(lines)
      expect(stderr).to.equal('')
      expect(code).to.equal(0)
    })
  }

  it('have at most 60 lines each', () => {
    const files = globSync('[0-9]*/**/*.ts', { cwd: examples }).concat(globSync('[0-9]*.ts', { cwd: examples }))
    const long = files.filter((file) => readFileSync(join(examples, file), 'utf8').split('\n').length > 61)

    expect(files).to.include('02-process.ts').and.to.include(join('01-recipe', 'worker.ts'))
    expect(long).to.deep.equal([])
  })
})

describe('the recipe', () => {
  it('with one worker is Python\'s, line for line', async () => {
    const { coordinator, workers: [worker] } = await recipe(1)

    expect(coordinator).to.deep.equal([
      ...names.map((name) => `put task ${name} ...`),
      'try get result...',
      ...names.map((name) => `result is already download${name}`)
    ])
    expect(worker).to.deep.equal(names.map((name) => `download==${name}`))
  })

  it('with two workers does each download once', async () => {
    const { coordinator, workers } = await recipe(2)

    expect(coordinator.slice(0, 11)).to.deep.equal([...names.map((name) => `put task ${name} ...`), 'try get result...'])
    expect(coordinator.slice(11).sort()).to.deep.equal(names.map((name) => `result is already download${name}`))
    expect(workers.flat().sort()).to.deep.equal(names.map((name) => `download==${name}`))

    for (const downloads of workers) {
      expect(downloads).to.deep.equal(downloads.toSorted())
    }
  })
})

/** Runs the recipe as that many processes and one, and returns what they printed. */
async function recipe (count: number): Promise<{ coordinator: string[], workers: string[][] }> {
  const where = [await freePort(), '127.0.0.1']

  await using coordinator = runExample('01-recipe/coordinator.ts', ...where)
  await coordinator.printed(/^try get result\.\.\.$/m)

  await using stack = new AsyncDisposableStack()
  const workers = Array.from({ length: count }, () => stack.use(runExample('01-recipe/worker.ts', ...where)))
  const outcome = await coordinator.ended()
  const outcomes = await Promise.all(workers.map((worker) => worker.ended()))

  expect(outcome.code, outcome.stderr).to.equal(0)

  for (const { code, stderr } of outcomes) {
    // a worker that is late finds nobody: as in Python, the coordinator leaves after the last result
    expect(code === 0 || stderr.includes('ConnectionError'), stderr).to.equal(true)
  }

  return { coordinator: outcome.stdout, workers: outcomes.map(({ stdout }) => stdout) }
}
