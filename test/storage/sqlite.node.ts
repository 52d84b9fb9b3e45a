import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { StorageError } from '../../src/errors.ts'
import { checksum } from '../../src/storage/sqlite/checksum.ts'
import { APPLICATION_ID, SCHEMA } from '../../src/storage/sqlite/schema.ts'
import { Directories, blob, errorOf } from './directories.ts'
import { journalSuite } from './journal-suite.ts'
import type { ChildProcess } from 'node:child_process'

describe('the journal on disk', () => {
  const directories = new Directories()
  const children: ChildProcess[] = []
  let directory: string

  beforeEach(async () => {
    directory = await directories.make()
  })

  afterEach(async () => {
    await Promise.all(children.splice(0).map(kill))
    await directories.clear()
  })

  async function kill (child: ChildProcess): Promise<void> {
    const ended = once(child, 'close')

    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await ended
    }
  }

  /** Another process that has the directory, and has written these. */
  async function hold (batches: number[][] = []): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, 'programs', 'holder.ts'), [directory], { serialization: 'advanced' })
    children.push(child)
    child.send(batches.map((batch) => Uint8Array.from(batch)))
    await once(child, 'message')

    return child
  }

  describe('does what every journal does', () => {
    journalSuite({ setup: async () => ({ journal: () => directories.journal(directory) }) })
  })

  it('is a directory and files for nobody but its owner', async () => {
    const path = join(directory, 'deep', 'down')
    await directories.fill(path, [blob(1)], { ballastBytes: 100_000 })
    const modes = await Promise.all(['', 'journal.sqlite', 'ballast'].map(async (name) => (await stat(join(path, name))).mode & 0o777))

    expect(modes).to.deep.equal([0o700, 0o600, 0o600])
    expect((await stat(join(path, 'ballast'))).size).to.equal(100_000)
  })

  it('leaves a directory that is there as it is', async () => {
    await chmod(directory, 0o755)
    await directories.fill(directory, [blob(1)])

    expect((await stat(directory)).mode & 0o777).to.equal(0o755)
  })

  it('says what is wrong with a directory that is none, or cannot be written', async () => {
    const file = join(directory, 'file')
    await writeFile(file, 'no directory')

    // nothing can be made in /proc, even by root
    for (const path of [file, join(file, 'below'), ...process.platform === 'linux' ? ['/proc/peerq/data'] : []]) {
      const error = await errorOf(directories.journal(path).open())
      expect(error).to.be.instanceOf(StorageError)
      expect(error.message).to.include(path)
    }
  })

  it('keeps the process alive only while it is asked something', async () => {
    const journal = directories.journal(directory)
    await journal.open()
    const { length } = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort')

    expect(length).to.equal(0)
  })

  it('is SQLite, in a form that says whose it is', async () => {
    await directories.fill(directory, [blob(1), blob(2)])
    const database = new DatabaseSync(join(directory, 'journal.sqlite'))
    const pragmas = ['application_id', 'user_version', 'journal_mode', 'page_size', 'auto_vacuum'].map((name) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0])
    const rows = database.prepare('SELECT position, epoch, more, length(data) AS bytes FROM batch').all()
    database.close()

    expect(pragmas).to.deep.equal([APPLICATION_ID, SCHEMA.length, 'wal', 8_192, 2])
    expect(rows.map((row) => ({ ...row }))).to.deep.equal([
      { position: 1, epoch: 1, more: 0, bytes: 100 },
      { position: 2, epoch: 1, more: 0, bytes: 100 }
    ])
  })

  describe('has one owner at a time', () => {
    it('and tells a second one in this process so', async () => {
      await directories.journal(directory).open()
      const error = await errorOf(directories.journal(directory).open())

      expect(error).to.be.instanceOf(StorageError).and.to.include({ outcome: 'none' })
      expect(error.message).to.include(directory).and.to.include('in use by another coordinator').and.to.include('stop that one')
    })

    it('and tells one in another process, until that is killed', async () => {
      const holder = await hold([[1, 2, 3]])
      const error = await errorOf(directories.journal(directory).open())
      expect(error.message).to.include('in use by another coordinator')
      await kill(holder)

      expect((await directories.read(directory)).map(({ data }) => [...data])).to.deep.equal([[1, 2, 3]])
    })

    it('who loses nothing by being asked', async () => {
      const journal = directories.journal(directory)
      const { position } = await journal.open()
      await errorOf(directories.journal(directory).open())
      await journal.append(blob(1), position)
      await journal.close()

      expect(await directories.read(directory)).to.have.lengthOf(1)
    })
  })

  describe('has a format that can change', () => {
    const NEXT = [...SCHEMA, 'ALTER TABLE batch ADD COLUMN note TEXT']

    /** All bytes of the directory. */
    async function bytesOf (): Promise<Record<string, string>> {
      const names = await readdir(directory)
      const files = await Promise.all(names.map((name) => readFile(join(directory, name), 'base64')))

      return Object.fromEntries(files.map((file, index) => [names[index] as string, file]))
    }

    it('and brings an older one up to date, with all that is in it', async () => {
      await directories.fill(directory, [blob(1), blob(2)])

      expect((await directories.read(directory, { schema: NEXT })).map(({ data }) => data)).to.deep.equal([blob(1), blob(2)])
      const database = new DatabaseSync(join(directory, 'journal.sqlite'))
      expect({ ...database.prepare('PRAGMA user_version').get() }).to.deep.equal({ user_version: NEXT.length })
      expect({ ...database.prepare('SELECT count(note) AS notes, count(*) AS rows FROM batch').get() }).to.deep.equal({ notes: 0, rows: 2 })
      database.close()
    })

    it('and refuses a later one, untouched', async () => {
      await directories.fill(directory, [blob(1)], { schema: NEXT })
      const before = await bytesOf()
      const error = await errorOf(directories.journal(directory).open())

      expect(error).to.be.instanceOf(StorageError).and.to.include({ outcome: 'none' })
      expect(error.message).to.include(`version ${NEXT.length}`).and.to.include('start a newer one')
      expect(await bytesOf()).to.deep.equal(before)
      expect(await directories.read(directory, { schema: NEXT })).to.have.lengthOf(1)
    })

    it('and does all of a step or nothing of it', async () => {
      await directories.fill(directory, [blob(1)])
      await errorOf(directories.journal(directory, { schema: [...NEXT, 'ALTER TABLE nothing ADD COLUMN note TEXT'] }).open())

      expect(await directories.read(directory)).to.have.lengthOf(1)
    })

    it('and refuses another program’s database, untouched', async () => {
      const database = new DatabaseSync(join(directory, 'journal.sqlite'))
      database.exec('CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)')
      database.close()
      const before = await bytesOf()

      expect((await errorOf(directories.journal(directory).open())).message).to.include('another program')
      expect(await bytesOf()).to.deep.equal(before)
    })

    it('and goes on where it was killed while it was being made', async () => {
      await mkdir(directory, { recursive: true })
      await writeFile(join(directory, 'journal.sqlite'), '')
      await directories.fill(directory, [blob(1)])

      expect(await directories.read(directory)).to.have.lengthOf(1)
    })
  })

  describe('looked at only', () => {
    it('is as it was, also when it was left by a kill', async () => {
      await kill(await hold([[1], [2]]))
      const before = await readdir(directory)
      const records = await directories.read(directory, { readOnly: true })

      expect(records.map(({ data }) => [...data])).to.deep.equal([[1], [2]])
      expect(await readdir(directory)).to.deep.equal(before).and.to.include('journal.sqlite-wal')
    })

    it('is not made', async () => {
      const path = join(directory, 'nothing')

      expect((await errorOf(directories.journal(path, { readOnly: true }).open())).message).to.include('there is no journal in')
      expect(await readdir(directory)).to.deep.equal([])
    })

    it('takes nothing', async () => {
      await directories.fill(directory, [blob(1)])
      const journal = directories.journal(directory, { readOnly: true })
      const { position } = await journal.open()

      expect(await errorOf(journal.append(blob(2), position))).to.be.instanceOf(StorageError)
    })
  })

  it('puts together what took several rows', async () => {
    await directories.fill(directory, [])
    const parts = [blob(1), blob(2), blob(3)]
    const database = new DatabaseSync(join(directory, 'journal.sqlite'))
    parts.forEach((part, index) => {
      const more = index < 2 ? 1 : 0
      database.prepare('INSERT INTO batch (position, epoch, more, checksum, data) VALUES (?, ?, ?, ?, ?)').run(index + 1, 1, more, checksum(part, index + 1, 1, more), part)
    })
    database.close()
    const [record, ...others] = await directories.read(directory)

    expect(Buffer.compare(record?.data ?? new Uint8Array(), Buffer.concat(parts))).to.equal(0)
    expect(record?.position).to.equal(3)
    expect(others).to.deep.equal([])
  })

  it('gives room back to the disk when most of what it held is no longer needed', async () => {
    const journal = directories.journal(directory)
    let { position } = await journal.open()

    for (let batch = 0; batch < 80; batch++) {
      position = await journal.append(blob(batch, 1024 * 1024), position)
    }

    const size = async (): Promise<number> => (await stat(join(directory, 'journal.sqlite'))).size
    const before = await size()
    expect(await journal.snapshot([blob(1)], position)).to.equal(true)

    while (await size() > before / 2) {
      await setTimeout(20)
    }

    await journal.close()
    expect(before).to.be.greaterThan(70 * 1024 * 1024)
    expect((await directories.read(directory)).map(({ kind, data }) => [kind, data.byteLength])).to.deep.equal([['snapshot', 100]])
  })
})
