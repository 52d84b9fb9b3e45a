import { expect } from 'chai'
import { Compactor } from '../../src/coordinator/compactor.ts'
import { StorageError } from '../../src/errors.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import type { Engine, SnapshotPiece } from '../../src/engine/index.ts'
import type { Journal } from '../../src/storage/journal.ts'

const MIB = 1024 * 1024
const HEAD = { history: new Uint8Array(16), at: 0, wall: 0 }
const PIECES: SnapshotPiece[] = [{ type: 'tasks', queue: 'q', tasks: [] }, { type: 'tasks', queue: 'r', tasks: [] }]

describe('the compactor', () => {
  let clock: VirtualClock
  let failures: StorageError[]
  let released: number

  /** What the journal does with the pieces of a snapshot. */
  let snapshot: (pieces: AsyncIterable<Uint8Array>) => Promise<boolean>
  let compactor: Compactor

  beforeEach(() => {
    clock = new VirtualClock()
    failures = []
    released = 0
    snapshot = async (pieces) => {
      await readAll(pieces)
      return true
    }

    compactor = new Compactor({
      clock,
      engine: {
        weight: () => 0,
        snapshot: () => Object.assign(PIECES[Symbol.iterator](), { release: () => { released++ } })
      } as unknown as Engine,
      journal: { snapshot: (pieces: AsyncIterable<Uint8Array>) => snapshot(pieces) } as unknown as Journal,
      stored: 0,
      failed: (error) => { failures.push(error) }
    })
  })

  /** Whether one is due; if it is, it is stored. */
  async function compact (): Promise<boolean> {
    const compaction = compactor.begin(() => HEAD)

    if (compaction !== undefined) {
      const stored = compactor.store(compaction, 1)
      await clock.settle()
      await stored
    }

    return compaction !== undefined
  }

  it('begins when there is much more than is needed, and again only when there is', async () => {
    compactor.wrote(8 * MIB)
    expect(await compact()).to.equal(false)
    compactor.wrote(MIB)
    expect(await compact()).to.equal(true)
    compactor.wrote(MIB)
    expect(await compact()).to.equal(false)
    compactor.wrote(8 * MIB)
    expect(await compact()).to.equal(true)
    expect(released).to.equal(2)
  })

  for (const [what, fail] of [
    ['at once', async () => { throw new Error('disk on fire') }],
    ['after a piece', async (pieces: AsyncIterable<Uint8Array>) => {
      await pieces[Symbol.asyncIterator]().next()
      throw new StorageError('disk on fire')
    }],
    ['after the last piece', async (pieces: AsyncIterable<Uint8Array>) => {
      await readAll(pieces)
      throw new StorageError('disk on fire')
    }]
  ] as const) {
    it(`says that the journal has failed when it does ${what}, and lets go of the state`, async () => {
      snapshot = fail
      compactor.wrote(9 * MIB)
      await compact()

      expect(failures).to.have.lengthOf(1)
      expect(failures[0]).to.be.instanceOf(StorageError)
      expect(released).to.equal(1)
    })
  }

  it('does not mind a failure once it is stopped', async () => {
    snapshot = async () => {
      compactor.stop()
      throw new Error('closed')
    }
    compactor.wrote(9 * MIB)
    await compact()
    expect(failures).to.deep.equal([])

    compactor.wrote(90 * MIB)
    expect(await compact()).to.equal(false)
  })

  it('does not try at every batch when there was no room', async () => {
    snapshot = async () => false
    compactor.wrote(9 * MIB)
    expect(await compact()).to.equal(true)
    compactor.wrote(7 * MIB)
    expect(await compact()).to.equal(false)
    compactor.wrote(2 * MIB)
    expect(await compact()).to.equal(true)
    expect(failures).to.deep.equal([])
  })

  it('takes one at a time', async () => {
    compactor.wrote(9 * MIB)
    const compaction = compactor.begin(() => HEAD)
    compactor.wrote(90 * MIB)
    expect(compactor.begin(() => HEAD)).to.equal(undefined)
    compactor.release(compaction!)
    expect(await compact()).to.equal(true)
  })
})

async function readAll (pieces: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const piece of pieces) {
    expect(piece.byteLength).to.be.greaterThan(0)
  }
}
