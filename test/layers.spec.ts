import { join } from 'node:path'
import { expect } from 'chai'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'

const root = join(import.meta.dirname, '..')

/** The rooms as architecture has them, from the ground up: each may import those named. */
const arrows: Record<string, string[]> = {
  engine: [],
  protocol: [],
  storage: [],
  worker: [],
  link: ['protocol'],
  client: ['protocol', 'link', 'worker'],
  coordinator: ['engine', 'storage', 'protocol', 'link'],
  node: ['engine', 'storage', 'protocol', 'link', 'worker', 'client', 'coordinator'],
  cli: ['node'],
  testing: ['coordinator', 'client', 'worker', 'link', 'storage', 'protocol']
}

const typeArrows: Record<string, string[]> = { storage: ['engine'], worker: ['client'], testing: ['engine', 'node'] }
const rooms = Object.keys(arrows)

describe('the layer rule', () => {
  let eslint: ESLint

  before(function () {
    this.timeout(20_000)

    const rules = new Set([
      'peerq/layers', 'no-restricted-globals', 'no-restricted-properties', 'no-restricted-syntax',
      '@typescript-eslint/no-restricted-imports'
    ])

    eslint = new ESLint({
      cwd: root,
      overrideConfigFile: join(root, '.config/eslint.config.js'),
      // the snippets are in no TypeScript project
      overrideConfig: tseslint.configs.disableTypeChecked,
      ruleFilter: ({ ruleId }) => rules.has(ruleId)
    })

    // loads the configuration, the slow part
    return eslint.calculateConfigForFile(join(root, 'src/index.ts'))
  })

  async function problems (file: string, code: string): Promise<string[]> {
    const [result] = await eslint.lintText(code + '\n', { filePath: join(root, file) })

    return result?.messages.map(({ message }) => message) ?? ['nothing was linted']
  }

  async function expectClean (file: string, code: string): Promise<void> {
    expect(await problems(file, code), code).to.deep.equal([])
  }

  async function expectRefused (file: string, code: string, because: RegExp): Promise<void> {
    const found = await problems(file, code)

    expect(found, code).to.have.lengthOf(1)
    expect(found[0]).to.match(because)
  }

  for (const from of rooms) {
    const allowed = arrows[from] ?? []
    const types = typeArrows[from] ?? []

    it(`lets ${from} import ${[...allowed, ...types.map((room) => `types of ${room}`)].join(', ') || 'no other room'}`, async () => {
      for (const to of rooms) {
        const value = `import { x } from '../${to}/x.ts'`
        const type = `import type { X } from '../${to}/x.ts'`

        if (allowed.includes(to)) {
          await expectClean(`src/${from}/a.ts`, value)
        } else if (types.includes(to)) {
          await expectClean(`src/${from}/a.ts`, type)
          await expectRefused(`src/${from}/a.ts`, value, new RegExp(`^${from} may only .* ${to}$`))
        } else if (to !== from) {
          await expectRefused(`src/${from}/a.ts`, type, new RegExp(`^${from} may not import ${to}$`))
        }
      }
    })
  }

  describe('lets', () => {
    const table: Array<[what: string, file: string, code: string]> = [
      ['every room lean on the ground', 'src/storage/a.ts', "import { StorageError } from '../errors.ts'"],
      ['the engine throw our errors', 'src/engine/a.ts', "import { LimitError } from '../errors.ts'"],
      ['the engine name tasks', 'src/engine/a.ts', "import { x } from '../task-id.ts'"],
      ['the ground lean on itself', 'src/clock.ts', "import { x } from './constants.ts'"],
      ['a room import itself', 'src/engine/deep/a.ts', "import { x } from '../heap.ts'"],
      ['the command line use the public face', 'src/cli/commands/a.ts', "import { x } from '../../index.ts'"],
      ['index.ts import everything below it', 'src/index.ts', rooms.filter((room) => room !== 'cli').map((room) => `export * from './${room}/x.ts'`).join('\n')],
      ['a room have an index.ts of its own', 'src/engine/deep/a.ts', "import { x } from '../index.ts'"],
      ['the engine handle bytes', 'src/engine/a.ts', "import { concat } from 'uint8arrays/concat'"],
      ['the protocol use CBOR', 'src/protocol/a.ts', "import { encode } from 'cborg'"],
      ['the protocol import what was generated', 'src/protocol/a.ts', "import { Frame } from './generated/peerq.js'"],
      ['the protocol build the date it was sent', 'src/protocol/a.ts', 'export const date = new Date(0)'],
      ['node use libp2p and Node', 'src/node/a.ts', "import { tcp } from '@libp2p/tcp'\nimport * as crypto from 'node:crypto'"],
      ['storage load node:sqlite late', 'src/storage/a.ts', "const { DatabaseSync } = await import('node:sqlite')"],
      ['storage know the types of node:sqlite', 'src/storage/a.ts', "import type { DatabaseSync } from 'node:sqlite'"],
      ['clock.ts ask the machine', 'src/clock.ts', 'export const now = [Date.now(), performance.now(), Math.random()]'],
      ['tests look at every room', 'test/a.spec.ts', "import { x } from '../src/index.ts'\nimport { y } from '../src/engine/y.ts'"]
    ]

    for (const [what, file, code] of table) {
      it(what, () => expectClean(file, code))
    }
  })

  describe('refuses', () => {
    const table: Array<[what: string, file: string, code: string, because: RegExp]> = [
      ['index.ts to the inside', 'src/node/a.ts', "import { x } from '../index.ts'", /may not import index/],
      ['index.ts to the inside of the inside', 'src/node/deep/a.ts', "import { x } from '../../index.ts'", /may not import index/],
      ['the command line to the library', 'src/index.ts', "import { x } from './cli/x.ts'", /index may not import cli/],
      ['a room to the ground', 'src/errors.ts', "import { x } from './engine/x.ts'", /errors may not import engine/],
      ['a package to the ground', 'src/check-node.ts', "import 'node:fs'", /may not import node:fs/],
      ['the real clock to the engine', 'src/engine/a.ts', "import { systemClock } from '../clock.ts'", /only `import type` from clock/],
      ['a detour through export', 'src/worker/a.ts', "export { x } from '../client/x.ts'", /worker may only/],
      ['a detour through export *', 'src/client/a.ts', "export * from '../coordinator/x.ts'", /client may not import coordinator/],
      ['a detour through import()', 'src/client/a.ts', "await import('../coordinator/x.ts')", /client may not import coordinator/],
      ['a detour through a type', 'src/client/a.ts', "export type X = import('../coordinator/x.ts').X", /client may not import coordinator/],
      ['a detour through folders', 'src/client/a.ts', "import { x } from '../../src/coordinator/x.ts'", /client may not import coordinator/],
      ['a room that nobody gave a place', 'src/utils/a.ts', 'export const x = 1', /utils is not in the table/],
      ['what lies outside src', 'src/node/a.ts', "import { x } from '../../test/x.ts'", /nothing outside src/],
      ['libp2p to the engine', 'src/engine/a.ts', "import type { Stream } from '@libp2p/interface'", /may not import @libp2p\/interface/],
      ['Node to the engine', 'src/engine/a.ts', "import { Buffer } from 'node:buffer'", /may not import node:buffer/],
      ['CBOR to the engine', 'src/engine/a.ts', "import { encode } from 'cborg'", /may not import cborg/],
      ['it-* to the protocol', 'src/protocol/a.ts', "import { pipe } from 'it-pipe'", /may not import it-pipe/],
      ['a package that users do not get', 'src/node/a.ts', "import { expect } from 'chai'", /nor in the dependencies/],
      ['a static import of node:sqlite', 'src/storage/a.ts', "import { DatabaseSync } from 'node:sqlite'", /dynamically/],
      ['a static import of argon2', 'src/node/a.ts', "import { argon2 } from 'node:crypto'", /import \* as crypto/],
      ['a .js import', 'src/node/a.ts', "import { x } from './x.js'", /end in \.ts/],
      ['dates in the engine', 'src/engine/a.ts', 'export const date = new Date(0)', /pure/],
      ['promises in the engine', 'src/engine/a.ts', 'export const x = Promise.resolve()', /pure/],
      ['an async function in the engine', 'src/engine/a.ts', 'export async function f () {}', /pure/],
      ['an async method in the protocol', 'src/protocol/a.ts', 'export class A { async f () {} }', /pure/],
      ['await in the protocol', 'src/protocol/a.ts', 'await null', /pure/],
      ['the time in the protocol', 'src/protocol/a.ts', 'export const date = new Date()', /take a Clock/],
      ['a timer in the engine', 'src/engine/a.ts', 'setTimeout(() => {}, 1)', /pure/],
      ['Date.now', 'src/node/a.ts', 'Date.now()', /take a Clock/],
      ['new Date()', 'src/node/a.ts', 'new Date()', /take a Clock/],
      ['performance.now', 'src/node/a.ts', 'performance.now()', /take a Clock/],
      ['Math.random', 'src/engine/a.ts', 'Math.random()', /take a Clock/],
      ['setTimeout', 'src/coordinator/a.ts', 'setTimeout(() => {}, 1)', /take a Clock/],
      ['setInterval by way of globalThis', 'src/worker/a.ts', 'globalThis.setInterval(() => {}, 1)', /take a Clock/],
      ['setImmediate', 'src/testing/a.ts', 'setImmediate(() => {})', /take a Clock/],
      ['AbortSignal.timeout', 'src/client/a.ts', 'AbortSignal.timeout(1)', /take a Clock/],
      ['node:timers/promises', 'src/cli/a.ts', "import { setTimeout } from 'node:timers/promises'", /take a Clock/],
      ['a sleep in a unit test', 'test/a.spec.ts', 'setTimeout(() => {}, 1)', /no sleeps/]
    ]

    for (const [what, file, code, because] of table) {
      it(what, () => expectRefused(file, code, because))
    }
  })
})
