import type { Grant } from './effects.ts'
import type { Lease } from './records.ts'

/** What a lease looks like to its holder. */
export function grantOf ({ token, task, id, session }: Lease): Grant {
  return {
    token,
    task: id,
    item: task.item as Uint8Array,
    attempt: task.attempts,
    leaseMs: task.terms.leaseMs,
    maxRunMs: task.terms.maxRunMs,
    heartbeat: session.heartbeat
  }
}
