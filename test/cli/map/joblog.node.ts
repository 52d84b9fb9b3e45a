import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { UsageError } from '../../../src/cli/explain.ts'
import { formatJob } from '../../../src/cli/map/joblog.ts'
import { openJoblog } from '../../../src/cli/map/joblog-file.ts'

const JOB = { host: 'b', startedAt: 1_500, ms: 250, sent: 10, received: 20, exit: 0, signal: 0 }

describe('a joblog', () => {
  let directory: string
  let joblog: string

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'peerq-joblog-'))
    joblog = join(directory, 'log')
  })

  afterEach(async () => {
    await rm(directory, { recursive: true })
  })

  async function write (...lines: string[]): Promise<void> {
    openJoblog({ joblog })
    await writeFile(joblog, lines.join(''), { flag: 'a' })
  }

  it('has GNU parallel\'s columns', async () => {
    await write(`${formatJob({ ...JOB, seq: 3, command: 'echo\ta\nb' })}\n`)

    expect(await readFile(joblog, 'utf8')).to.equal(
      'Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n3\tb\t1.500\t0.250\t10\t20\t0\t0\techo a b\n')
  })

  it('says what is done, and what is to be tried again', async () => {
    await write(
      `${formatJob({ ...JOB, seq: 1, command: 'a' })}\n`, `${formatJob({ ...JOB, seq: 2, exit: 1, command: 'b' })}\n`,
      `${formatJob({ ...JOB, seq: 3, signal: 9, command: 'c' })}\n`
    )
    const done = (options: object): number[] => {
      const isDone = openJoblog({ joblog, ...options })

      return [['a', 1], ['b', 2], ['c', 3], ['d', 4]].flatMap(([command, seq]) => isDone({ command, seq } as never) ? [seq as number] : [])
    }

    expect(done({ resume: true })).to.deep.equal([1, 2, 3])
    expect(done({ resumeFailed: true })).to.deep.equal([1])
    expect(done({})).to.deep.equal([])
    expect(done({ resume: true }), 'it began anew').to.deep.equal([])
  })

  it('goes on behind a line that was cut off, which does not count', async () => {
    await write(`${formatJob({ ...JOB, seq: 1, command: 'a' })}\n`, formatJob({ ...JOB, seq: 2, command: 'b' }))
    const isDone = openJoblog({ joblog, resume: true })

    expect(isDone({ seq: 1, command: 'a' })).to.equal(true)
    expect(isDone({ seq: 2, command: 'b' })).to.equal(false)
    expect((await readFile(joblog, 'utf8')).split('\n')).to.have.lengthOf(3)
  })

  it('is not that of another run', async () => {
    await write(`${formatJob({ ...JOB, seq: 1, command: 'a\tb' })}\n`)

    expect(openJoblog({ joblog, resume: true })({ seq: 1, command: 'a\tb' })).to.equal(true)
    expect(() => openJoblog({ joblog, resume: true })({ seq: 1, command: 'c' })).to.throw(UsageError, 'another run')
    await writeFile(joblog, 'something else\n')
    expect(() => openJoblog({ joblog, resume: true })).to.throw(UsageError, 'is no joblog')
  })
})
