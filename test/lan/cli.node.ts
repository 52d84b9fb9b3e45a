import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { peerq, startPeerq } from '../cli/support.ts'
import { useLan } from './lan.ts'
import type { Program } from '../helpers/program.ts'

/** 100 files of 0 to 100 kB, and what their checksums are. */
const MAKE = 'mkdir in; for i in $(seq 100); do head -c $((i * 1009 % 100000)) /dev/urandom > in/$i.bin; done; sha256sum in/*.bin | sed "s/[.]bin/.copy/"'
const COPY = ['sh', '-c', 'sleep 0.1; cat "$1" > "$2"', '-', '{}', '{.}.copy']

describe('commands on a LAN', function () {
  this.timeout(180_000)

  const lan = useLan(['a', 'b', 'c'], ['unshare', 'nsenter'])
  let directory: string
  const programs: Program[] = []

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'peerq-disks-'))
  })

  afterEach(async () => {
    await Promise.all(programs.splice(0).map(async (program) => program[Symbol.asyncDispose]()))
  })

  after(async () => {
    await rm(directory, { recursive: true })
  })

  it('travel with 100 files to hosts that share no disk, and 100 come back, one worker being killed on the way', async () => {
    const disks = Object.fromEntries(await Promise.all(['a', 'b', 'c'].map(async (host) => [host, await lan().disk(host, directory)] as const)))
    const on = (host: string, ...args: string[]): Program => {
      const program = startPeerq(args, { runner: disks[host] as string[], env: { TMPDIR: directory } })
      programs.push(program)

      return program
    }
    const sums = await lan().output(disks.a as string[], 'sh', '-c', MAKE)

    const serve = on('a', 'serve', '--key-file', 'farm.key', '--create-key')
    const [, ticket = ''] = await serve.printed(/npx peerq join (peerq:1:\S+)/)
    const [b, c] = ['b', 'c'].map((host) => on(host, 'join', ticket, '--allow', 'sh', '--name', host, '-j', '2')) as [Program, Program]
    await Promise.all([b, c].map(async (worker) => worker.printed(/joined as/)))

    const map = startPeerq(['map', '--ticket', ticket, '--bar', '--send', '{}', '--return', '{.}.copy', '--', ...COPY, ':::',
      ...Array.from({ length: 100 }, (_, i) => `in/${i + 1}.bin`)], { runner: disks.a as string[] })
    programs.push(map)
    // it is told of once a second, in which the four of them do forty at most
    await map.printed(/ [1-7]\d of 100 .*b \d/)
    b.kill('SIGKILL')
    const { code, stderr } = await map.ended()
    const last = stderr.trimEnd().split('\n').at(-1) ?? ''

    console.log(`        ${last}`)
    expect(code, stderr).to.equal(0)
    expect(last).to.match(/^100 of 100 done, [1-4] ran again, 0 lost, in .* \(c \d+, b \d+\)$/)
    expect(await lan().output(disks.a as string[], 'sh', '-c', 'sha256sum in/*.copy')).to.equal(sums)

    // nothing of it was ever on a disk that another host sees
    expect(await readdir(directory)).to.deep.equal([])
    expect(await lan().output(disks.c as string[], 'ls')).to.equal('')
  })

  it('say who answers for a farm, and whether a key opens it', async () => {
    const [a, b] = await Promise.all(['a', 'b'].map(async (host) => lan().disk(host, directory))) as [string[], string[]]
    const serve = startPeerq(['serve', '--key-file', 'farm.key', '--create-key', '--farm', 'mill'], { runner: a, env: { TMPDIR: directory } })
    programs.push(serve)
    await serve.printed(/farm 'mill' is up/)
    const key = await lan().output(a, 'cat', 'farm.key')
    await lan().output(b, 'sh', '-c', 'umask 077; printf %s "$1" > farm.key', 'sh', key)
    const doctor = async (farm: string): Promise<string[]> => {
      const { stdout } = await peerq(['doctor', '--farm', farm, '--key-file', 'farm.key'], { runner: b, env: { TMPDIR: directory } })

      return stdout.filter((line) => /^(ok |not) /.test(line))
    }

    const [, , , network, onLan, coordinator] = await doctor('mill')
    expect(network).to.include('10.77.0.2')
    expect(onLan).to.match(/^ok {3}lan .* farm 'mill' is answered for by 12D3\w+ at \/ip4\/10\.77\.0\.1\/tcp\/7337/)
    expect(coordinator).to.match(/^ok {3}coordinator .* lets this key in/)
    expect((await doctor('another')).at(-1)).to.match(/^not {2}lan .* nobody answers for farm 'another'/)
  })
})
