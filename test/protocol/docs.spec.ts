import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { expect } from 'chai'
import { serviceTag } from '../../src/node/lan.ts'
import { decodeTicket, encodeTicket } from '../../src/node/ticket.ts'
import * as bounds from '../../src/protocol/bounds.ts'
import { decodeFrame, decodePayload, encodeFrame, encodePayload, FrameDecoder, STATUSES, validate } from '../../src/protocol/index.ts'
import type { Frame } from '../../src/protocol/index.ts'

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'docs/protocol.md'), 'utf8')
const schema = readFileSync(join(root, 'src/protocol/peerq.proto'), 'utf8')

interface Vectors {
  derivations: Array<{ key: string, slot: number, prologue: string, mix: string, ck: string, ikm: string, hkdf: string[] }>
}

const vectors = JSON.parse(readFileSync(join(root, 'test/fixtures/psk-vectors.json'), 'utf8')) as Vectors

/** What stands under each heading of the third level, and of the second. */
const sections = new Map(text.split(/^##+ /m).slice(1).map((section) => {
  const [heading = '', ...body] = section.split('\n')

  return [heading, body.join('\n')]
}))

/** The rows of the table under a heading whose first column is called `first`: cells without their blanks. */
function table (heading: string, first: string): string[][] {
  const lines = (sections.get(heading) ?? '').split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${first} |`))
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'))

  return start < 0
    ? []
    : lines.slice(start + 2, end < 0 ? undefined : end).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
}

/** All messages and enums of the schema: `Goodbye.Reason` → rows of name and number, and type for a field. */
function readSchema (): { messages: Map<string, string[][]>, enums: Map<string, string[][]> } {
  const messages = new Map<string, string[][]>()
  const enums = new Map<string, string[][]>()
  const scope: Array<{ kind: string, name: string }> = []

  for (const line of schema.replaceAll(/\/\/.*$/gm, '').split('\n').map((line) => line.trim())) {
    const [, kind, name = '', empty] = /^(message|enum|oneof) (\w+) \{(\})?$/.exec(line) ?? []
    const [, type = '', field = '', number = ''] = /^((?:repeated |optional )?[\w.]+) (\w+) = (\d+)(?: \[.*\])?;$/.exec(line) ?? []
    const [, value = '', of = ''] = /^([A-Z_]+) = (\d+);$/.exec(line) ?? []
    const path = scope.filter(({ kind }) => kind !== 'oneof').map(({ name }) => name)

    if (kind !== undefined) {
      if (kind !== 'oneof') {
        (kind === 'enum' ? enums : messages).set([...path, name].join('.'), [])
      }

      empty === undefined && scope.push({ kind, name })
    } else if (line === '}') {
      scope.pop()
    } else if (value !== '') {
      enums.get(path.join('.'))!.push([value, of])
    } else if (field !== '') {
      messages.get(path.join('.'))!.push([field, number, qualify(type, path.join('.'))])
    }
  }

  return { messages, enums }
}

/** A type that is declared inside the message has the message before its name. */
function qualify (type: string, message: string): string {
  const name = type.split(' ').pop()!
  const isNested = new RegExp(`message ${message} \\{\n  enum ${name} \\{`).test(schema)

  return isNested ? type.replace(name, `${message}.${name}`) : type
}

describe('docs/protocol.md', () => {
  const { messages, enums } = readSchema()

  it('is compared with the whole schema', () => {
    expect(messages.size).to.be.greaterThan(40)
    expect(enums.size).to.be.greaterThan(8)
    expect(messages.get('Goodbye')).to.deep.equal([['reason', '1', 'Goodbye.Reason'], ['status', '2', 'Status'], ['message', '3', 'string']])
  })

  for (const [name, fields] of messages) {
    it(`has the fields of ${name}, with their numbers and types`, () => {
      expect(sections.has(name), `a heading ${name}`).to.equal(true)
      expect(table(name, 'field').map((row) => row.slice(0, 3))).to.deep.equal(fields)

      if (fields.length === 0) {
        expect(sections.get(name)).to.include('It has no fields.')
      }
    })
  }

  for (const [name, values] of enums) {
    // the statuses have a table with more to it
    const [heading, first] = name === 'Status' ? ['Statuses', 'status'] as const : [name, 'name'] as const

    it(`has the values of ${name}, with their numbers`, () => {
      expect(table(heading, first).map((row) => row.slice(0, 2))).to.deep.equal(values)
    })
  }

  it('has of each status the error and whether to try again', () => {
    expect(table('Statuses', 'status').map(([status, , error, again]) => [status, error, again])).to.deep.equal(
      Object.entries(STATUSES).map(([status, { error, mayRetry }]) => [status, error?.name ?? '', error === null ? '' : mayRetry ? 'yes' : 'no'])
    )
  })

  it('has the limits as they are', () => {
    const limits = table('Limits', 'name')

    for (const [name, value] of limits) {
      expect(String(bounds[name as keyof typeof bounds]), name).to.equal(value)
    }

    const own = ['ERROR_TEXT_BYTES', 'PROTOCOL_ID', 'maxMessageBytes']
    expect(limits.map(([name]) => name).sort()).to.deep.equal(Object.keys(bounds).filter((name) => !own.includes(name)).sort())
  })

  it('has the id of the protocol', () => {
    expect(text).to.include(`It describes \`${bounds.PROTOCOL_ID}\``)
  })

  it('leads somewhere with every link to itself', () => {
    const anchors = new Set(Array.from(text.matchAll(/^##+ (.*)$/gm), ([, heading = '']) =>
      heading.toLowerCase().replaceAll(/[^\w -]/g, '').replaceAll(' ', '-')))

    for (const [, anchor = ''] of text.matchAll(/\]\(#([^)]*)\)/g)) {
      expect(anchors, anchor).to.include(anchor)
    }
  })

  it('has a derivation of the handshake that is among the vectors', () => {
    const rows = Object.fromEntries(table('The handshake with the key', 'name').map(([name = '', bytes = '']) => [name, bytes.replaceAll('`', '')]))
    const [{ key, slot, prologue, mix, ck, ikm, hkdf }] = vectors.derivations as [Vectors['derivations'][0]]

    expect(rows).to.deep.equal({
      key, slot: `0${slot}`, prologue, mix, ck, ikm, 'HKDF(ck, ikm ‖ mix), first': hkdf[0], second: hkdf[1], third: hkdf[2]
    })
  })

  it('has a ticket that is read as it says, and written so again', () => {
    const rows = Object.fromEntries(table('Tickets', 'name').map(([name = '', value = '']) => [name, value.split(' and ').map((each) => each.replaceAll('`', ''))]))
    const { farm = [], key = [], addresses = [], ticket: [ticket = ''] = [] } = rows
    const content = decodeTicket(ticket)

    expect({ ...content, key: Buffer.from(content.key).toString('hex') }).to.deep.equal({ farm: farm[0], key: key[0], peerId: rows['peer id']?.[0], addresses })
    expect(encodeTicket(content)).to.equal(ticket)
    expect(Buffer.from(ticket.slice('peerq:1:'.length), 'base64url').subarray(0, 4).toString('hex')).to.equal(rows['SHA-256(body), the first 4 bytes']?.[0])
  })

  it('has the name under which a farm is looked for', () => {
    expect(sections.get('On a LAN')).to.include(`\`${serviceTag('default')}\``)
  })
})

