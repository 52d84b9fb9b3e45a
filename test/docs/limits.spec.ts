import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { HELLO_MS, SILENT_MS } from '../../src/coordinator/vigil.ts'
import { HISTORY } from '../../src/engine/life.ts'
import { SESSION_TTL_MS } from '../../src/engine/sessions.ts'
import { KEY_SLOTS } from '../../src/node/key-list.ts'
import { MAX_ADDRESSES, MAX_CANDIDATES } from '../../src/node/lan.ts'
import { DEFAULT_LIMITS, defaultNodeLimits, resolveLimits, resolveServiceLimits } from '../../src/node/limits.ts'
import { HANDSHAKE_BYTES, NEGOTIATION_BYTES } from '../../src/node/prelude.ts'
import { MAX_TICKET_LENGTH } from '../../src/node/ticket.ts'
import { ERROR_TEXT_BYTES } from '../../src/protocol/index.ts'

const FIXED = {
  NEGOTIATION_BYTES,
  HANDSHAKE_BYTES,
  KEY_SLOTS,
  HELLO_MS,
  SILENT_MS,
  SESSION_TTL_MS,
  ERROR_TEXT_BYTES,
  HISTORY,
  MAX_CANDIDATES,
  MAX_ADDRESSES,
  MAX_TICKET_LENGTH
}

/** The tables, by their headings: rows of cells. */
const tables = new Map(readFileSync(join(import.meta.dirname, '../../docs/limits.md'), 'utf8').split(/^## /m).slice(1).map((section) => {
  const [heading = '', ...lines] = section.split('\n')

  return [heading, lines.filter((line) => line.startsWith('|')).slice(2).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))]
}))

const number = (text = ''): number => Number(text.replaceAll(',', ''))
const rows = (heading: string): string[][] => tables.get(heading) ?? []
const sessions = rows('Tasks and sessions')
const connections = rows('Connections')
const fixed = rows('What cannot be set')

describe('docs/limits.md', () => {
  it('has every limit, with its default, and no other', () => {
    expect(Object.fromEntries([...sessions, ...connections].map(([name, value]) => [name, number(value)]))).to.deep.equal(DEFAULT_LIMITS)
    expect(connections.map(([name]) => name)).to.have.members(Object.keys(defaultNodeLimits))
  })

  for (const [name = '', value, range = ''] of [...sessions, ...connections]) {
    it(`has the range of ${name}`, () => {
      const [, from, to] = /^([\d,]+) (?:or more|to ([\d,]+))$/.exec(range) ?? []
      const least = number(from)

      expect(least, 'the default is in it').to.be.at.most(number(value))
      expect(takes(name, least)).to.equal(true)
      expect(takes(name, least - 1)).to.equal(false)
      expect(takes(name, least + 0.5)).to.equal(false)

      if (to === undefined) {
        expect(takes(name, 2 ** 40)).to.equal(true)
        expect(takes(name, Infinity)).to.equal(name in defaultNodeLimits)
      } else {
        expect(takes(name, number(to))).to.equal(true)
        expect(takes(name, number(to) + 1)).to.equal(false)
      }
    })
  }

  it('says of each bound of a connection how it is set where the node is not ours, if it can be', () => {
    for (const [name = '', , , , , option = ''] of connections) {
      const isOfService = option === '`limits.maxStreams` of the service'
      const given = { [name]: DEFAULT_LIMITS[name as keyof typeof DEFAULT_LIMITS] }

      expect(isOfService, name).to.equal(name === 'maxStreams')

      if (!isOfService) {
        expect(() => resolveServiceLimits(given), name).to.throw(TypeError, 'docs/limits.md')
      }
    }
  })

  it('has what cannot be set as it is', () => {
    expect(Object.fromEntries(fixed.map(([name, value]) => [name, number(value)]))).to.deep.equal(FIXED)
  })
})

/** Whether a value is taken; three of them share a bound, of which the table says so. */
function takes (name: string, value: number): boolean {
  try {
    resolveLimits({ [name]: value })

    return true
  } catch (err) {
    expect(err).to.be.instanceOf(RangeError)

    return /together/.test((err as Error).message)
  }
}
