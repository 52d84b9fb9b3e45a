// What both sides know about their queues. They import it; nothing of it travels.
import { defineQueue } from 'peerq'
import type { StandardSchema } from 'peerq'

export interface Picture {
  name: string
  pixels: Uint8Array
}

export interface Histogram {
  name: string

  /** How many pixels there are of each value. */
  counts: Map<number, number>
  made: Date
}

/** Types alone: the compiler checks both sides, and nothing is checked when the program runs. */
export const Histograms = defineQueue<Picture, Histogram>('histograms', { maxSize: 1_000, leaseMs: 10_000 })

/** By hand; zod, valibot, arktype and others make such schemas too (https://standardschema.dev). */
const Size: StandardSchema<string, { width: number, height: number }> = {
  '~standard': {
    version: 1,
    vendor: 'example',

    validate (value) {
      const [, width, height] = /^(\d+)x(\d+)$/.exec(String(value)) ?? []

      return width == null
        ? { issues: [{ message: 'a size looks like 640x480' }] }
        : { value: { width: Number(width), height: Number(height) } }
    }
  }
}

/** With a schema, whoever puts is checked, and handlers get what the schema made of it. */
export const Areas = defineQueue('areas', { input: Size })
