/**
 * A coordinator's node in a process of its own. Says where it listens, stops when it is told
 * to, and is then expected to have nothing left that keeps the process alive.
 */
import { createCoordinatorNode } from '../../../src/node/create-node.ts'
import { KeyRing } from '../../../src/node/key-ring.ts'
import { stopNode } from '../../../src/node/stop.ts'
import { ECHO, LOOPBACK } from '../support.ts'

const ring = await KeyRing.create(process.env.TEST_KEY as string)
const node = await createCoordinatorNode({ ring, listen: LOOPBACK })

await node.handle(ECHO, (stream) => {
  stream.addEventListener('message', (evt) => { stream.send(evt.data) })
})

process.once('message', () => {
  void stopNode(node, { deadline: 500 }).then(() => { process.disconnect?.() })
})

process.send?.(String(node.getMultiaddrs()[0]))
