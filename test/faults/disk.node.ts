import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, open, rm, stat, statfs, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as sqlite from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { checkJournal } from '../../src/coordinator/index.ts'
import { encodePiece, encodeRecord } from '../../src/coordinator/record.ts'
import { SCHEMA } from '../../src/storage/sqlite/schema.ts'
import { SqliteStore } from '../../src/storage/sqlite/store.ts'
import { Trouble } from '../../src/storage/sqlite/trouble.ts'
import { RandomLife } from '../engine/random-life.ts'
import { flipBit } from '../helpers/flip-bit.ts'
import { BadDisk } from './bad-disk.ts'
import { print } from './report.ts'
import { size } from './sizes.ts'
import { Trial } from './trial.ts'
import type { JournalReport } from '../../src/coordinator/index.ts'
import type { Journal, JournalRecord } from '../../src/storage/journal.ts'

const run = promisify(execFile)

/** In memory where that can be: what is tried here is no disk's speed. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Of the disk that gets full. */
const DISK_BYTES = 96 * 1024 * 1024

describe('faults: the disk', function () {
  this.timeout(size(300_000, 7_200_000))

  let directory: string

  beforeEach(async () => {
    directory = await mkdtemp(join(PLACE, 'peerq-disk-'))
  })

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true })
  })

  it('15: is full', async function () {
    const disk = join(directory, 'disk')
    await mkdir(disk)

    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', disk])
    } catch (err) {
      console.log(`        skipped: a small disk needs root, and to be allowed to mount (${(err as Error).message.trim()}); row 16 injects a full disk`)
      this.skip()
    }

    try {
      await fills(disk)
    } finally {
      await run('umount', ['-l', disk])
    }
  })

  async function fills (disk: string): Promise<void> {
    const rounds = size(5, 50)
    await using trial = await Trial.begin({ row: 15, title: 'disk full', durable: true, dataDir: join(disk, 'data') })
    await trial.workers({ names: ['one', 'two'], concurrency: 8 })
    const producer = await trial.producer(Number.MAX_SAFE_INTEGER, { waits: true, bytes: 32 * 1024 })
    const refusals = new Set<unknown>()
    let refused = 0

    for (let round = 0; round < rounds; round++) {
      trial.breaks('disk full', 'coordinator')
      await fill(join(disk, 'filler'))
      await trial.ask(trial.coordinator, 'pause')
      producer.tell({ type: 'go', until: Number.MAX_SAFE_INTEGER })

      for (const before = refused; refused === before;) {
        await sleep(20)
        const { refusals: count, refusal } = await trial.ask(producer, 'asked')
        refused += count as number
        refusals.add(refusal)
      }

      // those that were refused are tried again until there is room, and no others
      producer.tell({ type: 'go', until: 0 })
      await trial.ask(trial.coordinator, 'resume')

      // what was put before goes on, for which the ballast has made room
      for (let { stats } = await trial.look(); stats.ready + stats.leased > 0; { stats } = await trial.look()) {
        await sleep(20)
      }

      const { asked: all, acknowledged } = await trial.ask(producer, 'asked')
      expect(acknowledged, 'all that was put').to.be.below(all as number)
      await rm(join(disk, 'filler'))
      trial.heals('coordinator')

      for (let open = 1; open > 0;) {
        await sleep(20)
        const { asked, acknowledged } = await trial.ask(producer, 'asked')
        open = (asked as number) - (acknowledged as number)
      }

      // room is held back again
      for (let bytes = 0; bytes === 0; bytes = (await stat(join(disk, 'data', 'ballast')).catch(() => ({ size: 0 }))).size) {
        await sleep(20)
      }
    }

    refusals.delete('')
    trial.enough(producer, 0)
    const { counts, problems } = await trial.finish({ notes: [`${refused} puts refused: '${[...refusals].join("', '")}'`] })
    expect(problems).to.deep.equal([])
    expect(counts).to.include({ acknowledged: counts.attempts, lost: 0, unexpected: 0, explained: 0, unexplained: 0 })
    expect(refused).to.be.at.least(rounds)
    expect([...refusals]).to.satisfy((all: string[]) => all.length === 1 && all[0]?.startsWith('LimitError: the disk of the coordinator is full'))
    expect((await statfs(disk)).bavail).to.be.greaterThan(0)
  }

  /** All the room there is. */
  async function fill (path: string): Promise<void> {
    const chunk = new Uint8Array(64 * 1024).fill(1)
    const file = await open(path, 'w')

    try {
      for (;;) {
        await file.write(chunk)
      }
    } catch (err) {
      expect((err as NodeJS.ErrnoException).code).to.equal('ENOSPC')
    } finally {
      await file.close()
    }
  }

  it('16: fails at the Nth write', async () => {
    const most = 60
    const sums = { runs: 0, acknowledged: 0, lost: 0, unexpected: 0, doubtful: 0, stopped: 0, full: 0 }

    for (const trouble of ['before', 'after', 'full'] as const) {
      for (let failAt = 1; failAt <= most; failAt++) {
        const path = join(directory, `${trouble} ${failAt}`)
        const bad = new BadDisk(trouble, failAt)
        const acknowledged = write(path, bad)
        const found = readBack(path)
        const doubtful = bad.hasStopped ? 1 : 0

        sums.runs++
        sums.acknowledged += acknowledged
        sums.lost += Math.max(0, acknowledged - found)
        sums.unexpected += Math.max(0, found - acknowledged - doubtful)
        sums.doubtful += doubtful
        sums.stopped += bad.hasStopped ? 1 : 0
        sums.full += trouble === 'full' && bad.hasFailed ? 1 : 0
        expect(bad.hasFailed, `call ${failAt} was made`).to.equal(true)
        await rm(path, { recursive: true })
      }
    }

    print(16, 'write error at the Nth call', [`every N up to ${most}, before its effect, after it, and for want of room`, Object.entries(sums).map(([name, count]) => `${name} ${count}`).join(', ')])
    expect(sums).to.include({ runs: 3 * most, lost: 0, unexpected: 0, full: most, stopped: 2 * most })
  })

  /** Batches and snapshots, until the disk fails. How many batches were acknowledged. */
  function write (path: string, bad: BadDisk): number {
    const store = new SqliteStore(bad.sqlite, { directory: path, schema: SCHEMA, readOnly: false, ballastBytes: 64 * 1024 })
    let acknowledged = 0

    try {
      store.open()

      bad.begin()

      while (acknowledged < 40) {
        acknowledged = unlessFull(() => store.append(Uint8Array.of(acknowledged + 1), acknowledged))?.position ?? acknowledged

        if (acknowledged % 7 === 0) {
          unlessFull(() => store.beginSnapshot(acknowledged) && store.piece(new Uint8Array(3)) && store.piece(new Uint8Array(3)) && store.endSnapshot())
          sweep(store)
        }
      }
    } catch (err) {
      // nobody can say what is on disk: nothing more is written
      expect(err).to.be.instanceOf(Trouble).and.to.include({ kind: 'failed' })
      bad.hasStopped = true
    } finally {
      bad.end()
      store.close()
    }

    return acknowledged
  }

  /** How many batches there are, in the snapshot or behind it: all from the first on. */
  function readBack (path: string): number {
    const store = new SqliteStore(sqlite, { directory: path, schema: SCHEMA, readOnly: false, ballastBytes: 0 })

    try {
      const { position, snapshot } = store.open()
      let last = snapshot

      for (let portion = store.load(); portion.length > 0; portion = store.load()) {
        for (const { kind, data, position } of portion) {
          expect(kind === 'batch' ? [data[0], position] : [data.byteLength, position]).to.deep.equal(kind === 'batch' ? [last + 1, last + 1] : [3, last])
          last = position
        }
      }

      expect(last).to.equal(position)
      return position
    } finally {
      store.close()
    }
  }

  describe('17: is torn', () => {
    const sums = { states: 0, legal: 0, refused: 0, different: 0 }

    it('at any byte: each prefix of the journal is a legal state, that of the batches in it', async () => {
      const [path, batches] = [join(directory, 'data'), await killed(join(directory, 'data'))]
      const wal = join(path, 'journal.sqlite-wal')
      const { size: bytes } = await stat(wal)
      const states = size(300, 20_000)
      const positions = new Set<number>()

      for (let state = 0; state <= states; state++) {
        const copy = join(directory, `copy ${state}`)
        await cp(path, copy, { recursive: true })
        await truncate(join(copy, 'journal.sqlite-wal'), Math.floor(bytes * state / states))
        const { report, position } = await stateIn(copy)
        positions.add(position)
        sums.states++
        sums.legal += report?.problems.length === 0 && JSON.stringify(report.queues) === batches[position] ? 1 : 0
        await rm(copy, { recursive: true })
      }

      print(17, 'torn journal', [`${sums.states} prefixes, ${positions.size} different states, ${sums.legal} legal and as they were`])
      expect(sums.legal).to.equal(sums.states)
      expect(positions.size).to.be.greaterThan(100)
    })

    it('by one flipped bit: it is found out, or does not matter', async () => {
      const path = join(directory, 'data')
      await killed(path, true)
      const file = join(path, 'journal.sqlite')
      const { size: bytes } = await stat(file)
      const before = await stateIn(path)
      expect(before.report).to.deep.include({ problems: [] })
      const flips = size(200, 20_000)
      let found = 0
      const different: string[] = []

      for (let flip = 0; flip < flips; flip++) {
        const bit = Math.floor(Math.random() * bytes * 8)
        await flipBit(file, bit)
        const after = await stateIn(path)

        if (after.report === undefined || after.report.problems.length > 0) {
          found++
        } else if (JSON.stringify(after) !== JSON.stringify(before)) {
          different.push(`bit ${bit}`)
        }

        await flipBit(file, bit)
      }

      print(17, 'flipped bits', [`${flips} flips in a closed journal of ${bytes} bytes, ${found} found out, ${flips - found - different.length} without effect, ${different.length} taken for something else`])
      expect(different).to.deep.equal([])
      // most of the file is room that is free
      expect(found).to.be.greaterThan(flips / 10)
    })
  })
})

