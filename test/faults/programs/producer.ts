/** Puts tasks with unique items, so many at once, until each is acknowledged, as far as it is told to; notes what it asks and hears. */
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../../src/index.ts'
import { argsOf, endWithTest, letGo, onTold, say } from '../../acceptance/programs/common.ts'
import { History } from '../history.ts'
import { QUEUE } from '../trial.ts'

/** Before it asks again what nobody knows the outcome of: milliseconds. */
const AGAIN_MS = 50

/** It says how far it is each time it has got so much further. */
const STEP = 50

const { key, address, histories, name, count, window, results, bytes } = argsOf<{
  histories: string
  name: string
  count: number

  /** Puts at once. */
  window: number

  /** Of how many tasks it waits for the result of one; 0: of none. */
  results: number

  /** Of an item, at least. */
  bytes: number
}>()
endWithTest()
const history = new History(histories, name).noteUnhandled()
const client = await connect({ key, address, name, timeout: Infinity })
client.addEventListener('session:resume', ({ detail: { kept } }) => { say('resume', { name, kept }) })
const tasks = client.queue<string, number>(QUEUE)
const waiting: Array<Promise<void>> = []
let acknowledged = 0
let refusals = 0
let refusal = ''
let next = 0

/** It puts no more than it was told to so far; and none after the last. */
let most = 0
let last = count
let more = Promise.withResolvers<void>()

async function put (item: string): Promise<void> {
  let id: string | undefined
  history.note({ what: 'put', item })

  for (;;) {
    try {
      const handle = await tasks.put(item.padEnd(bytes), id === undefined ? {} : { id })
      history.note({ what: 'acknowledged', item, id: handle.id })

      if (results > 0 && next % results === 0) {
        waiting.push(result(item, handle.result()))
      }

      return
    } catch (err) {
      id ??= (err as { taskId?: string }).taskId
      refusals++
      refusal = String(err)
      await sleep(AGAIN_MS)
    }
  }
}

async function result (item: string, token: Promise<number>): Promise<void> {
  history.note({ what: 'result', item, token: await token })
}

async function lane (): Promise<void> {
  while (next < last) {
    if (next >= most) {
      await more.promise
      continue
    }

    await put(`${name}/${next++}`)

    if (++acknowledged % STEP === 0) {
      say('progress', { acknowledged })
    }
  }
}

onTold('go', ({ until, isLast = false }) => {
  most = until as number
  last = isLast === true ? most : last
  more.resolve()
  more = Promise.withResolvers()
})

onTold('asked', () => {
  say('asked', { asked: next, acknowledged, refusals, refusal })
  refusals = 0
})

onTold('stop', async () => {
  await client.stop()
  say('stopped')
  letGo()
})

say('ready')
await Promise.all(Array.from({ length: window }, lane))
say('done', { acknowledged })
await Promise.all(waiting)
say('results', { count: waiting.length })
