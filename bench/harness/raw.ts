import { formatKey, generateKey } from '../../src/index.ts'
import { start, stop } from './processes.ts'
import type { System } from './system.ts'

/** A run on a loaded machine, at most: milliseconds. */
const RUN_MS = 120_000

/** libp2p streams without a queue: frames with an id in lots, one promise a task, nothing leased, nothing kept. */
export const raw: System = {
  name: 'raw libp2p streams (no queue)',
  tasks: 200_000,

  async start ({ workers, bodyBytes }) {
    const { key, hub, address } = await startHub()
    const spokes = await Promise.all(Array.from({ length: workers }, () => start('raw-spoke', { key, address, isWorker: true })))

    return {
      async run (tasks) {
        hub.tell({ type: 'run', tasks, bodyBytes })

        return (await hub.says('ran', RUN_MS)).ms as number
      },

      stop: () => stop(...spokes, hub)
    }
  }
}

/** What a raw stream does by itself. */
export interface Line {
  /** Milliseconds of so many round trips of 64 bytes, one after another. */
  ping (times: number): Promise<number[]>

  /** Bytes a second, one way, in sends of this size. */
  flood (bytes: number, send: number): Promise<number>
  stop (): Promise<void>
}

export async function rawLine (): Promise<Line> {
  const { key, hub, address } = await startHub()
  const spoke = await start('raw-spoke', { key, address, isWorker: false })

  return {
    async ping (times) {
      spoke.tell({ type: 'ping', times })

      return (await spoke.says('pinged', RUN_MS)).trips as number[]
    },

    async flood (bytes, send) {
      spoke.tell({ type: 'flood', bytes, send })

      return bytes / ((await spoke.says('flooded', RUN_MS)).ms as number) * 1_000
    },

    stop: () => stop(spoke, hub)
  }
}

async function startHub (): Promise<{ key: string, hub: Awaited<ReturnType<typeof start>>, address: string }> {
  const key = formatKey(generateKey())
  const hub = await start('raw-hub', { key })

  return { key, hub, address: (hub.greeting.addresses as string[])[0] as string }
}
