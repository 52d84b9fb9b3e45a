import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { COMMANDS } from '../../src/cli/commands/index.ts'
import { EXIT, MAP_EXIT } from '../../src/cli/exit-codes.ts'

const text = readFileSync(join(import.meta.dirname, '../../docs/cli.md'), 'utf8')

/** The headings, and what stands under each. */
const sections = new Map(text.split(/^## /m).slice(1).map((section) => {
  const [heading = '', ...body] = section.split('\n')

  return [heading, body.join('\n')]
}))

function rows (heading: string): string[][] {
  return (sections.get(heading) ?? '').split('\n').filter((line) => line.startsWith('| ')).slice(1)
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
}

describe('docs/cli.md', () => {
  it('has every command with its summary, in the order of the help', () => {
    expect(rows('Commands')).to.deep.equal(COMMANDS.map(({ name, summary }) => [name, summary]))
  })

  it('has a heading for each command, in that order, with its examples', () => {
    expect([...sections.keys()].filter((heading) => heading.startsWith('peerq '))).to.deep.equal(COMMANDS.map(({ name }) => `peerq ${name}`))

    for (const { name, examples } of COMMANDS) {
      for (const [line, meaning] of examples) {
        expect(sections.get(`peerq ${name}`)).to.include(`# ${meaning}\n${line}\n`)
      }
    }
  })

  it('has every exit code, and no other', () => {
    expect(rows('Exit codes').map(([code, name]) => [name, Number(code)])).to.deep.equal(Object.entries(EXIT))
    expect(rows('peerq map').map(([code, name]) => [name, Number(code)])).to.deep.equal(Object.entries(MAP_EXIT))
  })
})
