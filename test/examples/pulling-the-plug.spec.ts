import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { barsOf, captionOf, drawRun, isLost } from '../../examples/pulling-the-plug/picture.ts'
import type { Run } from '../../examples/pulling-the-plug/run.ts'

const docs = join(import.meta.dirname, '../../docs')
const run = JSON.parse(readFileSync(join(docs, 'pulling-the-plug.json'), 'utf8')) as Run

describe('the picture in the README', () => {
  it('is drawn from the run that lies beside it', () => {
    expect(readFileSync(join(docs, 'pulling-the-plug.svg'), 'utf8')).to.equal(drawRun(run))
  })

  it('says what happened in that run', () => {
    const bars = barsOf(run)
    const lost = bars.filter(isLost)

    expect(run.results).to.equal(run.tasks)
    expect(lost).to.have.lengthOf(2)
    expect(lost.every(({ worker, from, to }) => worker === run.killed.worker && from < to && to === run.killed.at)).to.equal(true)
    // each task has one bar with an end, and each that was lost another one elsewhere, later
    expect(new Set(bars.filter((bar) => !isLost(bar)).map(({ task }) => task)).size).to.equal(run.tasks)
    expect(bars).to.have.lengthOf(run.tasks + lost.length)
    expect(bars.some(({ worker, from }) => worker === run.killed.worker && from > run.killed.at)).to.equal(false)
    expect(captionOf(run, lost.length)).to.equal('30 tasks, 30 results. Worker B was killed with 2 tasks in its hands: they ran again elsewhere.')
  })
})
