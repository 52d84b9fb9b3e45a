import { callOf, createReply, MAX_QUEUES } from '../protocol/index.ts'
import { Pages } from '../pages.ts'
import { lacking, rolesOf, suffices } from './access.ts'
import { REQUESTS } from './requests.ts'
import { Turns } from './turns.ts'
import { watchOverLink } from './watch.ts'
import type { Link } from '../link/index.ts'
import type { CallName, Consume, Message, Request, Status } from '../protocol/index.ts'
import type { AccessTable, Role } from './access.ts'
import type { CommitLoop } from './commit-loop.ts'
import type { Audience } from './events.ts'
import type { CoordinatorLimits } from './limits.ts'
import type { Peers } from './peers.ts'
import type { RequestContext, RequestRule } from './requests.ts'

const ADMIN: readonly Role[] = ['admin']

/** Queues whose roles a session remembers; a peer chooses the names that it asks for. */
const REMEMBERED_QUEUES = 1_024

/** What a coordinator that is stopping still does: settling what was handed out. */
const LAST_CALLS: ReadonlySet<CallName> = new Set<CallName>(['settle', 'completeMany', 'confirm', 'extend'])

export interface DeskInit {
  /** The session's id. */
  session: string
  link: Link
  loop: CommitLoop
  audience: Audience
  limits: CoordinatorLimits
  access: AccessTable | undefined
  context: RequestContext
  peers: Peers

  /** The names of all queues. */
  queues: () => string[]
}

/**
 * Where what a welcome session says is taken: its requests are counted, checked and turned
 * into calls of the engine, and the rest into commands. It knows which requests are not
 * answered yet.
 */
export class Desk {
  readonly #init: DeskInit
  readonly #outstanding = new Pages<number>()
  readonly #roles = new Map<string, ReadonlySet<Role>>()

  /** How to end each watch, by its request. */
  readonly #watches = new Map<number, () => void>()

  /** Which queue's statistics were asked for, by request. */
  readonly #statsOf = new Map<number, string>()

  readonly #turns = new Turns()

  constructor (init: DeskInit) {
    this.#init = init
  }

  /** The requests that were not answered yet. */
  get outstanding (): Iterable<number> {
    return this.#outstanding.values()
  }

  /** Anything but a hello. */
  take (message: Message): void {
    if (message.request === undefined) {
      this.#command(message)
    } else {
      this.#request(message.request)
    }
  }

  /**
   * The same for a coordinator that is stopping: new requests are refused, or left to be asked
   * again `later`. Returns how many leases it settles.
   */
  takeLast (message: Message, later: boolean): number {
    const { request, consume } = message
    const call = request && callOf(request)

    if (request !== undefined && (call === undefined || !LAST_CALLS.has(call))) {
      if (!later) {
        this.#refuse(request.number, 'STOPPED')
      }
    } else if (consume === undefined) {
      this.take(message)
    }

    return request?.settle !== undefined ? 1 : request?.completeMany?.done.length ?? request?.confirm?.tokens.length ?? 0
  }

  /** An answer goes out. When it has statistics: those of which queue. */
  answered (number: number): string | undefined {
    this.#outstanding.delete(number)

    if (this.#statsOf.size === 0) {
      return undefined
    }

    const queue = this.#statsOf.get(number)
    this.#statsOf.delete(number)

    return queue
  }

  close (): void {
    for (const number of [...this.#watches.keys()]) {
      this.#endWatch(number)
    }
  }

  #command ({ heartbeat, consume, abandon, progress, goodbye }: Message): void {
    const { loop, session, context } = this.#init

    if (heartbeat !== undefined) {
      loop.execute({ type: 'heartbeat', session, ...heartbeat })
    } else if (consume !== undefined) {
      this.#consume(consume)
    } else if (abandon !== undefined) {
      this.#abandon(abandon.number)
    } else if (progress !== undefined) {
      loop.execute({ type: 'progress', session, token: progress.token, value: context.keep(progress.value) })
    } else if (goodbye !== undefined) {
      loop.execute({ type: 'goodbye', session })
    }
  }

  #request (request: Request): void {
    const { limits, loop, session, context } = this.#init
    const { number, queue } = request
    const call = callOf(request)

    if (!this.#turns.take(number)) {
      this.#refuse(number, 'PROTOCOL', `the requests of a connection come in the order of their numbers, and ${number} came after ${this.#turns.last}`)
      return
    }

    if (this.#outstanding.size >= limits.maxRequests) {
      this.#refuse(number, 'LIMIT', `more than maxRequests (${limits.maxRequests}) calls of one session are not answered yet`)
      return
    }

    this.#outstanding.set(number, number)

    if (call === undefined) {
      this.#refuse(number, 'PROTOCOL', 'the coordinator does not know this request: it runs an older version')
      return
    }

    const body = request[call]
    const rule = REQUESTS[call] as RequestRule<typeof body>
    const problem = this.#lacks(queue, rule.adminOnly?.(body) === true ? ADMIN : rule.roles)

    if (problem !== undefined) {
      this.#refuse(number, 'PERMISSION', problem)
      return
    }

    const engineCall = rule.toCall?.(body, context)

    if (engineCall === undefined) {
      this.#serve(call, number, queue)
    } else if (engineCall.op === 'refuse') {
      this.#refuse(number, engineCall.status, engineCall.message)
    } else {
      this.#noteStats(engineCall.op, number, queue)
      loop.execute({ type: 'call', session, number, queue, call: engineCall })
    }
  }

  /** What the engine knows nothing of. */
  #serve (call: CallName, number: number, queue: string): void {
    const { loop, session, link, audience, limits, peers, queues } = this.#init

    if (call === 'listPeers') {
      loop.post(session, { reply: createReply(number, { peers: peers.onWire() }) })
    } else if (call === 'listQueues') {
      loop.post(session, { reply: createReply(number, { queues: queues().slice(0, MAX_QUEUES) }) })
    } else {
      this.#endWatch(number)
      this.#watches.set(number, audience.watch(queue, watchOverLink(link, number, limits.maxOutboxBytes)))
    }
  }

  #consume (consume: Consume): void {
    const { loop, session } = this.#init
    const message = this.#lacks(consume.queue, REQUESTS.take.roles)

    if (message === undefined) {
      loop.execute({ type: 'consume', session, ...consume })
    } else {
      loop.post(session, { consumerEnd: { consumer: consume.consumer, status: 'PERMISSION', message } })
    }
  }

  #abandon (number: number): void {
    const { loop, session } = this.#init

    if (this.#endWatch(number)) {
      this.#refuse(number, 'ABANDONED')
    } else {
      loop.execute({ type: 'abandon', session, number })
    }
  }

  #endWatch (number: number): boolean {
    this.#watches.get(number)?.()

    return this.#watches.delete(number)
  }

  #noteStats (op: string, number: number, queue: string): void {
    if (op === 'stats') {
      this.#statsOf.set(number, queue)
    }
  }

  /** Why the caller may not do something on `queue` that needs one of these roles; `undefined`: it may. */
  #lacks (queue: string, needed: readonly Role[]): string | undefined {
    const { remote } = this.#init.link
    let roles = this.#roles.get(queue)

    if (roles === undefined) {
      if (this.#roles.size >= REMEMBERED_QUEUES) {
        this.#roles.clear()
      }

      roles = rolesOf(this.#init.access, remote, queue)
      this.#roles.set(queue, roles)
    }

    return suffices(roles, needed) ? undefined : lacking(needed, remote, queue)
  }

  #refuse (number: number, status: Status, message = ''): void {
    this.#init.loop.post(this.#init.session, { reply: createReply(number, { status, message }) })
  }
}
