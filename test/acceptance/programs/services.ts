/** Nodes of a host's own, a coordinator in one and a client in another: stops them, and is then expected to end by itself. */
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { client, coordinator, defineQueue, pskNoise } from '../../../src/index.ts'
import { argsOf, endsByItself, letGo, onTold, say } from './common.ts'

const { key } = argsOf()
const common = { transports: [tcp()], connectionEncrypters: [pskNoise({ key })], streamMuxers: [yamux()] }

const farm = await createLibp2p({
  ...common,
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  services: { peerq: coordinator({ queues: [defineQueue('tasks')] }) }
})

const guest = await createLibp2p({ ...common, services: { peerq: client({ address: farm.services.peerq.addresses }) } })
const tasks = guest.services.peerq.queue<number, number>('tasks')
tasks.process((item) => item + 1)
const result = await tasks.run(1)
const waiting = tasks.get({ timeout: 60_000 })
const unmet = await createLibp2p({ ...common, services: { peerq: client({ address: '127.0.0.1:1' }) } })

onTold('go', async () => {
  await unmet.stop()
  await guest.stop()
  await farm.stop()
  await waiting.catch(() => {})
  // a second is libp2p's own: its address manager has a timer that outlives its node
  endsByItself(1_900)
  say('stopped', { result })
  letGo()
})

say('ready')
