import { expect } from 'chai'
import { siblingUrl } from '../src/module-url.ts'

describe('siblingUrl', () => {
  const table: Array<[from: string, name: `./${string}` | `../${string}`, to: string]> = [
    ['file:///p/src/storage/sqlite.ts', './sqlite-thread', 'file:///p/src/storage/sqlite-thread.ts'],
    ['file:///p/dist/storage/sqlite.js', './sqlite-thread', 'file:///p/dist/storage/sqlite-thread.js'],
    ['file:///p/src/worker/pool.ts', '../storage/thread', 'file:///p/src/storage/thread.ts'],
    ['file:///p/dist/a.js?v=1.ts', './b', 'file:///p/dist/b.js'],
    ['file:///p/src/a.ts?v=1', './b', 'file:///p/src/b.ts'],
    ['file:///p.ts/dist/a.js', './b', 'file:///p.ts/dist/b.js']
  ]

  for (const [from, name, to] of table) {
    it(`is ${to} for ${name} beside ${from}`, () => {
      expect(siblingUrl(from, name).href).to.equal(to)
    })
  }
})
