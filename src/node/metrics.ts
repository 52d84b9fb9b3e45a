import type { PeerInfo, QueueStats } from '../client/index.ts'
import type { CoordinatorCore, TaskEventName, TaskHappening } from '../coordinator/index.ts'
import type { CounterGroup, Metrics } from '@libp2p/interface'

/** What is counted and measured; docs/metrics.md has the same as tables. */
interface Description {
  name: string
  help: string
}

/** Each event of a task, counted for each queue since the coordinator started. */
export const COUNTED: Readonly<Record<TaskEventName, Description>> = {
  'task:put': { name: 'peerq_tasks_put_total', help: 'tasks that came in' },
  'task:lease': { name: 'peerq_tasks_leased_total', help: 'times that a task was handed out' },
  'task:complete': { name: 'peerq_tasks_completed_total', help: 'tasks that were completed or taken' },
  'task:fail': { name: 'peerq_tasks_failed_total', help: 'attempts that count as failed' },
  'task:dead': { name: 'peerq_tasks_dead_total', help: 'tasks that had no attempt left' },
  'task:cancel': { name: 'peerq_tasks_cancelled_total', help: 'tasks that were called off' },
  'task:drop': { name: 'peerq_tasks_dropped_total', help: 'tasks that were purged or dropped by an immediate shutdown' },
  'task:expire': { name: 'peerq_tasks_expired_total', help: 'tasks whose ttl ran out' },
  'task:requeue': { name: 'peerq_tasks_requeued_total', help: 'times that a task went back without having failed' }
}

/** What each queue has at the moment it is asked. */
export const MEASURED: ReadonlyArray<Description & { of: (stats: QueueStats) => number }> = [
  { name: 'peerq_queue_ready', help: 'tasks that wait to be handed out', of: ({ ready }) => ready },
  { name: 'peerq_queue_delayed', help: 'tasks that wait until they are due', of: ({ delayed }) => delayed },
  { name: 'peerq_queue_leased', help: 'tasks in the hands of workers', of: ({ leased }) => leased },
  { name: 'peerq_queue_dead', help: 'tasks that failed too often and wait for a redrive', of: ({ dead }) => dead },
  { name: 'peerq_queue_unfinished', help: 'tasks that join waits for', of: ({ unfinished }) => unfinished },
  { name: 'peerq_queue_getters', help: 'idle slots of workers and blocked gets', of: ({ getters }) => getters },
  { name: 'peerq_queue_putters', help: 'blocked puts', of: ({ putters }) => putters },
  { name: 'peerq_queue_oldest_ready_seconds', help: 'how long the oldest ready task has waited', of: ({ oldestReadyMs }) => oldestReadyMs / 1_000 },
  { name: 'peerq_queue_longest_lease_seconds', help: 'how long a task has been held without a break', of: ({ longestLeaseMs }) => longestLeaseMs / 1_000 },
  { name: 'peerq_queue_max_size', help: 'room in the queue or 0 where it is unbounded', of: ({ maxSize }) => Math.max(0, maxSize) },
  { name: 'peerq_queue_paused', help: '1 while the queue hands out nothing', of: ({ paused }) => Number(paused) },
  { name: 'peerq_queue_shutdown', help: '1 once the queue was shut down', of: ({ shutdown }) => Number(shutdown) }
]

/** What is known of the coordinator itself. */
export const OF_THE_FARM = {
  sessions: { name: 'peerq_sessions', help: 'sessions by state: connected or away' },
  refusals: { name: 'peerq_peers_refused_total', help: 'peers that were not let in' },
  storage: { name: 'peerq_storage_failed', help: '1 once the journal failed and everything is refused' }
} as const satisfies Record<string, Description>

/** What is measured. */
export interface Measured {
  core: CoordinatorCore
  stats: () => Promise<Record<string, QueueStats>>
}

/**
 * Registers what a coordinator counts and measures with the metrics of its node. Counters are
 * told what `watch` is told, when it is: they agree with the events, and count nothing that is not durable.
 */
export function measure (metrics: Metrics, { core, stats }: Measured): void {
  const counters = new Map(Object.entries(COUNTED).map(([type, { name, help }]) =>
    [type as TaskEventName, metrics.registerCounterGroup(name, { label: 'queue', help })]))
  core.onTasks((happenings) => { count(counters, happenings) })

  const look = shared(stats)

  for (const { name, help, of } of MEASURED) {
    metrics.registerMetricGroup(name, { label: 'queue', help, calculate: async () => mapValues(await look(), of) })
  }

  measureFarm(metrics, core)
}

function measureFarm (metrics: Metrics, core: CoordinatorCore): void {
  const { sessions, refusals, storage } = OF_THE_FARM
  metrics.registerMetricGroup(sessions.name, { label: 'state', help: sessions.help, calculate: () => byState(core.peers()) })

  const refused = metrics.registerCounter(refusals.name, { help: refusals.help })
  core.events.addEventListener('peer:refuse', () => { refused.increment() })

  const failed = metrics.registerMetric(storage.name, { help: storage.help })
  failed.update(0)
  core.events.addEventListener('storage:error', () => { failed.update(1) })
}

/** One step for each queue and event of a batch, however many tasks are in it. */
function count (counters: Map<TaskEventName, CounterGroup>, happenings: TaskHappening[]): void {
  for (const [type, ofType] of Map.groupBy(happenings, (happening) => happening.type)) {
    const byQueue = new Map<string, number>()

    for (const { queue } of ofType) {
      byQueue.set(queue, (byQueue.get(queue) ?? 0) + 1)
    }

    counters.get(type)?.increment(Object.fromEntries(byQueue))
  }
}

/** All that ask while an answer is on its way get that one: a scrape is one look at the queues. */
function shared<T> (ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined

  return async () => {
    answer ??= ask().finally(() => { answer = undefined })

    return answer
  }
}

function byState (peers: PeerInfo[]): Record<'connected' | 'away', number> {
  const connected = peers.filter((peer) => peer.connected).length

  return { connected, away: peers.length - connected }
}

function mapValues<T, R> (record: Record<string, T>, of: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, of(value)]))
}
