import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { COUNTED, MEASURED, OF_THE_FARM } from '../../src/node/metrics.ts'

const text = readFileSync(join(import.meta.dirname, '../../docs/metrics.md'), 'utf8')

/** Rows of cells, of the tables under each heading. */
const tables = new Map(text.split(/^## /m).slice(1).map((section) => {
  const [heading = '', ...lines] = section.split('\n')

  return [heading, lines.filter((line) => line.startsWith('| peerq_')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))]
}))

const { sessions, refusals, storage } = OF_THE_FARM

describe('docs/metrics.md', () => {
  it('has every counter with its event, and no other', () => {
    expect(tables.get('Counters')?.map(([name, , event]) => [name, event])).to.deep.equal([
      ...Object.entries(COUNTED).map(([event, { name }]) => [name, event]),
      [refusals.name, undefined]
    ])
  })

  it('has every gauge, and no other', () => {
    expect(tables.get('Gauges')?.map(([name]) => name)).to.deep.equal([...MEASURED.map(({ name }) => name), sessions.name, storage.name])
  })

  it('says seconds where the name does, and nowhere else', () => {
    for (const [name = '', unit = ''] of tables.get('Gauges') ?? []) {
      expect(unit === 'seconds', name).to.equal(name.endsWith('_seconds'))
    }
  })

  it('alarms about nothing that is not there', () => {
    const known = new Set([...tables.get('Counters') ?? [], ...tables.get('Gauges') ?? []].map(([name]) => name))
    const named = Array.from(text.matchAll(/peerq_[a-z_]+[a-z]/g), ([name]) => name)

    expect(named.filter((name) => !known.has(name))).to.deep.equal([])
  })
})
