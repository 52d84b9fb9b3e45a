import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runExample } from './program.ts'

const awkward = ['empty', 'two words', '100%', '%2e%2e', 'a?b#c', 'naïve-日本.txt', '...', 'deep/er/and/deeper']

describe('the demo', () => {
  let directory: string

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'peerq-demo-'))
  })

  afterEach(async () => {
    await rm(directory, { recursive: true })
  })

  /** Files of a few bytes, too many to be done in a moment. */
  async function many (count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, async (_, i) => { await writeFile(join(directory, `file-${i}`), `contents of ${i}`) }))
  }

  /** A file that nobody can be done with before a test has said all it has to say: it takes no room, and no disk is that fast. */
  async function endless (): Promise<void> {
    await writeFile(join(directory, 'endless'), '')
    await truncate(join(directory, 'endless'), 2 ** 40)
  }

  it('verifies every file, whatever it is called and however large it is', async () => {
    await mkdir(join(directory, 'deep/er/and'), { recursive: true })

    for (const name of awkward) {
      await writeFile(join(directory, name), name === 'empty' ? '' : name)
    }

    await writeFile(join(directory, 'large'), Buffer.alloc(5_000_000, 'large'))

    await using demo = runExample('demo/main.ts', directory)
    const { code, stdout, stderr } = await demo.ended()
    const count = awkward.length + 1

    expect(stdout, stderr).to.have.lengthOf(1)
    expect(stdout[0]).to.match(new RegExp(`^verified ${count} of ${count} files, 5\\.0 MB, \\d+ tasks/s, 2 workers$`))
    expect(stderr).to.match(new RegExp(`^${count} of ${count} files$`, 'm'))
    expect(code).to.equal(0)
  })

  it('leaves out what a symbolic link leads to', async () => {
    await writeFile(join(directory, 'file'), 'here')
    await symlink('/etc', join(directory, 'elsewhere'))
    await symlink(join(directory, 'file'), join(directory, 'again'))

    await using demo = runExample('demo/main.ts', directory)
    const { code, stdout } = await demo.ended()

    expect(stdout[0]).to.match(/^verified 1 of 1 files, /)
    expect(code).to.equal(0)
  })

  it('loses no file when a worker is killed with -9 while it holds tasks', async () => {
    await many(2_000)
    await using demo = runExample('demo/main.ts', directory)
    const [, first] = await demo.printed(/workers (\d+) and \d+/)

    // stopped, it keeps what it was given
    process.kill(Number(first), 'SIGSTOP')
    await demo.printed(/^[1-9]\d* of 2000 files$/m)
    process.kill(Number(first), 'SIGKILL')

    const { code, stdout, stderr } = await demo.ended()

    expect(stderr).to.include(`worker ${first} is gone, 1 left`)
    expect(stdout[0], stderr).to.match(/^verified 2000 of 2000 files, /)
    expect(code).to.equal(0)
  })

  it('gives up when no worker is left', async () => {
    await endless()
    await using demo = runExample('demo/main.ts', directory)
    const [, ...workers] = await demo.printed(/workers (\d+) and (\d+)/)

    for (const pid of workers) {
      process.kill(Number(pid), 'SIGKILL')
    }

    const { code, stdout, stderr } = await demo.ended()

    expect(stderr).to.match(/^no worker is left$/m)
    expect(stdout).to.deep.equal([])
    expect(code).to.equal(1)
  })

  it('tells which file differs, and says so with its exit code', async function () {
    if (process.platform !== 'linux') {
      this.skip()
    }

    // one of these files is another one each time it is read
    await using demo = runExample('demo/main.ts', '/proc/sys/kernel/random')
    const { code, stdout, stderr } = await demo.ended()
    const [, good, all] = /^verified (\d+) of (\d+) files, /.exec(stdout[0] ?? '') ?? []

    expect(stderr).to.match(/^uuid: the worker found 37 bytes \(\w{64}\), the disk holds 37 bytes \(\w{64}\)$/m)
    expect(Number(good), stderr).to.equal(Number(all) - 1)
    expect(code).to.equal(1)
  })

  it('stops on Ctrl-C, and its workers with it', async () => {
    await endless()
    await using demo = runExample('demo/main.ts', directory)
    const [, ...workers] = await demo.printed(/workers (\d+) and (\d+)/)
    const [first = 0, second = 0] = workers.map(Number)

    for (const interrupted of [second, first]) {
      process.kill(interrupted, 'SIGINT')
    }

    demo.kill('SIGINT')

    const { code, stdout, stderr } = await demo.ended()

    expect(stderr).to.match(/^stopped$/m)
    expect(stdout).to.deep.equal([])
    expect(code).to.equal(130)
    expect(() => process.kill(first, 0)).to.throw('ESRCH')
    expect(() => process.kill(second, 0)).to.throw('ESRCH')
  })

  it('says so when there are no files', async () => {
    await using demo = runExample('demo/main.ts', directory)
    const { code, stderr } = await demo.ended()

    expect(stderr).to.equal(`there are no files under ${directory}: name a directory that holds some\n`)
    expect(code).to.equal(1)
  })

  it('says so when there is no such directory', async () => {
    await using demo = runExample('demo/main.ts', join(directory, 'nowhere'))
    const { code, stderr } = await demo.ended()

    expect(stderr).to.match(/^ENOENT: .*nowhere'\n$/)
    expect(code).to.equal(1)
  })
})
