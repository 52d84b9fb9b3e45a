import { cutText, ERROR_TEXT_BYTES, MAX_NAME_BYTES } from '../protocol/index.ts'
import type { Failure } from '../protocol/index.ts'

/** What travels of something that was thrown. The stack tells others about this machine, so only if asked for. */
export function failureOf (error: unknown, withStack: boolean): Failure {
  const isError = error instanceof Error

  return {
    name: cutText(isError ? textOf(() => error.name) : 'Error', MAX_NAME_BYTES),
    message: cutText(textOf(() => isError ? error.message : error), ERROR_TEXT_BYTES),
    stack: withStack && isError ? cutText(textOf(() => error.stack ?? ''), ERROR_TEXT_BYTES) : '',
    // the coordinator knows better
    workerName: '',
    workerPeerId: ''
  }
}

/** Anything can be thrown, also what has no text; and an error's members may have been set to anything. */
function textOf (read: () => unknown): string {
  try {
    return String(read())
  } catch {
    return 'something that has no text was thrown'
  }
}
