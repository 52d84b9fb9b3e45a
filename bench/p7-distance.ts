import { peerq } from './harness/peerq.ts'
import { measure, ratio } from './harness/system.ts'
import type { Benchmark, Figure } from './harness/report.ts'

/** Round-trip times, all through the same proxy: milliseconds. */
const TRIPS = [0, 10, 50, 100]

const WINDOW = 50_000

/** Enough that the round trips at the start and at the end of a run are little of it, of a quick one too. */
const TASKS = 300_000

export const p7: Benchmark = {
  id: 'p7',
  title: 'P7: workers far away, 2 of them, 64 bytes a task',

  async run (conditions) {
    const figures: Figure[] = []

    for (const trip of conditions.isQuick ? [0, 50] : TRIPS) {
      figures.push(await measure(peerq({ name: nameOf(trip), window: WINDOW, delayMs: trip / 2, tasks: TASKS }), { workers: 2, bodyBytes: 64 }, conditions))
    }

    return {
      figures,
      goals: [{ what: '50 ms, to 0 ms', value: ratio(figures, nameOf(50), nameOf(0)), atLeast: 0.8 }],
      charts: [{
        type: 'lines',
        name: 'distance',
        title: 'Tasks a second, by round-trip time',
        x: 'round-trip time, ms',
        unit: 'tasks/s',
        lines: [{ name: 'peerq', points: TRIPS.flatMap((trip) => figures.some(({ name }) => name === nameOf(trip)) ? [[trip, figureAt(figures, trip)]] : []) }]
      }]
    }
  }
}

function nameOf (trip: number): string {
  return `round-trip time ${trip} ms`
}

function figureAt (figures: Figure[], trip: number): number {
  return ratio([...figures, { name: 'one', unit: '', runs: [1] }], nameOf(trip), 'one')
}
