import { rawLine } from './harness/raw.ts'
import { peerq } from './harness/peerq.ts'
import { measure, medianOf, ratio } from './harness/system.ts'
import type { Benchmark, Conditions, Figure } from './harness/report.ts'

const MIB = 1024 * 1024

/** Items are echoed: each goes out and comes back. */
const WAYS = 2

/** The window is that of a `map`, or so much that what is out fits into the bounds of a session many times. */
const SIZES = [{ bytes: 64, window: 1_000 }, { bytes: 1024, window: 1_000 }, { bytes: 16 * 1024, window: 512 }, { bytes: 64 * 1024, window: 256 }]
const RAW = 'raw libp2p stream, one way, 64 KiB sends'

export const p3: Benchmark = {
  id: 'p3',
  title: 'P3: items that are echoed, payload out and payload back added up, 2 workers',

  async run (conditions) {
    const figures = [await floods(conditions)]

    for (const { bytes, window } of SIZES) {
      const { runs } = await measure(peerq({ name: nameOf(bytes), window }), { workers: 2, bodyBytes: bytes }, conditions)
      figures.push({ name: nameOf(bytes), unit: 'MiB/s', runs: runs.map((rate) => rate * WAYS * bytes / MIB) })
    }

    return {
      figures,
      goals: [
        { what: '64 KiB, to a raw stream', value: ratio(figures, nameOf(64 * 1024), RAW), atLeast: 0.75 },
        { what: '1 KiB, to a raw stream', value: ratio(figures, nameOf(1024), RAW), atLeast: 0.5 }
      ],
      charts: [{
        type: 'lines',
        name: 'sizes',
        title: 'Payload out and back, by item size',
        x: 'bytes of an item',
        unit: 'MiB/s',
        lines: [{ name: 'peerq', points: SIZES.map(({ bytes }) => [bytes, medianOf(figures, nameOf(bytes))]) }]
      }]
    }
  }
}

function nameOf (bytes: number): string {
  return `peerq, ${bytes < 1024 ? `${bytes} bytes` : `${bytes / 1024} KiB`}`
}

async function floods ({ runs, isQuick }: Conditions): Promise<Figure> {
  const line = await rawLine()
  const bytes = (isQuick ? 64 : 256) * MIB
  const rates: number[] = []

  for (let run = 0; run < runs + 2; run++) {
    const rate = await line.flood(bytes, 64 * 1024)

    if (run >= 2) {
      rates.push(rate / MIB)
    }
  }

  await line.stop()

  return { name: RAW, unit: 'MiB/s', runs: rates }
}
