import { TaskError } from '../../../src/errors.ts'
import type { HandlerContext } from '../../../src/worker/index.ts'

/** What a handler in a thread is asked to do in the tests. */
export type Work =
  | { do: 'return', value: unknown }
  | { do: 'throw', name?: string, retry?: boolean }
  | { do: 'spin', ms: number }
  | { do: 'wait' }
  | { do: 'progress', values: unknown[] }
  | { do: 'about' }
  | { do: 'uncloneable' }
  | { do: 'exit' }

export default async function handler (work: Work, context: HandlerContext): Promise<unknown> {
  switch (work.do) {
    case 'return':
      return work.value
    case 'throw':
      throw work.name === 'TaskError' ? new TaskError('chosen', { retry: work.retry ?? true }) : new RangeError('thrown in a thread')
    case 'spin': {
      const until = performance.now() + work.ms
      while (performance.now() < until);
      return 'spun'
    }
    case 'wait':
      return new Promise((resolve) => { context.signal.addEventListener('abort', () => { resolve('heard') }) })
    case 'progress':
      work.values.forEach((value) => { context.progress(value) })
      return 'told'
    case 'about':
      await context.extend(1_000)
      return { id: context.id, queue: context.queue, attempt: context.attempt, token: context.token }
    case 'uncloneable':
      return () => {}
    case 'exit':
      process.exit(3)
  }
}
