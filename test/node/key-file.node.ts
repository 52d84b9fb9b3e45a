import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { readKeyFile, writeKeyFile } from '../../src/node/key-file.ts'
import { formatKey, generateKey } from '../../src/node/keys.ts'
import { rejection } from './support.ts'

describe('key files', () => {
  let dir: string
  let path: string

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'peerq-key-'))
    path = join(dir, 'swarm.key')
  })

  afterEach(async () => {
    await rm(dir, { recursive: true })
  })

  it('are written so that only their owner can read them, and read again', async () => {
    const key = generateKey()
    await writeKeyFile(path, key)

    expect((await stat(path)).mode & 0o777).to.equal(0o600)
    expect(await readFile(path, 'utf8')).to.equal(formatKey(key))
    expect(await readKeyFile(path)).to.deep.equal(key)
  })

  it('take the text of another key file as well', async () => {
    const key = generateKey()
    await writeKeyFile(path, formatKey(key))

    expect(await readKeyFile(path)).to.deep.equal(key)
  })

  it('are never overwritten', async () => {
    await writeFile(path, 'mine')

    expect(await rejection(writeKeyFile(path, generateKey()))).to.have.property('code', 'EEXIST')
    expect(await readFile(path, 'utf8')).to.equal('mine')
  })

  it('are not made from a passphrase', async () => {
    expect(await rejection(writeKeyFile(path, 'correct horse battery'))).to.be.instanceOf(TypeError)
    expect(await rejection(stat(path))).to.have.property('code', 'ENOENT')
  })

  for (const mode of [0o640, 0o604, 0o620, 0o601, 0o644]) {
    it(`are refused with mode ${mode.toString(8)}, with the command that mends it`, async function () {
      if (process.platform === 'win32') {
        this.skip()
      }

      await writeKeyFile(path, generateKey())
      await chmod(path, mode)
      const err = await rejection(readKeyFile(path))

      expect(err).to.be.instanceOf(TypeError)
      expect(err.message).to.equal(`${path} has mode 0${mode.toString(8)}: others can get at the key in it. Run: chmod 600 ${path}`)
    })
  }

  it('are refused with something else in them, which is not quoted', async () => {
    await writeFile(path, 'correct horse battery', { mode: 0o600 })
    const err = await rejection(readKeyFile(path))

    expect(err).to.be.instanceOf(TypeError)
    expect(err.message).to.match(/swarm\.key: this is not a swarm\.key file/).and.not.include('horse')
  })

  it('are refused when they are no file, or far too long', async () => {
    await writeFile(path, 'x'.repeat(5_000), { mode: 0o600 })

    expect(await rejection(readKeyFile(dir))).to.be.instanceOf(TypeError)
    expect(await rejection(readKeyFile(path))).to.be.instanceOf(TypeError)
  })

  it('are not looked for where somebody gives a key instead of a path, which the system would quote', async () => {
    for (const act of [readKeyFile(formatKey(generateKey())), writeKeyFile(formatKey(generateKey()), generateKey())]) {
      const err = await rejection(act)

      expect(err).to.be.instanceOf(TypeError)
      expect(err.message).to.equal('this path is the text of a key, and should be where its file is')
    }
  })

  it('have a path', async () => {
    for (const path of [undefined, null, 5, {}, new URL('file:///swarm.key')] as unknown as string[]) {
      for (const act of [readKeyFile(path), writeKeyFile(path, generateKey())]) {
        expect(await rejection(act)).to.be.instanceOf(TypeError).with.property('message').that.includes('path must be a string')
      }
    }

    expect(await rejection(readKeyFile(''))).to.be.instanceOf(RangeError)
    expect(await rejection(writeKeyFile('', generateKey()))).to.be.instanceOf(RangeError)
  })

  it('that are not there are the system\'s error, with the path', async () => {
    const err = await rejection(readKeyFile(path))

    expect(err).to.have.property('code', 'ENOENT')
    expect(err.message).to.include(path)
  })
})
