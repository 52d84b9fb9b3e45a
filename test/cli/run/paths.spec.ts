import { expect } from 'chai'
import fc from 'fast-check'
import { join, resolve } from 'node:path/posix'
import { insidePath } from '../../../src/cli/run/paths.ts'

describe('paths of files that travel', () => {
  for (const [path, short] of [['a', 'a'], ['a/b.png', 'a/b.png'], ['./a', 'a'], ['a//b', 'a/b'], ['a/./b', 'a/b'], ['a/../b', 'b'], ['..a', '..a'], ['a b/…', 'a b/…']] as const) {
    it(`are taken: ${path}`, () => {
      expect(insidePath(path)).to.equal(short)
    })
  }

  const refused = ['', '.', './', '..', '../a', 'a/../..', 'a/../../b', '/a', '/', '//a', 'a/', 'a\0b', '..\\a', 'C:\\a', `${'a/'.repeat(40)}a`, 'a'.repeat(2_000)]

  for (const path of refused) {
    it(`are refused: ${JSON.stringify(path.slice(0, 20))}`, () => {
      expect(insidePath(path)).to.equal(undefined)
    })
  }

  it('never lead out of the directory', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '', 'a', '...', '~', '\\', '\0'), fc.string({ maxLength: 4 }))

    fc.assert(fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const inside = insidePath(parts.join('/'))

      return inside === undefined || resolve(join('/work/dir', inside)).startsWith('/work/dir/')
    }), { numRuns: 2_000 })
  })
})
