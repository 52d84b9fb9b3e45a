/** A coordinator in a process of its own, to be flooded. Whatever it does not handle ends it. */
import { createCoordinator, defineQueue } from '../../../src/index.ts'
import type { CoordinatorInit } from '../../../src/index.ts'

const init = JSON.parse(process.env.TEST_INIT as string) as Pick<CoordinatorInit, 'key' | 'limits' | 'access'>
const farm = await createCoordinator({ ...init, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, queues: [defineQueue('tasks'), defineQueue('fuzz')] })
let refused = 0

farm.addEventListener('peer:refuse', () => { refused++ })

process.on('message', (question) => {
  if (question === 'state') {
    globalThis.gc?.()
    const { heapUsed, external } = process.memoryUsage()
    process.send?.({ bytes: heapUsed + external, refused })
  } else {
    void farm.stop().then(() => { process.disconnect() })
  }
})

process.send?.({ addresses: farm.addresses })
