/** Does all that can be done with the keys and tickets of a farm, right and wrong ones, and prints whatever there is to print. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { client, connect, coordinator, createCoordinator, defineQueue, generateKey, pskNoise, readKeyFile, writeKeyFile } from '../../../src/index.ts'
import type { Client, ConnectInit } from '../../../src/index.ts'

const [right, passphrase, wrong] = [process.env.TEST_RIGHT, process.env.TEST_PASSPHRASE, process.env.TEST_WRONG] as [string, string, string]
const listen = ['/ip4/127.0.0.1/tcp/0']
const notAKey: unknown = 5

delete process.env.TEST_RIGHT
delete process.env.TEST_PASSPHRASE
delete process.env.TEST_WRONG

const show = (what: unknown): void => {
  console.log(inspect(what, { depth: 12, showHidden: true, getters: true }), String(what))

  try {
    console.log(JSON.stringify(what))
  } catch {
    // it refers to itself
  }
}

async function attempt (what: () => unknown): Promise<void> {
  try {
    show(await what())
  } catch (err) {
    show(err)
    console.log((err as Error).stack)
  }
}

/** Joins, does something, fails at something, and leaves. */
async function member (init: ConnectInit | string): Promise<void> {
  await attempt(async () => {
    const joined: Client = await connect(init)
    const queue = joined.queue('tasks')
    show({ joined, queue, peers: await joined.peers().catch(show) })
    await attempt(async () => queue.put('item'))
    await attempt(async () => queue.get({ block: false }))
    await attempt(async () => queue.shutdown())
    await joined.stop()

    return joined
  })
}

const dir = await mkdtemp(join(tmpdir(), 'peerq-test-'))
const farm = await createCoordinator({
  key: { work: right, put: passphrase }, farm: 'barn', listen, mdns: false, identity: join(dir, 'identity'), queues: [defineQueue('tasks')]
})
farm.addEventListener('peer:refuse', ({ detail }) => { show(detail) })
farm.addEventListener('peer:connect', ({ detail }) => { show(detail) })
const address = farm.addresses
const tickets = ['work', 'put'].map((keyName) => farm.ticket({ keyName }))

for (const key of [right, passphrase, wrong, [wrong, right]]) {
  await member({ key, farm: 'barn', address })
}

await member({ key: passphrase, farm: 'another', address })
await member({ key: right, address: tickets[0] as string })

for (const ticket of tickets) {
  await member(ticket)
  await member(`${ticket.slice(0, -2)}xx`)
  await member(`"${ticket}"`)
  await member(`peerq:2:${ticket.slice(8)}`)
}

await attempt(() => farm.ticket())
await attempt(async () => farm.setKeys({ [right]: right }))
await attempt(async () => farm.setKeys({ work: right, put: right }))
await attempt(async () => farm.setKeys(['', right]))
await attempt(async () => farm.setKeys(`${right.trim()}00`))
await attempt(async () => createCoordinator({ key: right, listen: [right] }))
await attempt(async () => connect({ key: right, address: right }))
await attempt(async () => connect({ key: right, address, coordinatorId: right }))
await attempt(async () => connect({ key: right, address, coordinatorId: tickets[0] as string }))
await attempt(async () => connect({ key: right, address, identity: right }))
await attempt(async () => readKeyFile(right))
await attempt(async () => connect({ key: [right, notAKey as string] }))

const path = join(dir, 'swarm.key')
await writeKeyFile(path, right)
await attempt(async () => writeKeyFile(path, wrong))
await chmod(path, 0o644)
await attempt(async () => readKeyFile(path))

const node = await createLibp2p({
  addresses: { listen }, transports: [tcp()], connectionEncrypters: [pskNoise({ key: right, farm: 'barn' })], streamMuxers: [yamux()], services: { peerq: coordinator() }
})
const guest = await createLibp2p({
  transports: [tcp()], connectionEncrypters: [pskNoise({ key: passphrase })], streamMuxers: [yamux()],
  services: { peerq: client({ address: node.getMultiaddrs().map(String), timeout: 500 }) }
})
await attempt(async () => guest.services.peerq.queue('tasks').size())
show({ node, guest, encrypters: pskNoise({ key: right }) })
await guest.stop()
await node.stop()

show(farm)
await farm.setKeys({ work: generateKey() })
await member(tickets[0] as string)
await farm.stop()
await member(tickets[0] as string)
await rm(dir, { recursive: true })

process.send?.({ tickets }, () => { process.disconnect() })
console.log('all printed')
