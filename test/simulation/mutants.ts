/** A mistake that could have been made: what stands where in src, and what would stand there instead. */
export interface Mutant {
  file: string
  changes: Array<[from: string, to: string]>
}

/**
 * The source with the mistake in it.
 *
 * @throws Error when what it changes is not once in there
 */
export function mutate (source: string, { file, changes }: Mutant): string {
  return changes.reduce((changed, [from, to]) => {
    if (changed.split(from).length !== 2) {
      throw new Error(`this is not once in ${file}: ${from}`)
    }

    return changed.replace(from, () => to)
  }, source)
}

export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'drops an answer now and then': {
    file: 'coordinator/outlet.ts',
    changes: [['if (answer.grant === undefined || !this.withholdsGrants) {', 'if (number % 13 !== 0 && (answer.grant === undefined || !this.withholdsGrants)) {']]
  },
  'uses a token again': {
    file: 'engine/match.ts',
    changes: [['token: core.state.token + 1,', 'token: core.state.token + (task.past === undefined ? 1 : 0),']]
  },
  'forgets a put that waited': {
    file: 'engine/match.ts',
    changes: [['core.release(first, answer)', 'core.unwait(first)']]
  },
  'answers before the journal has it': {
    file: 'coordinator/commit-loop.ts',
    changes: [
      ['        await this.#write(batch)\n', '        this.#deliver(batch)\n        await this.#write(batch)\n'],
      ['      this.#deliver(batch)\n      this.#wakeWaiters()\n', '      this.#wakeWaiters()\n']
    ]
  },
  'charges nobody for a lapse': {
    file: 'engine/tick.ts',
    changes: [['if (lease.mode === \'LEASE\' && lease.charge) {', 'if (lease.mode === \'LEASE\' && lease.charge && core.now < 0) {']]
  },
  'takes a get for received when it is sent': {
    file: 'engine/match.ts',
    changes: [['if (mode === \'RECEIPT\' && session.local) {', 'if (mode === \'RECEIPT\') {']]
  },
  'does again what it is asked again': {
    file: 'engine/requests.ts',
    changes: [['const answer = kept ? session.answers.get(number) : undefined\n', 'const answer = kept && number < 0 ? session.answers.get(number) : undefined\n']]
  },
  'takes any token of the session': {
    file: 'engine/calls/settle.ts',
    changes: [['{ token, result }: Completion): Answer {\n  const lease = session.leases.get(token)\n', '{ token, result }: Completion): Answer {\n  const lease = session.leases.get(token) ?? [...session.leases.values()].at(-1)\n']]
  },
  'lets no lease lapse': {
    file: 'engine/tick.ts',
    changes: [['if (!tooLong && session.connected && session.throttled && !lease.delivered) {', 'if (!tooLong) {']]
  },
  'says nothing again after a cut': {
    file: 'client/requests.ts',
    changes: [['        link.send({ request: call.spec.request })\n        call.spec.resent?.()\n', '        call.spec.resent?.()\n']]
  },
  'confirms what nobody waits for any more': {
    file: 'client/takes.ts',
    changes: [['late: ({ grant }) => { this.#session.hands.decline(', 'late: ({ grant }) => { this.#session.hands.confirm(']]
  },
  'ends no taker of a queue that was shut down': {
    file: 'engine/match.ts',
    changes: [['if (shut === \'open\') {', 'if (core.now > 0) {']]
  },
  'leaves the last fact of a batch out of the journal': {
    file: 'coordinator/commit-loop.ts',
    changes: [['encodeRecord({ ...this.#head(), changes: batch.changes })', 'encodeRecord({ ...this.#head(), changes: batch.changes.length > 2 ? batch.changes.slice(0, -1) : batch.changes })']]
  },
  'leaves the attempts out of a snapshot': {
    file: 'engine/restore.ts',
    changes: [['task.attempts = values.attempts', 'task.attempts = Math.min(values.attempts, 1)']]
  }
}
