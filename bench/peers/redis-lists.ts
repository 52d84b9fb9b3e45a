/**
 * Redis lists by hand: LPUSH of lots; workers take up to 256 at once with BLMPOP and push
 * their results in one LPUSH, and the producer takes those with BLMPOP. What a worker holds
 * when it dies is lost.
 */
import { Redis } from 'ioredis'
import { lots, peerArgs, ready, Runs } from './common.ts'

const LOT = 1_000
const AT_ONCE = 256

const { role, port, bodyBytes } = peerArgs()
const pushing = new Redis(port, '127.0.0.1')
const taking = new Redis(port, '127.0.0.1')

async function take (list: string): Promise<Buffer[]> {
  const taken = await taking.blmpopBuffer(0, 1, list, 'RIGHT', 'COUNT', AT_ONCE)

  return taken?.[1] ?? []
}

if (role === 'producer') {
  const body = Buffer.alloc(bodyBytes, 7)

  const runs = new Runs((tasks) => Promise.all(Array.from(lots(tasks, LOT), (lot) => {
    return pushing.lpush('tasks', ...Array.from({ length: lot }, () => body))
  })))

  void (async () => {
    for (;;) {
      runs.count((await take('results')).length)
    }
  })()
} else {
  void (async () => {
    for (;;) {
      void pushing.lpush('results', ...await take('tasks'))
    }
  })()
}

ready()
