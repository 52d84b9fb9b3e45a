/** A stretch of network to a port of loopback, on which every byte takes so many milliseconds, each way. */
import { connect, createServer } from 'node:net'
import { argsOf, leave, onTold, say } from './common.ts'
import type { AddressInfo, Socket } from 'node:net'

const { port, delayMs } = argsOf<{ port: number, delayMs: number }>()

function carry (from: Socket, to: Socket): void {
  const late = delayMs === 0
    ? (act: () => void) => { act() }
    : (act: () => void) => { setTimeout(act, delayMs) }

  from.setNoDelay()
  from.on('data', (chunk) => { late(() => { to.write(chunk) }) })
  from.on('close', () => { late(() => { to.destroy() }) })
  from.on('error', () => {})
}

const server = createServer((near) => {
  const far = connect(port, '127.0.0.1')
  carry(near, far)
  carry(far, near)
})

onTold('stop', () => {
  server.close()
  leave()
  process.exit()
})

server.listen(0, '127.0.0.1', () => { say('ready', { address: `127.0.0.1:${(server.address() as AddressInfo).port}` }) })
