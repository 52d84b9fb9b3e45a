/** Does all that can be done with keys, right and wrong ones, and prints whatever there is to print. */
import { inspect } from 'node:util'
import { createClientNode, createCoordinatorNode } from '../../../src/node/create-node.ts'
import { dialCoordinator } from '../../../src/node/dial.ts'
import { handshakeOf } from '../../../src/node/handshakes.ts'
import { KeyRing } from '../../../src/node/key-ring.ts'
import { stopNode } from '../../../src/node/stop.ts'
import { echo, ECHO, LOOPBACK } from '../support.ts'
import type { Key } from '../../../src/node/keys.ts'

const [right, passphrase, wrong] = [process.env.TEST_RIGHT, process.env.TEST_PASSPHRASE, process.env.TEST_WRONG] as [Key, Key, Key]
const show = (what: unknown): void => { console.log(inspect(what, { depth: 12, showHidden: true, getters: true })) }

delete process.env.TEST_RIGHT
delete process.env.TEST_PASSPHRASE
delete process.env.TEST_WRONG

const ring = await KeyRing.create({ work: right, put: passphrase })
const node = await createCoordinatorNode({ ring, listen: LOOPBACK, onRefuse: show })
await node.handle(ECHO, (stream, connection) => {
  show(handshakeOf(connection))
  stream.addEventListener('message', (evt) => { stream.send(evt.data) })
})

for (const key of [right, passphrase, wrong]) {
  const theirs = await KeyRing.create(key)
  const client = await createClientNode({ ring: theirs })

  try {
    const connection = await dialCoordinator(client, theirs, node.getMultiaddrs())
    await echo(connection)
    show({ connection, attempts: theirs.attempts() })
  } catch (err) {
    show(err)
    console.log((err as Error).stack, JSON.stringify(err))
  }

  show({ client, theirs })
  await stopNode(client)
}

show({ node, ring, change: await ring.set(right) })
await ring.set('/key/swarm/psk/1.0.0/\n/base16/\nbroken').catch(show)
await stopNode(node)
console.log('all printed')
