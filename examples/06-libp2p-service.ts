// You run a libp2p node already? Then a coordinator is one more service of it, and so is a client.
// It serves only connections that were made with the key, whatever else the node offers.
//
//   npm run example examples/06-libp2p-service.ts
//
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { client, coordinator, generateKey, pskNoise } from 'peerq'

const key = generateKey()

const serving = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [pskNoise({ key })],
  streamMuxers: [yamux()],
  connectionManager: { inboundConnectionThreshold: 200, maxIncomingPendingConnections: 256 },
  connectionMonitor: { enabled: false },
  services: { peerq: coordinator() }
})

const working = await createLibp2p({
  transports: [tcp()],
  connectionEncrypters: [pskNoise({ key })],
  streamMuxers: [yamux()],
  services: { peerq: client({ address: serving.getMultiaddrs().map(String) }) }
})

// what is still to be set on the node for a coordinator's sake
console.log(serving.services.peerq.warnings)

const shouts = serving.services.peerq.queue<string, string>('shouts')

working.services.peerq.queue<string, string>('shouts').process(async (word) => word.toUpperCase())

console.log(await shouts.run('hello'))

await working.stop()
await serving.stop()
