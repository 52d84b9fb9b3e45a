import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { start, stop } from './processes.ts'
import type { AddressInfo } from 'node:net'
import type { System } from './system.ts'

/** A run on a loaded machine, and a broker's start, at most: milliseconds. */
const RUN_MS = 120_000
const SERVER_MS = 10_000
const LOOK_MS = 20

/** Debian puts brokers where only root's PATH looks. */
const PATH = [process.env.PATH, '/usr/local/sbin', '/usr/sbin', '/sbin'].join(delimiter)

const PACKAGES = join(import.meta.dirname, '..', 'node_modules')

export interface PeerInit {
  name: string
  tasks: number

  /** In bench/peers: it is run with `role: 'producer'` once, and with `role: 'worker'` for each worker. */
  program: string
  args?: Record<string, unknown>

  /** What to install, as bench/README.md has it. */
  needs: { command?: string, package?: string }

  /** The command line of its broker on this port of loopback; `directory` is its own, on disk, and removed afterwards. */
  broker?: (port: number, directory: string) => string[]
}

/** A system that others have made. */
export interface Peer extends System {
  /** What it lacks here, in words. */
  readonly missing: string | undefined
}

export function peer (init: PeerInit): Peer {
  const { name, tasks, program, needs, args = {} } = init

  return {
    name,
    tasks,
    missing: missing(needs),

    async start ({ workers, bodyBytes }) {
      const port = await freePort()
      const endBroker = await startBroker(init, port)
      const producer = await start(join('..', 'peers', program), { role: 'producer', port, bodyBytes, workers, ...args })
      const takers = await Promise.all(Array.from({ length: workers }, () => {
        return start(join('..', 'peers', program), { role: 'worker', port, bodyBytes, ...args })
      }))

      return {
        async run (count) {
          producer.tell({ type: 'run', tasks: count })

          return (await producer.says('ran', RUN_MS)).ms as number
        },

        async stop () {
          await stop(...takers, producer)
          await endBroker()
        }
      }
    }
  }
}

function missing ({ command, package: name }: PeerInit['needs']): string | undefined {
  if (command !== undefined && !PATH.split(delimiter).some((directory) => existsSync(join(directory, command)))) {
    return `${command} is not installed`
  }

  if (name !== undefined && !existsSync(join(PACKAGES, name))) {
    return 'npm run bench:install has not been run'
  }
}

/** Resolves when it takes connections. What it returns ends it. */
async function startBroker ({ name, broker }: PeerInit, port: number): Promise<() => Promise<void>> {
  if (broker === undefined) {
    return async () => {}
  }

  const directory = await mkdtemp('/var/tmp/peerq-bench-peer-')
  const [command, ...args] = broker(port, directory)
  const server = spawn(command as string, args, { stdio: 'ignore', env: { ...process.env, PATH }, cwd: directory })
  const late = performance.now() + SERVER_MS

  while (!(await answers(port))) {
    if (performance.now() > late) {
      server.kill('SIGKILL')
      throw new Error(`${name}: its broker does not listen after ${SERVER_MS} ms`)
    }

    await sleep(LOOK_MS)
  }

  return async () => {
    server.kill('SIGTERM')
    await once(server, 'exit')
    await rm(directory, { recursive: true })
  }
}

async function freePort (): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')

  return port
}

async function answers (port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')

  return new Promise((resolve) => {
    socket.once('connect', () => { resolve(true) }).once('error', () => { resolve(false) })
  }).finally(() => { socket.destroy() }) as Promise<boolean>
}
