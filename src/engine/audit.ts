import type { Queue, Task } from './records.ts'
import type { State } from './state.ts'

/** Where the state contradicts itself, in words; none: nowhere. */
export function audit (state: State): string[] {
  const problems: string[] = []
  let live = 0

  for (const queue of state.queues.values()) {
    const { ready, delayed, leased, dead } = queue.counts
    problems.push(...auditQueue(queue).map((problem) => `queue '${queue.name}' ${problem}`))
    live += ready + delayed + leased + dead
  }

  if (live !== state.live) {
    problems.push(`the coordinator counts ${state.live} tasks that have not ended, and its queues ${live}`)
  }

  return problems
}

function auditQueue (queue: Queue): string[] {
  const { counts, unfinished, line } = queue
  const { put, ready, delayed, leased, dead, done, taken, cancelled, expired, dropped } = counts
  const problems: string[] = []
  const found = new Map<string, number>()

  // the conservation law
  if (put !== ready + delayed + leased + dead + done + taken + cancelled + expired + dropped) {
    problems.push(`had ${put} tasks, which is not what has become of them: ${JSON.stringify(counts)}`)
  }

  if (unfinished < 0 || Object.values(counts).some((count) => count < 0)) {
    problems.push(`counts below zero: ${JSON.stringify({ ...counts, unfinished })}`)
  }

  for (const task of queue.tasks.values()) {
    found.set(task.state, (found.get(task.state) ?? 0) + 1)
    problems.push(...auditTask(task))
  }

  for (const [state, count] of Object.entries({ READY: ready, DELAYED: delayed, LEASED: leased, DEAD: dead })) {
    if (count !== (found.get(state) ?? 0)) {
      problems.push(`counts ${count} tasks that are ${state}, and has ${found.get(state) ?? 0}`)
    }
  }

  if (line.size !== ready) {
    problems.push(`has ${line.size} tasks in line, of ${ready} that are ready`)
  }

  return problems
}

function auditTask ({ id, state, item, lease, outcome }: Task): string[] {
  const isLeased = state === 'LEASED'
  const hasEnded = state !== 'READY' && state !== 'DELAYED' && state !== 'LEASED' && state !== 'DEAD'
  const problems: string[] = []

  if (isLeased !== (lease !== undefined) || (lease !== undefined && lease.session.leases.get(lease.token) !== lease)) {
    problems.push(`has task ${id}, ${state}, ${lease === undefined ? 'without a lease' : 'with a lease that its holder does not have'}`)
  }

  if (hasEnded !== (outcome !== undefined) || hasEnded === (item !== undefined)) {
    problems.push(`has task ${id}, ${state}, ${outcome === undefined ? 'without' : 'with'} an outcome and ${item === undefined ? 'without' : 'with'} its item`)
  }

  return problems
}
