/** Two clients in one process, one that puts large items and one that takes them, for as long as it runs. */
import { connect } from '../../src/index.ts'
import { argsOf, leave, onTold, say } from './common.ts'

const { key, address, bytes } = argsOf<{ bytes: number }>()
const [putter, taker] = [await connect({ key, address }), await connect({ key, address })]

const item = new Uint8Array(bytes)
let isOver = false
let moved = 0

const put = async (): Promise<void> => {
  while (!isOver) {
    await putter.queue('bulk').put(item)
  }
}

const take = async (): Promise<void> => {
  while (!isOver) {
    await taker.queue('bulk').get()
    moved++
  }
}

onTold('go', () => {
  void put().catch(() => {})
  void take().catch(() => {})
})

onTold('moved', () => { say('moved', { items: moved }) })

onTold('stop', async () => {
  isOver = true
  await Promise.all([putter.stop({ deadline: 0 }), taker.stop({ deadline: 0 })])
  leave()
})

say('ready')
