import { FileError } from '../run/files.ts'
import { readItem } from '../items.ts'
import { fillLine } from '../run/template.ts'
import { bytesOf, lineOf, packTask, returnsOf } from './pack.ts'
import type { Form } from '../items.ts'
import type { Recipe } from './pack.ts'

/** One item on its way. */
export interface MapJob {
  /** From 1. */
  seq: number
  item: string

  /** What the joblog has of it. */
  command: string

  /** Which files may come back. */
  returns: ReadonlySet<string>

  /** Bytes of files that go out. */
  sent: number
}

/** How items become what is put into the queue. */
export interface Maker {
  job (seq: number, item: string): MapJob

  /** @throws FileError, UsageError */
  payload (job: MapJob): Promise<unknown>
}

/** Each item becomes a command, with its files. */
export function commandMaker (recipe: Recipe, directory: string): Maker {
  const filling = (seq: number, item: string): { item: string, number: string } => ({ item, number: String(seq) })

  return {
    job: (seq, item) => {
      const line = fillLine(recipe.words, filling(seq, item), { shell: recipe.shell })

      return { seq, item, command: lineOf(line), returns: new Set(), sent: 0 }
    },

    async payload (job) {
      const filled = filling(job.seq, job.item)
      job.returns = new Set(returnsOf(recipe, filled))
      const task = await packTask(recipe, filled, directory)
      job.sent = bytesOf(task.files)

      return task
    }
  }
}

/** Each item is put as it is. */
export function itemMaker (form: Form): Maker {
  return {
    job: (seq, item) => ({ seq, item, command: item, returns: new Set(), sent: 0 }),
    payload: async ({ item }) => readItem(item, form)
  }
}

/** Whether an error is of this one item, so that the others go on. */
export function isOfItem (err: unknown): boolean {
  return err instanceof FileError
}
