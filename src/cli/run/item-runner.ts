import { TaskError } from '../../errors.ts'
import { readOutput, writeItem } from '../items.ts'
import { failureText } from './run-task.ts'
import { runProgram } from './program.ts'
import { fillLine } from './template.ts'
import type { Handler } from '../../index.ts'
import type { Form } from '../items.ts'

/** How a program works on items. */
export interface ItemRunnerInit {
  /** The program and its arguments, with `{}` and its like. */
  words: string[]
  shell: boolean
  form: Form
  maxBytes: number
}

/** Runs one program for each item: the item as an argument or on stdin, the result from stdout. */
export function itemRunner ({ words, shell, form, maxBytes }: ItemRunnerInit): Handler {
  return async (item, { id, signal }) => {
    const written = writeItem(item, form)
    const { command, args, takesStdin } = fillLine(words, { item: textOf(written), number: id }, { shell })
    const stdin = takesStdin ? written : undefined
    const ending = await runProgram({ command, args, stdin, maxBytes, signal })

    if (ending.tooMuch) {
      throw new TaskError(`${words[0]} wrote more than ${maxBytes} bytes`, { retry: false })
    }

    if (ending.exit !== 0) {
      throw new TaskError(`${words[0]} ${failureText(ending)}`)
    }

    return readOutput(ending.stdout, form)
  }
}

function textOf (written: string | Uint8Array): string {
  return typeof written === 'string' ? written : Buffer.from(written).toString('utf8')
}
