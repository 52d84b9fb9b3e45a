import { expect } from 'chai'
import { cutsOf, run } from './cuts.ts'
import { KINDS } from './kinds.ts'
import type { Cut } from './cuts.ts'
import type { Kind } from './kinds.ts'

function kindOf (name: string): Kind {
  return KINDS.find((kind) => kind.name === name) ?? expect.fail(`no kind '${name}'`)
}

describe('a connection that is cut at any byte of', () => {
  for (const [title, name] of [['a put', 'put'], ['a get and its confirmation', 'confirm'], ['a complete', 'complete']] as const) {
    const kind = kindOf(name)

    it(`${title} makes no difference`, async function () {
      this.timeout(10_000)
      const { came, bytes: [exchange] } = await run(kind)
      let cuts = 0

      for (const cut of cutsOf(0, exchange ?? expect.fail('nothing was said'))) {
        expect((await run(kind, [cut])).came, JSON.stringify(cut)).to.deep.equal(came)
        cuts++
      }

      expect(cuts).to.be.above(20)
    })

    it(`${title}, and of the resumption after it whose reply was lost, makes no difference`, async function () {
      this.timeout(10_000)
      const { came } = await run(kind)
      const lost: Cut = { wire: 0, direction: 'down', bytes: 0 }
      const { bytes: [, resumption] } = await run(kind, [lost])
      let cuts = 0

      for (const cut of cutsOf(1, resumption ?? expect.fail('it was not resumed'))) {
        expect((await run(kind, [lost, cut])).came, JSON.stringify(cut)).to.deep.equal(came)
        cuts++
      }

      expect(cuts).to.be.above(100)
    })
  }
})
