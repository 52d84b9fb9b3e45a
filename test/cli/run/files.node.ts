import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { packFile, unpackFile } from '../../../src/cli/run/files.ts'
import { rejection } from '../../node/support.ts'

const data = Uint8Array.of(1, 2, 3)

describe('files that travel', () => {
  let outside: string
  let directory: string

  beforeEach(async () => {
    outside = await mkdtemp(join(tmpdir(), 'peerq-files-'))
    directory = join(outside, 'work')
    await mkdir(directory)
    await writeFile(join(outside, 'secret'), 'secret')
  })

  afterEach(async () => {
    await rm(outside, { recursive: true })
  })

  it('arrive as they were, in directories that are made for them', async () => {
    await unpackFile(directory, { path: 'a/b/c', data, executable: true })
    expect(await packFile(directory, './a/b/c', 3)).to.deep.equal({ path: 'a/b/c', data: Buffer.from(data), executable: true })
    expect((await stat(join(directory, 'a/b/c'))).mode & 0o111).to.not.equal(0)

    await unpackFile(directory, { path: 'a/b/c', data: Uint8Array.of(4), executable: false })
    expect(await packFile(directory, 'a/b/c', 3)).to.deep.include({ data: Buffer.from([4]), executable: false })
    expect(await readdir(join(directory, 'a/b'))).to.deep.equal(['c'])
  })

  for (const path of ['../secret', '/etc/passwd', 'a/../../secret']) {
    it(`neither come from nor go to ${path}`, async () => {
      expect(await rejection(packFile(directory, path, 100))).to.have.property('name', 'FileError')
      expect(await rejection(unpackFile(directory, { path, data, executable: false }))).to.have.property('name', 'FileError')
      expect(await readFile(join(outside, 'secret'), 'utf8')).to.equal('secret')
    })
  }

  it('are not fetched through a link that leads out, of a file or of a directory', async () => {
    await symlink(join(outside, 'secret'), join(directory, 'link'))
    await symlink(outside, join(directory, 'up'))
    await symlink('link', join(directory, 'twice'))

    for (const path of ['link', 'up/secret', 'twice']) {
      expect((await rejection(packFile(directory, path, 100))).message, path).to.include('leads out')
    }
  })

  it('replace a link, and not what it leads to', async () => {
    await symlink(join(outside, 'secret'), join(directory, 'link'))
    await unpackFile(directory, { path: 'link', data, executable: false })

    expect(await readFile(join(outside, 'secret'), 'utf8')).to.equal('secret')
    expect(await readFile(join(directory, 'link'))).to.deep.equal(Buffer.from(data))
  })

  it('are files, and no larger than they may be', async () => {
    await unpackFile(directory, { path: 'a', data, executable: false })
    await mkdir(join(directory, 'dir'))
    execFileSync('mkfifo', [join(directory, 'pipe')])

    expect((await rejection(packFile(directory, 'a', 2))).message).to.include('has 3 bytes')
    expect((await rejection(packFile(directory, 'dir', 9))).message).to.include('is not a file')
    expect((await rejection(packFile(directory, 'pipe', 9))).message).to.include('is not a file')
    expect((await rejection(packFile(directory, 'nothing', 9))).message).to.include('cannot be read')
  })
})
