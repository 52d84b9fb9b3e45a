import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { expect } from 'chai'
import { EXIT, MAP_EXIT } from '../../src/cli/exit-codes.ts'
import { connect } from '../../src/index.ts'
import { rejection, until } from '../acceptance/support.ts'
import { BIN, useShellFarm } from './support.ts'
import type { QueueStats } from '../../src/index.ts'

/** A command takes seconds to start where everybody is busy: milliseconds. */
const SOON_MS = 60_000

/** A program and all it started: one that ignores SIGTERM's end of its parent. Its own id, and its child's, go into a file. */
const FAMILY = 'sleep 1000 & echo $$ $! > "$0"; wait'

describe('work in the shell', function () {
  this.timeout(120_000)

  const farm = useShellFarm(['--queue', 'texts,maxAttempts=1', '--queue', 'argv,maxAttempts=1', '--queue', 'families', '--queue', 'doomed', '--queue', 'evil'], async (farm) => {
    const secret = { PEERQ_SECRET: 'secret' }
    const workers = [
      farm.begin(['work', 'texts', '-j', '2', '--', 'sh', '-c', 'read -r word; case $word in bad) echo no good >&2; exit 3;; env) env;; *) echo "$word" | tr a-z A-Z;; esac'], { env: secret }),
      farm.begin(['work', 'argv', '--', 'printf', '%s|%s', '{}', '{/.}']),
      farm.begin(['work', 'families', '--grace', '0s', '--', 'sh', '-c', FAMILY, '{}']),
      farm.begin(['join', '--allow', 'sh,cat', '--name', 'helper', '-j', '2', '--work-dir', '.'], { env: secret })
    ]
    await Promise.all(workers.map(async (worker) => worker.printed(/(working|joined) .*\n/)))
  })

  const alive = (pid: number): boolean => existsSync(`/proc/${pid}`)

  async function family (name: string): Promise<number[]> {
    await until('it runs', async () => existsSync(farm().path(name)) && / .*\n/.test(await readFile(farm().path(name), 'utf8')), SOON_MS)

    return (await readFile(farm().path(name), 'utf8')).trim().split(' ').map(Number)
  }

  it('is done by any program: the item on stdin, the result from stdout', async () => {
    expect((await farm().run(['put', 'texts', '--result', 'a', 'b'])).stdout).to.deep.equal(['A', 'B'])
  })

  it('has the item in an argument, where no shell looks at it', async () => {
    const { stdout } = await farm().run(['put', 'argv', '--result', '$(touch x)', 'dir/; touch y.png', '{}'])

    expect(stdout).to.deep.equal(['$(touch x)|$(touch x)', 'dir/; touch y.png|; touch y', '{}|{}'])
    expect(await readdir(farm().directory)).to.not.include.members(['x']).and.not.include.members(['y.png'])
  })

  it('fails with what the program says on stderr, and exits with 7', async () => {
    const { code, stderr } = await farm().run(['put', 'texts', '--result', 'bad'])

    expect(code).to.equal(EXIT.task)
    expect(stderr).to.include('sh exited with 3: no good')
  })

  it('passes nothing of PEERQ_* on', async () => {
    const worked = (await farm().run(['put', 'texts', '--result', 'env'])).stdout.join('\n')
    const joined = (await farm().run(['map', '--', 'sh', '-c', 'env', '{}', ':::', 'x'])).stdout.join('\n')

    expect(worked).to.include('PATH=').and.not.include('PEERQ_')
    expect(joined).to.include('PATH=').and.not.include('PEERQ_')
  })

  it('ends with all that the program started, when the task is cancelled', async () => {
    const { stdout: [id = ''] } = await farm().run(['put', 'families', 'cancelled'])
    const pids = await family('cancelled')
    expect(pids.map(alive)).to.deep.equal([true, true])
    expect((await farm().run(['cancel', 'families', id])).code).to.equal(0)

    await until('they are gone', () => !pids.some(alive), SOON_MS)
  })

  it('ends at once with a second signal, and so does what it runs', async () => {
    const worker = farm().begin(['work', 'doomed', '--', 'sh', '-c', FAMILY, '{}'])
    await worker.printed(/working on/)
    await farm().run(['put', 'doomed', 'doomed'])
    const pids = await family('doomed')
    expect(pids.map(alive)).to.deep.equal([true, true])
    worker.kill('SIGINT')
    await worker.printed(/a second signal ends it at once/)
    worker.kill('SIGINT')

    expect((await worker.ended()).code).to.equal(EXIT.interrupted)
    await until('what it ran is gone', () => !pids.some(alive), SOON_MS)
  })

  it('waits for a queue that is not declared yet, and says so', async () => {
    const worker = farm().begin(['work', 'nowhere', '--', 'cat'])

    await worker.printed(/^the coordinator has no queue 'nowhere': waiting until it is declared there$/m)
  })

  describe('that travels', () => {
    it('brings its files, and takes others back, in order', async () => {
      await mkdir(farm().path('in'))
      const names = ['a', 'b', 'c', 'd', 'e']
      await Promise.all(names.map((name) => writeFile(farm().path(`in/${name}.txt`), name.repeat(1_000))))
      const { code, stdout, stderr } = await farm().run([
        'map', '--send', '{}', '--return', '{.}.copy', '--', 'sh', '-c', 'cat "$1" > "$2"; echo "$3"', '-', '{}', '{.}.copy', '{#} {/}', ':::',
        ...names.map((name) => `in/${name}.txt`)
      ])

      expect(code, stderr).to.equal(MAP_EXIT.ok)
      expect(stdout).to.deep.equal(['1 a.txt', '2 b.txt', '3 c.txt', '4 d.txt', '5 e.txt'])
      expect(stderr).to.match(/5 of 5 done, 0 ran again, 0 lost, in .* \(helper 5\)\n$/)

      for (const name of names) {
        expect(await readFile(farm().path(`in/${name}.copy`), 'utf8')).to.equal(name.repeat(1_000))
      }

      expect((await readdir(farm().directory)).filter((name) => name.startsWith('peerq-')), 'directories of tasks').to.deep.equal([])
    })

    it('counts what fails, tries it again, logs it, and goes on where it was', async () => {
      const map = async (...words: string[]): ReturnType<ReturnType<typeof farm>['run']> => farm().run(['map', '--joblog', 'log', ...words])
      const words = ['--', 'sh', '-c', 'echo {}; test {} -lt 3', ':::', '1', '2', '3', '4']

      const first = await map('--retries', '2', ...words)
      expect(first.code).to.equal(2)
      expect(first.stdout).to.deep.equal(['1', '2', '3', '4'])
      expect(first.stderr).to.include('2 of 4 done, 2 failed, 2 ran again, 0 lost')
      expect((await readFile(farm().path('log'), 'utf8')).split('\n').map((line) => line.split('\t')[6])).to.have.members(['Exitval', '0', '0', '1', '1', undefined])

      const second = await map('--resume-failed', ...words, '5')
      expect(second.code).to.equal(3)
      expect(second.stdout).to.deep.equal(['3', '4', '5'])

      const third = await map('--resume', ...words, '5', '0')
      expect(third.code).to.equal(0)
      expect(third.stdout).to.deep.equal(['0'])
      expect((await map('--resume', '--', 'sh', '-c', 'echo other', ':::', '1')).code).to.equal(MAP_EXIT.other)
    })

    it('is what the worker allows and has, or a failure that says so', async () => {
      const { code, stderr } = await farm().run(['map', '--', 'touch', '{}', ':::', 'x'])

      expect(code).to.equal(1)
      expect(stderr).to.include('touch may not be run by helper: start that with --allow touch')
      expect((await farm().json(['map', '--unordered', '--', 'cat', ':::', 'x']))[0]).to.include({ exit: 0, host: 'helper', stdout: 'x' })
    })

    it('leads out of the directory neither here nor there', async () => {
      const { code, stderr } = await farm().run(['map', '--send', '{}', '--', 'cat', '{}', ':::', '/etc/passwd', '../x'])
      expect(code).to.equal(2)
      expect(stderr.match(/is no path below the working directory/g)).to.have.lengthOf(2)

      await using client = await connect(farm().ticket)
      const evil = { command: 'cat', args: [], files: [{ path: '../evil', data: new Uint8Array(1), executable: true }], returns: [], tries: 1, maxAttempts: 1 }
      expect((await rejection(client.queue('commands').run(evil))).message).to.include('no path below')

      // a worker that sends what nobody asked for
      client.queue('evil').process(() => ({
        exit: 0, stdout: new Uint8Array(), stderr: new Uint8Array(), files: [{ path: '.bashrc', data: new Uint8Array(1), executable: false }], ms: 1, startedAt: 1, attempt: 1, worker: 'evil'
      }))
      const answered = await farm().run(['map', 'evil', '--return', 'x', '--', 'cat', ':::', 'x'])
      expect(answered.code).to.equal(1)
      expect(answered.stderr).to.include('not asked for: ".bashrc"')
      expect(await readdir(farm().directory)).to.not.include('.bashrc')
    })

    it('goes through a queue whose workers know what to do, too', async () => {
      const { code, stdout, stderr } = await farm().run(['map', 'texts'], { input: 'a\nb\n' })

      expect(code, stderr).to.equal(0)
      expect(stdout).to.deep.equal(['A', 'B'])
      expect(stderr).to.match(/2 of 2 done, 0 ran again, 0 lost, in \S+ \(.* 2\)\n$/)
      expect((await farm().run(['map', 'texts', ':::', 'a', 'bad'])).code).to.equal(1)
      expect((await farm().run(['map'])).code).to.equal(MAP_EXIT.other)
    })

    it('is cancelled when nobody reads what comes of it, which is no success', async () => {
      const { status, stdout, stderr } = spawnSync('bash', [
        '-c', 'set -o pipefail; "$0" "$1" map -- sh -c "sleep 0.05; echo {}" ::: $(seq 1000) | head -n 1', process.execPath, BIN
      ], { cwd: farm().directory, encoding: 'utf8', env: { ...process.env, PEERQ_TICKET: farm().ticket } })

      expect(status, stderr).to.equal(MAP_EXIT.other)
      expect(stdout).to.equal('1\n')
      expect(stderr).to.match(/^peerq: nobody reads any more/)
      const [stats] = await farm().json<Record<string, QueueStats>>(['stats', 'commands'])
      expect(stats?.commands).to.include({ ready: 0 })
    })

    it('is cancelled with its mapper', async () => {
      const map = farm().begin(['map', '--', 'sh', '-c', FAMILY, farm().path('mapped'), ':::', 'x'])
      const pids = await family('mapped')
      map.kill('SIGINT')

      expect((await map.ended()).code).to.equal(EXIT.interrupted)
      await until('they are gone', () => !pids.some(alive), SOON_MS)
    })
  })
})
