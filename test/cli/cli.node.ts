import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { COMMANDS } from '../../src/cli/commands/index.ts'
import { peerq } from './support.ts'

describe('peerq', () => {
  let directory: string

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'peerq-cli-'))
  })

  after(async () => {
    await rm(directory, { recursive: true })
  })

  it('lists its commands, and says its version', async () => {
    const { code, stdout, stderr } = await peerq([])
    const { version } = JSON.parse(await readFile(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }

    expect(code).to.equal(0)
    expect(stderr).to.equal('')

    for (const { name } of COMMANDS) {
      expect(stdout.some((line) => line.startsWith(`  ${name} `)), name).to.equal(true)
    }

    expect(await peerq(['--version'])).to.deep.include({ code: 0, stdout: [version] })
  })

  it('says in one line what is wrong, in another what to do, and exits with 2', async () => {
    const { code, stdout, stderr } = await peerq(['stat'])

    expect(code).to.equal(2)
    expect(stdout).to.deep.equal([])
    expect(stderr).to.equal("peerq: unknown command 'stat' (Did you mean stats?)\n       see: peerq --help\n")
  })

  it('says it in JSON where that was asked for', async () => {
    const { code, stderr } = await peerq(['stats', 'q', '--json'])

    expect(code).to.equal(2)
    expect(JSON.parse(stderr)).to.deep.include({ error: {
      exit: 2,
      name: 'UsageError',
      message: 'there is no key, and no ticket',
      advice: 'give one: --ticket or --key-file, or PEERQ_TICKET, PEERQ_KEY_FILE or PEERQ_KEY in the environment'
    } })
  })

  it('makes a key file that only its owner can read, once', async () => {
    const file = join(directory, 'farm.key')

    expect((await peerq(['keygen', file])).code).to.equal(0)
    expect((await stat(file)).mode & 0o777).to.equal(0o600)
    expect(await peerq(['keygen', file])).to.include({ code: 2 }).and.to.have.property('stderr').that.includes('EEXIST')
  })
})
