import { expect } from 'chai'
import { StorageError } from '../../src/errors.ts'
import type { Journal, JournalRecord } from '../../src/storage/journal.ts'

/** One store for each test: `journal` makes another journal over it each time. */
export interface JournalPlace {
  journal (): Journal
}

export interface JournalSuite {
  setup (): Promise<JournalPlace>
  teardown? (place: JournalPlace): Promise<void>
}

/** What every journal that keeps anything must do. Adapters call it from their own spec. */
export function journalSuite ({ setup, teardown }: JournalSuite): void {
  let place: JournalPlace
  let opened: Journal[]

  beforeEach(async () => {
    place = await setup()
    opened = []
  })

  afterEach(async () => {
    await Promise.all(opened.map((journal) => journal.close()))
    await teardown?.(place)
  })

  function create (): Journal {
    const journal = place.journal()
    opened.push(journal)

    return journal
  }

  async function open (): Promise<{ journal: Journal, position: number, epoch: number }> {
    const journal = create()

    return { journal, ...await journal.open() }
  }

  /** Closes it and reads what a successor finds. */
  async function reload (journal: Journal): Promise<{ next: Journal, position: number, epoch: number, records: JournalRecord[] }> {
    await journal.close()
    const { journal: next, position, epoch } = await open()

    return { next, position, epoch, records: await readAll(next.load()) }
  }

  it('says that it keeps what it is given', () => {
    expect(create().volatile).to.equal(false)
  })

  it('is empty when it is new', async () => {
    const { journal } = await open()

    expect(await readAll(journal.load())).to.deep.equal([])
  })

  it('gives back every batch, byte for byte and in order', async () => {
    const batches = [blob(1), new Uint8Array(0), blob(2, 1_000_000), blob(3)]
    const { journal, position } = await open()
    let end = position

    for (const batch of batches) {
      end = await journal.append(batch.slice(), end)
    }

    const { records, position: found } = await reload(journal)

    expect(records.map(({ kind }) => kind)).to.deep.equal(['batch', 'batch', 'batch', 'batch'])
    records.forEach(({ data }, index) => { expect(same(data, batches[index]!)).to.equal(true) })
    expect(found).to.equal(end)
    expect(records.at(-1)?.position).to.equal(end)
  })

  it('moves on with each batch, also with an empty one', async () => {
    const { journal, position } = await open()
    const first = await journal.append(blob(1), position)
    const second = await journal.append(new Uint8Array(0), first)

    expect(first).to.be.greaterThan(position)
    expect(second).to.be.greaterThan(first)
  })

  it('goes on where it was when it is opened again, under a later owner', async () => {
    const { journal, position, epoch } = await open()
    const end = await journal.append(blob(1), position)
    const { next, position: found, epoch: later } = await reload(journal)
    await next.append(blob(2), found)

    expect(found).to.equal(end)
    expect(later).to.be.greaterThan(epoch)
    expect((await reload(next)).records.map(({ data }) => data[0])).to.deep.equal([1, 2])
  })

  it('refuses a batch that was meant for an earlier position, and writes nothing of it', async () => {
    const { journal, position } = await open()
    const end = await journal.append(blob(1), position)

    await expectRefused(journal.append(blob(2), position))
    await expectRefused(journal.append(blob(3), end + 1))
    expect((await reload(journal)).records).to.have.lengthOf(1)
  })

  it('never has two writers: either the second is not let in, or the first is shut out', async () => {
    const { journal: first, position } = await open()
    const second = create()
    const letIn = await second.open().then(() => true, () => false)

    if (!letIn) {
      await first.append(blob(1), position)
      return
    }

    await expectRefused(first.append(blob(1), position))
    await expectRefused(first.snapshot([blob(1)], position))

    if (first.confirm !== undefined) {
      await expectRefused(first.confirm())
      await second.confirm?.()
    }

    await second.append(blob(2), position)
    expect((await reload(second)).records.map(({ data }) => data[0])).to.deep.equal([2])
  })

  it('begins with the snapshot, and goes on with what was written after it', async () => {
    const { journal, position } = await open()
    const first = await journal.append(blob(1), position)
    const second = await journal.append(blob(2), first)
    await journal.snapshot([blob(100)], first)
    const { records, position: found } = await reload(journal)

    expect(records.map(({ kind, position, data }) => [kind, position, data[0]])).to.deep.equal([
      ['snapshot', first, 100],
      ['batch', second, 2]
    ])
    expect(found).to.equal(second)
  })

  it('keeps its position when nothing is left but a snapshot', async () => {
    const { journal, position } = await open()
    const end = await journal.append(blob(1), position)
    await journal.snapshot([blob(100)], end)
    const { next, position: found, records } = await reload(journal)

    expect(records.map(({ kind }) => kind)).to.deep.equal(['snapshot'])
    expect(found).to.equal(end)
    expect(await next.append(blob(2), found)).to.be.greaterThan(end)
  })

  it('keeps the latest snapshot, in whatever order they come', async () => {
    const { journal, position } = await open()
    const first = await journal.append(blob(1), position)
    const second = await journal.append(blob(2), first)
    expect(await journal.snapshot([blob(102)], second)).to.equal(true)
    expect(await journal.snapshot([blob(101)], first)).to.equal(false)

    expect((await reload(journal)).records.map(({ data }) => data[0])).to.deep.equal([102])
  })

  it('keeps a snapshot in the pieces that it came in, with what was written meanwhile behind it', async () => {
    const { journal, position } = await open()
    const first = await journal.append(blob(1), position)
    let end = first

    async function * pieces (): AsyncGenerator<Uint8Array> {
      for (const mark of [100, 101, 102]) {
        end = await journal.append(blob(mark - 90), end)
        yield blob(mark, 200_000)
      }
    }

    expect(await journal.snapshot(pieces(), first)).to.equal(true)
    const { records } = await reload(journal)

    expect(records.map(({ kind, data }) => [kind, data[0], data.byteLength])).to.deep.equal([
      ['snapshot', 100, 200_000], ['snapshot', 101, 200_000], ['snapshot', 102, 200_000], ['batch', 10, 3], ['batch', 11, 3], ['batch', 12, 3]
    ])
    expect(records.slice(0, 3).map(({ position }) => position)).to.deep.equal([first, first, first])
  })

  it('keeps nothing of a snapshot that was not finished, and takes another', async () => {
    const { journal, position } = await open()
    const first = await journal.append(blob(1), position)
    await journal.snapshot([blob(100)], first)
    const second = await journal.append(blob(2), first)

    async function * pieces (): AsyncGenerator<Uint8Array> {
      yield blob(101)
      throw new Error('no more')
    }

    expect(await journal.snapshot(pieces(), second).catch((error: Error) => error.message)).to.equal('no more')
    const { next, records } = await reload(journal)
    expect(records.map(({ data }) => data[0])).to.deep.equal([100, 2])

    expect(await next.snapshot([blob(102), blob(103)], second)).to.equal(true)
    expect((await reload(next)).records.map(({ data }) => data[0])).to.deep.equal([102, 103])
  })

  it('refuses a snapshot of what was not written yet', async () => {
    const { journal, position } = await open()
    const end = await journal.append(blob(1), position)

    await expectRefused(journal.snapshot([blob(100)], end + 1))
    expect((await reload(journal)).records.map(({ kind }) => kind)).to.deep.equal(['batch'])
  })

  it('takes nothing before it is opened, nor after it was closed', async () => {
    const { journal, position } = await open()
    await journal.close()
    await journal.close()

    await expectRefused(create().append(blob(1), position))
    await expectRefused(journal.append(blob(1), position))
  })

  it('lets a follower read what was written, what is being written, and the end', async function () {
    const { journal, position } = await open()
    const follower = create()

    if (follower.tail === undefined) {
      this.skip()
    }

    const first = await journal.append(blob(1), position)
    const second = await journal.append(blob(2), first)
    const records = follower.tail(first)[Symbol.asyncIterator]()

    expect((await records.next()).value).to.deep.include({ kind: 'batch', position: second })
    const next = records.next()
    const third = await journal.append(blob(3), second)
    expect((await next).value).to.deep.include({ kind: 'batch', position: third })

    const end = records.next()
    await follower.close()
    expect((await end).done).to.equal(true)
  })

  it('gives a follower who is far behind the snapshot first', async function () {
    const { journal, position } = await open()
    const follower = create()

    if (follower.tail === undefined) {
      this.skip()
    }

    const end = await journal.append(blob(1), position)
    await journal.snapshot([blob(100)], end)

    for await (const record of follower.tail(position)) {
      expect(record).to.deep.include({ kind: 'snapshot', position: end })
      break
    }
  })
}

/** All records of a journal. */
export async function readAll (records: AsyncIterable<JournalRecord>): Promise<JournalRecord[]> {
  const all: JournalRecord[] = []

  for await (const record of records) {
    all.push(record)
  }

  return all
}

/** `length` bytes that are all `mark`. */
function blob (mark: number, length = 3): Uint8Array {
  return new Uint8Array(length).fill(mark)
}

function same (a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

async function expectRefused (promise: Promise<unknown>): Promise<void> {
  expect(await promise.then(() => 'done', (error: unknown) => error)).to.be.instanceOf(StorageError)
}
