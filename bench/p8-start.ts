import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { formatKey, generateKey } from '../src/index.ts'
import { Child } from '../test/acceptance/child.ts'
import { Lan } from '../test/lan/lan.ts'
import { medianOf } from './harness/system.ts'
import type { AddressInfo } from 'node:net'
import type { Benchmark, Figure } from './harness/report.ts'

const BUILD = join(import.meta.dirname, '../.config/build.ts')
const PROGRAM = join(import.meta.dirname, 'programs', 'first-task')
const ADDRESS = 'first task done, both processes started at once, with an address'
const CREATE = 'of which createCoordinator'
const MDNS = 'first task done, both processes started at once, by mDNS between two hosts'

export const p8: Benchmark = {
  id: 'p8',
  title: 'P8: start, from nothing to the first result, of the built package; the start of Node.js and the loading of all modules are part of it',

  async run ({ runs }) {
    execFileSync(process.execPath, [BUILD])
    const figures: Figure[] = [ADDRESS, CREATE, MDNS].map((name) => ({ name, unit: 'ms', runs: [] }))

    for (let run = -1; run < runs; run++) {
      const [ms, created] = await withAddress()

      if (run >= 0) {
        figures[0]?.runs.push(ms)
        figures[1]?.runs.push(created)
      }
    }

    const goals = [{ what: 'ms with an address', value: medianOf(figures, ADDRESS), atMost: 1_000 }]

    try {
      const lan = await Lan.create('here', 'there')

      for (let run = -1; run < runs; run++) {
        const ms = await byName(lan)

        if (run >= 0) {
          figures[2]?.runs.push(ms)
        }
      }

      await lan.remove()
      goals.push({ what: 'ms by mDNS', value: medianOf(figures, MDNS), atMost: 2_000 })
    } catch (err) {
      console.log(`by mDNS: skipped, since there can be no network namespaces here: ${(err as Error).message}`)
      figures.pop()
    }

    return { figures, goals }
  }
}

async function withAddress (): Promise<[ms: number, created: number]> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')

  const args = { key: formatKey(generateKey()), port }
  const start = performance.now()
  const coordinator = new Child(PROGRAM, { ...args, role: 'coordinator' })
  const worker = new Child(PROGRAM, { ...args, role: 'worker' })
  const { createMs } = await coordinator.says('done')
  const ms = performance.now() - start
  await Promise.all([worker.kill(), coordinator.kill()])

  return [ms, createMs as number]
}

async function byName (lan: Lan): Promise<number> {
  const args = { key: formatKey(generateKey()) }
  const program = '../../../bench/programs/first-task'
  const start = performance.now()
  const coordinator = lan.program('here', program, { ...args, role: 'coordinator' })
  lan.program('there', program, { ...args, role: 'worker' })
  await coordinator.says('done')
  const ms = performance.now() - start
  await lan.clear()

  return ms
}