/** A journal of what an engine did, as a kill leaves it, or closed; and what its queues were after each batch. */
async function killed (path: string, isClosed = false): Promise<string[]> {
  const written = `${path} being written`
  const life = new RandomLife(5)
  const store = new SqliteStore(sqlite, { directory: written, schema: SCHEMA, readOnly: false, ballastBytes: 0 })
  const head = { history: new Uint8Array(16), at: 0, wall: 0 }
  const queues = [JSON.stringify({})]
  let position = store.open().position
  let done = 0
  let hasSnapshot = false

  while (position < 400) {
    life.step()
    const changes = life.rig.changes.slice(done)
    done += changes.length

    if (changes.length > 0) {
      ({ position } = store.append(encodeRecord({ ...head, changes }), position))
      queues.push(JSON.stringify(life.rig.engine.counts()))
    }

    if (isClosed && position === 200 && !hasSnapshot) {
      hasSnapshot = true

      const pieces = [...life.rig.engine.snapshot()]
      store.beginSnapshot(position)
      pieces.forEach((piece) => { store.piece(encodePiece({ ...head, piece })) })
      store.endSnapshot()
    }
  }

  if (isClosed) {
    store.close()
  }

  await cp(written, path, { recursive: true })
  store.close()

  return queues
}

/** What a coordinator would begin with; no report: it would refuse to. */
async function stateIn (directory: string): Promise<{ report: JournalReport | undefined, position: number }> {
  const store = new SqliteStore(sqlite, { directory, schema: SCHEMA, readOnly: true, ballastBytes: 0 })

  try {
    const { position } = store.open()

    async function * load (): AsyncGenerator<JournalRecord> {
      for (let portion = store.load(); portion.length > 0; portion = store.load()) {
        yield * portion
      }
    }

    return { report: await checkJournal({ load } as unknown as Journal), position }
  } catch (err) {
    expect(err).to.be.instanceOf(Trouble)
    return { report: undefined, position: 0 }
  } finally {
    store.close()
  }
}

/** `undefined`: there was no room. */
function unlessFull<T> (work: () => T): T | undefined {
  try {
    return work()
  } catch (err) {
    if (err instanceof Trouble && err.kind === 'full') {
      return undefined
    }

    throw err
  }
}

function sweep (store: SqliteStore): void {
  while (unlessFull(() => store.sweep()) === true);
}
