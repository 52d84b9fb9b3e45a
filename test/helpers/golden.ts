import { readFileSync } from 'node:fs'

/** One call of CPython's queue, and what came of it. */
export interface Step {
  op: 'put' | 'get' | 'size' | 'empty' | 'full' | 'task_done' | 'join' | 'shutdown'
  args: { item?: number, block?: boolean, timeout?: number, immediate?: boolean }
  out: { value?: number | boolean | null, raises?: string }
}

export interface Case {
  seed: number

  /** Of a priority queue the item is its own priority. */
  kind: 'fifo' | 'lifo' | 'priority'
  maxsize: number
  steps: Step[]
}

/** Recorded runs of CPython's own queue classes, and of which CPython. */
export const { cases, source } = JSON.parse(
  readFileSync(new URL('../fixtures/cpython-queue.json', import.meta.url), 'utf8')
) as { cases: Case[], source: string }
