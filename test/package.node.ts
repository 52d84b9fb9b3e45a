import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('..', import.meta.url))

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

describe('the packed package', function () {
  this.timeout(120_000)
  let directory: string

  before(async () => {
    // below node_modules, where its dependencies are found
    await mkdir(join(ROOT, 'node_modules', '.packed'), { recursive: true })
    directory = await mkdtemp(join(ROOT, 'node_modules', '.packed', 'user-'))
    await run('npm', ['pack', '--pack-destination', directory], { cwd: ROOT })
    const tarball = (await readdir(directory)).find((name) => name.endsWith('.tgz')) as string
    await mkdir(join(directory, 'node_modules', 'peerq'), { recursive: true })
    await run('tar', ['xzf', join(directory, tarball), '--strip-components=1', '-C', join(directory, 'node_modules', 'peerq')])
    await writeFile(join(directory, 'package.json'), '{ "type": "module" }')
    await writeFile(join(directory, 'handler.js'), HANDLER)
    await writeFile(join(directory, 'main.js'), PROGRAM)
  })

  after(async () => {
    await rm(join(ROOT, 'node_modules', '.packed'), { recursive: true, force: true })
  })

  it('runs a farm, and a handler in threads, in a project of its own', async () => {
    const { stdout } = await run(process.execPath, ['main.js'], { cwd: directory })

    expect(stdout).to.equal('500000500000\n')
  })
})