describe('the payloads in docs/protocol.md', () => {
  const rows = table('Payloads', 'value').map((row) => row.map((cell) => cell.replaceAll('`', '')))

  it('are some', () => {
    expect(rows.length).to.be.greaterThan(10)
  })

  for (const [expression = '', hex = ''] of rows) {
    it(`have ${expression} as it is encoded, and decoded`, () => {
      const value: unknown = runInThisContext(`(${expression})`)

      expect(Buffer.from(encodePayload(value)).toString('hex')).to.equal(hex)
      expect(decodePayload(Buffer.from(hex, 'hex'))).to.deep.equal(value)
    })
  }
})

describe('the frames in docs/protocol.md', () => {
  const examples = Array.from(text.matchAll(/```json\n([^]*?)\n```\n```hex\n([^]*?)\n```/g), ([, json = '', hex = '']) =>
    ({ json, frame: readFrame(json), hex: hex.replaceAll('\n', '') }))

  it('are some, and each has its bytes', () => {
    expect(examples.length).to.be.greaterThan(20)
    expect(text.match(/```json/g)).to.have.length(examples.length)
    expect(text.match(/```hex/g)).to.have.length(examples.length)
  })

  for (const { json, frame, hex } of examples) {
    it(`have the bytes of ${json.slice(0, 70)}…`, () => {
      expect(Buffer.from(encodeFrame(frame)).toString('hex')).to.equal(hex)
    })

    it(`are whole and allowed: ${json.slice(0, 70)}…`, () => {
      const decoder = new FrameDecoder()
      decoder.write(Buffer.from(hex, 'hex'))
      const found = decoder.read()
      const decoded = decodeFrame(found.type === 'frame' ? found.bytes : new Uint8Array(0))

      if (!decoded.ok) {
        throw new Error(decoded.message)
      }

      expect(Buffer.from(encodeFrame(decoded.value)).toString('hex'), 'and back').to.equal(hex)
      expect(decoder.read().type).to.equal('more')

      for (const message of decoded.value.messages) {
        expect([validate(message, 'coordinator').ok, validate(message, 'caller').ok]).to.include(true)
      }
    })
  }
})

/** Bytes are written as `hex:…`; what is at its default is left out. */
function readFrame (json: string): Frame {
  const frame = JSON.parse(json, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith('hex:') ? new Uint8Array(Buffer.from(value.slice(4), 'hex')) : value) as Partial<Frame>

  return { messages: [], below: 0, ...frame }
}
