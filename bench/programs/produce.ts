import { onTold, say } from './common.ts'
import type { Queue, TaskHandle } from '../../src/index.ts'

/** How the producer asks: `map` over the items; or `putMany` in lots, each handle's `result` awaited. */
export type Manner = 'map' | 'putMany'

export interface Producing {
  manner: Manner
  bodyBytes: number

  /** Tasks that are out at once. */
  window: number
}

/** Items in one `putMany`. */
const LOT = 250

/** From now on, runs the job whenever it is told to. */
export function produce (queue: Queue<Uint8Array, Uint8Array>, producing: Producing): void {
  const body = new Uint8Array(producing.bodyBytes).fill(7)

  onTold('run', async ({ tasks }) => {
    const start = performance.now()
    const results = await (producing.manner === 'map' ? mapped : putMany)(queue, body, tasks as number, producing.window)
    const ms = performance.now() - start

    if (results !== tasks) {
      throw new Error(`${tasks as number} tasks were put and ${results} results came`)
    }

    say('ran', { ms })
  })
}

async function mapped (queue: Queue<Uint8Array, Uint8Array>, body: Uint8Array, tasks: number, window: number): Promise<number> {
  let results = 0

  for await (const result of queue.map(repeat(body, tasks), { window, ordered: false })) {
    results += result.byteLength === body.byteLength ? 1 : 0
  }

  return results
}

async function putMany (queue: Queue<Uint8Array, Uint8Array>, body: Uint8Array, tasks: number, window: number): Promise<number> {
  let left = tasks
  let results = 0

  const take = async (handle: TaskHandle<Uint8Array>): Promise<void> => {
    const result = await handle.result()
    results += result.byteLength === body.byteLength ? 1 : 0
  }

  // so many lots are out at once
  const lane = async (): Promise<void> => {
    while (left > 0) {
      const lot = Math.min(LOT, window, left)
      left -= lot
      const handles = await queue.putMany(repeat(body, lot))
      await Promise.all(handles.map(take))
    }
  }

  await Promise.all(Array.from({ length: Math.max(1, Math.floor(window / LOT)) }, lane))

  return results
}

function * repeat (body: Uint8Array, times: number): Generator<Uint8Array> {
  for (let index = 0; index < times; index++) {
    yield body
  }
}
