/**
 * Somebody on a LAN who answers mDNS with whatever comes to mind: noise, answers with bytes changed, and answers for the
 * farm that lead nowhere. Says when it has begun, and when it has said all.
 */
import { randomBytes, randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { setTimeout as pause } from 'node:timers/promises'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { serviceTag } from '../../../src/node/lan.ts'

const [PTR, TXT] = [12, 16]

const { farm, count, host } = JSON.parse(process.argv[2] as string) as { farm: string, count: number, host: string }
const tag = serviceTag(farm)
const socket = createSocket('udp4')
const peers = await Promise.all(Array.from({ length: 4 }, async () => peerIdFromPrivateKey(await generateKeyPair('Ed25519')).toString()))

function nameOf (name: string): Buffer {
  return Buffer.concat([...name.split('.').map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)])), Buffer.of(0)])
}

function record (name: string, type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(10)
  head.writeUInt16BE(type)
  head.writeUInt16BE(1, 2)
  head.writeUInt32BE(120, 4)
  head.writeUInt16BE(data.length, 8)

  return Buffer.concat([nameOf(name), head, data])
}

function answer (...texts: string[]): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0x8400, 2)
  head.writeUInt16BE(1 + texts.length, 6)

  return Buffer.concat([
    head,
    record(tag, PTR, nameOf(`somebody.${tag}`)),
    ...texts.map((text) => record(`somebody.${tag}`, TXT, Buffer.concat([Buffer.of(text.length), Buffer.from(text)])))
  ])
}

function pick<T> (choices: readonly T[]): T {
  return choices[randomInt(choices.length)] as T
}

function shout (): Buffer {
  const peer = pick(peers)
  const odd = answer(pick([
    '', 'dnsaddr=', 'dnsaddr=/', 'dnsaddr=x', 'dnsaddr=/ip4/10.77.0.99/tcp/1', 'dnsaddr=/ip4/300.1.1.1/tcp/1', `dnsaddr=/p2p/${peer}`,
    `dnsaddr=/ip4/${host}/tcp/9/p2p/nobody`, `dnsaddr=/dns4/host.example/tcp/1/p2p/${peer}`, `dnsaddr=/ip6zone/eth0/ip6/fe80::1/tcp/1/p2p/${peer}`,
    `dnsaddr=/ip4/10.77.0.99/tcp/99999/p2p/${peer}`, `dnsaddr=/ip4/${host}/udp/9/p2p/${peer}`, `dnsaddr=/memory/1/p2p/${peer}`
  ]))

  switch (randomInt(6)) {
    case 0: return randomBytes(randomInt(1, 1_400))
    // a name that points to itself, in a question
    case 1: return Buffer.from('000000000001000000000000c00c000c0001', 'hex')
    case 2: return answer(`dnsaddr=/ip4/${host}/tcp/${pick([9, 10])}/p2p/${peer}`, `dnsaddr=/ip4/10.77.0.99/tcp/7337/p2p/${peer}`)
    case 3: {
      const changed = Buffer.from(odd)
      changed[randomInt(changed.length)] = randomInt(256)

      return changed.subarray(0, randomInt(1, changed.length + 1))
    }
    default: return odd
  }
}

await new Promise<void>((resolve) => { socket.bind(0, resolve) })
process.send?.({ type: 'began' })

for (let said = 0; said < count; said++) {
  socket.send(shout(), 5353, '224.0.0.251')
  await pause(1)
}

socket.close()
process.send?.({ type: 'done' })
process.disconnect()
