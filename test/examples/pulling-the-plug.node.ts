import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runExample } from './program.ts'
import type { Run } from '../../examples/pulling-the-plug/run.ts'

describe('pulling the plug', function () {
  // four processes start, and then it takes eight seconds
  this.timeout(120_000)

  it('records a run in which a worker is killed, and loses nothing', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'peerq-plug-'))

    try {
      await using program = runExample('pulling-the-plug/main.ts', directory)
      const { code, stdout, stderr } = await program.ended()
      const run = JSON.parse(await readFile(join(directory, 'pulling-the-plug.json'), 'utf8')) as Run

      expect(code, stderr).to.equal(0)
      expect(stdout[0]).to.match(/^30 tasks, 30 results\. Worker B was killed with \d+ tasks in its hands: they ran again elsewhere\.$/)
      expect(run.events.filter(({ type }) => type === 'task:complete')).to.have.lengthOf(30)
      expect(await readFile(join(directory, 'pulling-the-plug.svg'), 'utf8')).to.match(/^<svg [^]*kill -9 worker B[^]*<\/svg>\n$/)
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})
