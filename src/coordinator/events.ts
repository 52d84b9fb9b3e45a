import { TypedEventEmitter } from 'main-event'
import type { StorageError } from '../errors.ts'
import type { Doer, Happening, QueueHappening, TaskEventName, TaskHappening } from './happenings.ts'

/** A session that came or went. */
export interface PeerDetail extends Doer {
  /** The key that let it in; '' for one without a name. */
  keyName: string

  /** Where it came from, as a multiaddr; '' for this process. */
  address: string
}

/** Somebody who was not let in. */
export interface RefusalDetail {
  /** '' when the handshake did not get as far as that. */
  peerId: string

  /** Where it came from, as a multiaddr. */
  address: string

  /** In words. */
  reason: string
}

type TaskEvents = Record<TaskEventName, CustomEvent<TaskHappening>>
type QueueEvents = { [Type in QueueHappening['type']]: CustomEvent<Extract<QueueHappening, { type: Type }>> }

/** What a coordinator tells, always after it is durable. */
export interface CoordinatorEvents extends TaskEvents, QueueEvents {
  /** A session is welcome, for the first time or again. */
  'peer:connect': CustomEvent<PeerDetail>

  /** A session's connection ended, or the session did. */
  'peer:disconnect': CustomEvent<PeerDetail>

  /** Somebody was not let in: a wrong key, a bound that was met. */
  'peer:refuse': CustomEvent<RefusalDetail>

  /** The journal failed: everything is refused from here on. */
  'storage:error': CustomEvent<StorageError>
}

const OF_CHANGES: ReadonlyArray<Happening['type']> = [
  'queue:declare', 'queue:change', 'queue:shutdown',
  'task:put', 'task:lease', 'task:complete', 'task:fail', 'task:dead', 'task:cancel', 'task:drop', 'task:expire', 'task:requeue'
]

/** Is told what happened to the tasks of one queue: those of a batch at a time. */
export type Watcher = (happenings: TaskHappening[]) => void

/** The queue of a watcher that looks at all of them. */
export const ALL_QUEUES = ''

/** All who look on: listeners of events, and watchers of queues. */
export class Audience {
  readonly events = new TypedEventEmitter<CoordinatorEvents>()
  readonly #watchers = new Map<string, Set<Watcher>>()
  #hasListeners = false

  /** Whether anybody cares what changes; while nobody does, it is not even put into words. */
  get present (): boolean {
    return this.#hasListeners || this.#watchers.size > 0
  }

  /** Listeners come and go between frames: one look a frame finds them. */
  look (): void {
    this.#hasListeners = OF_CHANGES.some((type) => this.events.listenerCount(type) > 0)
  }

  /** Returns how to stop. */
  watch (queue: string, watcher: Watcher): () => void {
    const watchers = this.#watchers.get(queue) ?? new Set()
    this.#watchers.set(queue, watchers.add(watcher))

    return () => {
      watchers.delete(watcher)

      if (watchers.size === 0) {
        this.#watchers.delete(queue)
      }
    }
  }

  tell (happenings: Happening[]): void {
    for (const happening of happenings) {
      if (this.events.listenerCount(happening.type) > 0) {
        this.events.safeDispatchEvent(happening.type, { detail: happening })
      }
    }

    if (this.#watchers.size > 0) {
      this.#tellWatchers(happenings.filter(isOfTask))
    }
  }

  #tellWatchers (happenings: TaskHappening[]): void {
    for (const [queue, inQueue] of Map.groupBy(happenings, (happening) => happening.queue)) {
      this.#watchers.get(queue)?.forEach((watcher) => { watcher(inQueue) })
    }

    if (happenings.length > 0) {
      this.#watchers.get(ALL_QUEUES)?.forEach((watcher) => { watcher(happenings) })
    }
  }
}

function isOfTask (happening: Happening): happening is TaskHappening {
  return !happening.type.startsWith('queue:')
}
