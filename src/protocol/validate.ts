import { FROM_CALLER, FROM_COORDINATOR } from './rules.ts'
import { bodyOf } from './messages.ts'
import type { Check } from './checks.ts'
import type { Message } from './messages.ts'

/** Who reads: a coordinator and a caller listen to different messages. */
export type Role = 'coordinator' | 'caller'

/** A refusal names the field. */
export type Verdict =
  | { ok: true }
  | { ok: false, message: string }

const OK: Verdict = { ok: true }

/**
 * Whether a message that was decoded may be acted on by `reader`. Two things that a later
 * version may send are not refused: a message without a body that this version knows (to be
 * skipped), and a request without a call that it knows (to be answered `PROTOCOL`).
 */
export function validate (message: Message, reader: Role): Verdict {
  const name = bodyOf(message)

  if (name == null) {
    return OK
  }

  const rule = (reader === 'coordinator' ? FROM_CALLER : FROM_COORDINATOR)[name] as Check<unknown> | undefined

  if (rule == null) {
    return { ok: false, message: `a ${reader} does not take ${name}` }
  }

  const problem = rule(message[name])

  return problem == null ? OK : { ok: false, message: name + problem }
}
