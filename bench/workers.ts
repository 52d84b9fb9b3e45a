import { peerq } from './harness/peerq.ts'
import { raw } from './harness/raw.ts'
import { measure } from './harness/system.ts'
import { median } from './harness/statistics.ts'
import type { Benchmark, Figure } from './harness/report.ts'

const COUNTS = [1, 2, 4, 8]

/** How the rate goes with the number of workers. On two cores, more of them than one only share. */
export const workers: Benchmark = {
  id: 'workers',
  title: 'The farm of P1 with 1 to 8 workers',

  async run (conditions) {
    const figures: Figure[] = []
    const lines = [peerq({ name: 'peerq' }), raw].map((system) => ({ system, points: [] as Array<[number, number]> }))

    for (const count of COUNTS) {
      for (const { system, points } of lines) {
        const figure = await measure(system, { workers: count, bodyBytes: 64 }, conditions)
        figures.push({ ...figure, name: `${figure.name}, ${count} workers` })
        points.push([count, median(figure.runs)])
      }
    }

    return {
      figures,
      goals: [],
      charts: [{
        type: 'lines', name: 'workers', title: 'Tasks a second, by workers', x: 'worker processes', unit: 'tasks/s',
        lines: lines.map(({ system, points }) => ({ name: system.name, points }))
      }]
    }
  }
}
