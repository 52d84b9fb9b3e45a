import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Program } from '../helpers/program.ts'
import type { AddressInfo } from 'node:net'

const root = join(import.meta.dirname, '../..')

/** One of the examples, run from source as `npm run example` does. */
export function runExample (example: string, ...args: string[]): Program {
  // npm's word for where its user stands would lead the demo astray
  return new Program(['--conditions=peerq-source', join(root, 'examples', example), ...args], { env: { ...process.env, INIT_CWD: root } })
}

/** One that nobody listens on: a moment later somebody may. */
export async function freePort (): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  server.close()
  await once(server, 'close')

  return String(port)
}
