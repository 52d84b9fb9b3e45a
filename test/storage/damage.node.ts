import { fork } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, cp, mkdir, readFile, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import * as sqlite from 'node:sqlite'
import { expect } from 'chai'
import fc from 'fast-check'
import { SCHEMA } from '../../src/storage/sqlite/schema.ts'
import { SqliteStore } from '../../src/storage/sqlite/store.ts'
import { Trouble } from '../../src/storage/sqlite/trouble.ts'
import { inspectWal } from '../../src/storage/sqlite/wal.ts'
import { flipBit } from '../helpers/flip-bit.ts'
import { Directories, blob } from './directories.ts'

/** Batches of all sizes: of less than a page, of a page, of many. */
const BATCHES = Array.from({ length: 60 }, (_, n) => blob(n, [40, 700, 8_192, 30, 20_000][n % 5]))

describe('a damaged journal', function () {
  this.timeout(60_000)
  const directories = new Directories()

  afterEach(async () => {
    await directories.clear()
  })

  /** Written and closed: all of it is in the database. */
  async function closed (): Promise<string> {
    const directory = await directories.make()
    await directories.fill(directory, BATCHES.slice(0, 20))
    const journal = directories.journal(directory)
    let { position } = await journal.open()
    await journal.snapshot([blob(100, 30_000), blob(101)], position)

    for (const batch of BATCHES.slice(20)) {
      position = await journal.append(batch.slice(), position)
    }

    await journal.close()

    return directory
  }

  /** Written by a process that was killed: most of it is in the log still. */
  async function killed (): Promise<string> {
    const directory = await directories.make()
    const child = fork(join(import.meta.dirname, 'programs', 'holder.ts'), [directory], { serialization: 'advanced' })
    child.send(BATCHES)
    await once(child, 'message')
    child.kill('SIGKILL')
    await once(child, 'close')

    return directory
  }

  /** What a start finds; or the trouble that it has. */
  function read (directory: string): string[] | Trouble {
    const store = new SqliteStore(sqlite, { directory, schema: SCHEMA, readOnly: false, ballastBytes: 0 })

    try {
      const { position } = store.open()
      const records: string[] = []

      for (let portion = store.load(); portion.length > 0; portion = store.load()) {
        records.push(...portion.map(({ kind, data, position }) => `${kind} ${position} ${Buffer.from(data).toString('base64')}`))
      }

      return [...records, `at ${position}`]
    } catch (error) {
      expect(error).to.be.instanceOf(Trouble)
      return error as Trouble
    } finally {
      store.close()
    }
  }

  /** A copy of the directory in which one file was changed. */
  async function copyOf (directory: string, file: string, change: (path: string) => Promise<void>): Promise<string> {
    const copy = join(await directories.make(), 'copy')
    await cp(directory, copy, { recursive: true })
    await change(join(copy, file))

    return copy
  }

  it('is never read as another one, whichever bit is flipped in it: it is found out, or it does not matter', async () => {
    const directory = await closed()
    const before = read(directory)
    const { size } = await stat(join(directory, 'journal.sqlite'))
    let found = 0

    await fc.assert(fc.asyncProperty(fc.nat({ max: size * 8 - 1 }), async (bit) => {
      const after = read(await copyOf(directory, 'journal.sqlite', (path) => flipBit(path, bit)))

      if (after instanceof Trouble) {
        found++
      } else {
        expect(after).to.deep.equal(before)
      }
    }), { numRuns: 150 })

    expect(found).to.be.greaterThan(90)
  })

  it('is found out when a bit is flipped in anything that was written to it', async () => {
    const directory = await closed()
    const bytes = await readFile(join(directory, 'journal.sqlite'))

    for (const batch of [...BATCHES.slice(20), blob(100, 30_000), blob(101)]) {
      const start = batch.subarray(0, 30)
      const places: number[] = []

      // a page that is not in use any more may still show what was on it
      for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + 1)) {
        places.push(at)
      }

      const trouble = read(await copyOf(directory, 'journal.sqlite', async (path) => {
        for (const at of places) {
          await flipBit(path, at * 8 + 77)
        }
      }))
      expect(places).to.not.deep.equal([])

      expect(trouble).to.be.instanceOf(Trouble).and.to.include({ kind: 'damaged' })
      expect((trouble as Trouble).message).to.match(/(batch|piece) \d+ .*is damaged.*restore the directory from a copy/)
    }
  })

  describe('whose log was left by a kill', () => {
    it('has lost what was not acknowledged, at most: cut off anywhere, it holds the batches before', async () => {
      const directory = await killed()
      const whole = read(await copyOf(directory, 'journal.sqlite-wal', async () => {})) as string[]
      const { size } = await stat(join(directory, 'journal.sqlite-wal'))
      const lengths = new Set<number>()
      let last = 0

      for (let cut = 0; cut <= 110; cut++) {
        const records = read(await copyOf(directory, 'journal.sqlite-wal', (path) => truncate(path, Math.floor(size * cut / 110)))) as string[]
        const position = records.length - 1

        expect(records).to.deep.equal([...whole.slice(0, position), `at ${position}`])
        expect(position).to.be.at.least(last)
        lengths.add(last = position)
      }

      expect(whole).to.have.lengthOf(BATCHES.length + 1)
      expect(lengths.size).to.be.greaterThan(20)
    })

    it('is found out when a bit is flipped in it, unless it is in the last batch, which may not have been acknowledged', async () => {
      const directory = await killed()
      const whole = read(await copyOf(directory, 'journal.sqlite-wal', async () => {})) as string[]
      const { size } = await stat(join(directory, 'journal.sqlite-wal'))
      let found = 0

      await fc.assert(fc.asyncProperty(fc.nat({ max: size * 8 - 1 }), async (bit) => {
        const after = read(await copyOf(directory, 'journal.sqlite-wal', (path) => flipBit(path, bit)))

        if (after instanceof Trouble) {
          found++
          expect(after).to.include({ kind: 'damaged' })
        } else if (after.length !== whole.length) {
          expect(after).to.deep.equal([...whole.slice(0, -2), `at ${BATCHES.length - 1}`])
        }
      }), { numRuns: 120, examples: Array.from({ length: 32 }, (_, byte) => [byte * 8 + byte % 8]) })

      expect(found).to.be.greaterThan(60)
    })

    it('is left as it is when it is damaged', async () => {
      const directory = await copyOf(await killed(), 'journal.sqlite-wal', (path) => flipBit(path, 9_000 * 8))
      const file = join(directory, 'journal.sqlite-wal')
      const before = await readFile(file)
      const trouble = read(directory)

      expect(trouble).to.be.instanceOf(Trouble)
      expect((trouble as Trouble).message).to.include('journal.sqlite-wal is damaged').and.to.include('Nothing was changed')
      expect(Buffer.compare(await readFile(file), before)).to.equal(0)
    })

    it('counts what is whole in it, and what is lost', async () => {
      const directory = await killed()
      const file = join(directory, 'journal.sqlite-wal')
      const { commits, lost } = inspectWal(file)
      expect(commits).to.be.greaterThan(BATCHES.length)
      expect(lost).to.equal(0)

      const cut = join(directory, 'cut')
      await mkdir(cut)
      await copyFile(file, join(cut, 'wal'))
      await flipBit(join(cut, 'wal'), 50_000 * 8)
      const after = inspectWal(join(cut, 'wal'))
      expect(after.commits + after.lost).to.equal(commits)
      expect(after.lost).to.be.greaterThan(2)
      expect(inspectWal(join(cut, 'none'))).to.deep.equal({ commits: 0, lost: 0 })
    })
  })
})
