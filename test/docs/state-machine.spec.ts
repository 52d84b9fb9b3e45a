import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { TASK_EVENTS, TASK_STATES, TRANSITIONS } from '../../src/engine/transitions.ts'

const text = readFileSync(new URL('../../docs/state-machine.md', import.meta.url), 'utf8')

/** The rows of the table below a heading, as cells. */
function rowsOf (heading: string): string[][] {
  const section = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''

  return section.split('\n').filter((line) => line.startsWith('|')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', '')))
}

describe('docs/state-machine.md', () => {
  it('has the table of the engine', () => {
    const [head = [], , ...rows] = rowsOf('The table')
    const events = head.slice(1)
    const table = Object.fromEntries(rows.map(([state = '', ...cells]) =>
      [state, Object.fromEntries(cells.map((cell, i) => [events[i], cell]).filter(([, cell]) => cell !== ''))]))

    expect(events).to.deep.equal(TASK_EVENTS)
    expect(table).to.deep.equal(TRANSITIONS)
  })

  it('draws each arrow of it, and no other', () => {
    const drawn = [...text.matchAll(/^ {2}([A-Z]+) --> ([A-Z]+): (.+)$/gm)].flatMap(([, from, to, events = '']) => events.split(', ').map((event) => `${from} ${event} ${to}`))
    const known = TASK_STATES.flatMap((from) => Object.entries(TRANSITIONS[from]).map(([event, to]) => `${from} ${event} ${to}`))

    expect(drawn.toSorted()).to.deep.equal(known.toSorted())
  })

  it('explains each state and each event', () => {
    expect(rowsOf('States').slice(2).map(([state]) => state)).to.deep.equal(TASK_STATES)
    expect(rowsOf('Events').slice(2).map(([event]) => event)).to.deep.equal(TASK_EVENTS)
  })
})
