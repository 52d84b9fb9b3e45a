import { cutText, ERROR_TEXT_BYTES, MAX_NAME_BYTES } from '../protocol/index.ts'
import { textOfThrown } from '../thrown.ts'
import type { Failure } from '../protocol/index.ts'

/** What travels of something that was thrown. The stack tells others about this machine, so only if asked for. */
export function failureOf (error: unknown, withStack: boolean): Failure {
  const isError = error instanceof Error

  return {
    name: cutText(isError ? textOfThrown(() => error.name) : 'Error', MAX_NAME_BYTES),
    message: cutText(textOfThrown(() => isError ? error.message : error), ERROR_TEXT_BYTES),
    stack: withStack && isError ? cutText(textOfThrown(() => error.stack ?? ''), ERROR_TEXT_BYTES) : '',
    // the coordinator knows better
    workerName: '',
    workerPeerId: ''
  }
}
