import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { COMMANDS } from '../../src/cli/commands/index.ts'
import { BIN, peerq } from './support.ts'

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

  it('says more with help, also when that is not read to its end', async () => {
    for (const args of [['help'], ['help', 'help'], ['help', 'put'], ['put', '--help']]) {
      expect(await peerq(args), args.join(' ')).to.include({ code: 0, stderr: '' })
    }

    // what is closed before the first line is written
    expect(spawnSync('sh', ['-c', '(sleep 0.2; "$0" "$1" put --help; echo $? >&2) | true', process.execPath, BIN], { encoding: 'utf8' }).stderr).to.equal('0\n')
  })

  it('makes a key file that only its owner can read, once', async () => {
    const file = join(directory, 'farm.key')

    expect((await peerq(['keygen', file])).code).to.equal(0)
    expect((await stat(file)).mode & 0o777).to.equal(0o600)
    expect(await peerq(['keygen', file])).to.include({
      code: 2, stderr: `peerq: ${file} is there already, and a key in use is not overwritten\n       use that one, or give another name\n`
    })
    expect(await peerq(['keygen', join(directory, 'none/farm.key')])).to.include({
      code: 2, stderr: `peerq: there is no directory ${join(directory, 'none')}\n       make it first, or give another path\n`
    })
    expect(JSON.parse((await peerq(['keygen', '--json'])).stdout.join('\n'))).to.have.property('key').that.matches(/^\/key\/swarm\/psk\/1\.0\.0\/\n/)
  })
})
