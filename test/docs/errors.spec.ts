import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import * as errors from '../../src/errors.ts'

const text = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8')

/** The headings, and what stands under each. */
const sections = new Map(text.split(/^## /m).slice(1).map((section) => {
  const [heading = '', ...body] = section.split('\n')

  return [heading, body.join('\n')]
}))

/** The classes of which there are instances: `PeerqError` itself is abstract. */
const classes = Object.entries(errors).filter(([name]) => name !== 'PeerqError')

describe('docs/errors.md', () => {
  it('has a heading for each error class, and for nothing else', () => {
    expect([...sections.keys()].sort()).to.deep.equal(classes.map(([name]) => name).sort())
  })

  for (const [name, Class] of classes) {
    describe(name, () => {
      const section = sections.get(name) ?? ''
      const error = create(Class)

      it('has the code that an instance has', () => {
        expect(error).to.be.an.instanceOf(errors.PeerqError)
        expect(error.name).to.equal(name)
        expect(/^Code `(\w+)`\./m.exec(section)?.[1]).to.equal(error.code)
      })

      it('says when it comes, what it proves and what to do', () => {
        const points = Array.from(section.matchAll(/^- \*\*(.*?)\*\*: \S/gm), ([, point]) => point)

        expect(points).to.deep.equal(['When', 'Proves', 'Do'])
      })

      it('mentions what else an instance carries', () => {
        const own = Object.keys(error).filter((key) => !['name', 'code'].includes(key))

        for (const property of own) {
          expect(section).to.include(`\`${property}\``)
        }
      })
    })
  }
})

function create (Class: unknown): errors.PeerqError {
  return new (Class as new (message: string) => errors.PeerqError)('told')
}
