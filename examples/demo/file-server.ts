import { once } from 'node:events'
import { realpath } from 'node:fs/promises'
import { createServer } from 'node:http'
import { sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openUnder } from './files.ts'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FileServer extends AsyncDisposable {
  /** Where the file at `path`, from the served directory, can be downloaded. */
  urlOf (path: string): string
}

/** Serves the files under `directory`, and nothing else, to this machine, and to no other. */
export async function serveFiles (directory: string): Promise<FileServer> {
  const root = await realpath(directory)

  const server = createServer(({ method, url = '/' }, response) => {
    if (method === 'GET') {
      void answer(response, root, url)
    } else {
      response.writeHead(405, { Allow: 'GET' }).end()
    }
  })

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const { port } = server.address() as AddressInfo

  return {
    urlOf: (path) => `http://127.0.0.1:${port}/${path.split(sep).map(encodeURIComponent).join('/')}`,

    async [Symbol.asyncDispose] () {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }
}

async function answer (response: ServerResponse, root: string, url: string): Promise<void> {
  try {
    const file = await openUnder(root, decodeURIComponent(url))

    if (file == null) {
      response.writeHead(404).end()

      return
    }

    // no Content-Length: a file may change while it is served, and some have no size
    await pipeline(file.createReadStream(), response)
  } catch {
    if (response.headersSent) {
      // half a file must not look like a whole one
      response.destroy()
    } else {
      response.writeHead(404).end()
    }
  }
}
