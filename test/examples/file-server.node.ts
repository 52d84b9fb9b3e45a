import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { serveFiles } from '../../examples/demo/file-server.ts'
import type { FileServer } from '../../examples/demo/file-server.ts'

describe('the file server of the demo', () => {
  let parent: string
  let server: FileServer

  before(async () => {
    parent = await mkdtemp(join(tmpdir(), 'peerq-files-'))
    await mkdir(join(parent, 'served/inner'), { recursive: true })
    await mkdir(join(parent, 'served-too'))
    await writeFile(join(parent, 'served/file'), 'public')
    await writeFile(join(parent, 'secret'), 'secret')
    await writeFile(join(parent, 'served-too/secret'), 'secret')
    await symlink('../secret', join(parent, 'served/link'))
    await symlink('..', join(parent, 'served/up'))
    await symlink('file', join(parent, 'served/alias'))
    server = await serveFiles(join(parent, 'served'))
  })

  after(async () => {
    await server[Symbol.asyncDispose]()
    await rm(parent, { recursive: true })
  })

  /** The path as it is: `fetch` would tidy it up. */
  async function get (path: string, method = 'GET'): Promise<{ status: number | undefined, body: string }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number | undefined, body: string }>()

    request(server.urlOf(''), { path, method, agent: false }, (response) => {
      response.setEncoding('utf8').toArray().then((chunks) => {
        resolve({ status: response.statusCode, body: chunks.join('') })
      }, reject)
    }).once('error', reject).end()

    return promise
  }

  it('serves a file', async () => {
    expect(await get('/file')).to.deep.equal({ status: 200, body: 'public' })
  })

  it('serves what a link inside leads to inside', async () => {
    expect(await get('/alias')).to.deep.equal({ status: 200, body: 'public' })
  })

  for (const path of [
    '/../secret', '/%2e%2e/secret', '/..%2fsecret', '/inner/../../secret', '/%2e%2e%2f%73ecret', '//../secret',
    '/link', '/up/secret', '/../served-too/secret', '/', '/inner', '/nothing', '/file%00', '/%', '/file/', '*'
  ]) {
    it(`has nothing at ${path}`, async () => {
      expect(await get(path)).to.deep.equal({ status: 404, body: '' })
    })
  }

  it('only reads', async () => {
    expect(await get('/file', 'DELETE')).to.deep.equal({ status: 405, body: '' })
  })
})
