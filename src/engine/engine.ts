import { DEFAULT_ENGINE_LIMITS } from './config.ts'
import { audit } from './audit.ts'
import { Core } from './core.ts'
import { dump } from './dump.ts'
import { deadlineOf } from './leases.ts'
import { settleAll } from './match.ts'
import { hear, heartbeat, progress, throttle } from './presence.ts'
import { abandon, acknowledge, request, want } from './requests.ts'
import { restore } from './restore.ts'
import { keepBounds, nextForgetting } from './retention.ts'
import { begin, detach, goodbye, open } from './sessions.ts'
import { Capture, weigh } from './snapshot.ts'
import { State } from './state.ts'
import { runDue } from './tick.ts'
import type { Change } from './changes.ts'
import type { Command } from './commands.ts'
import type { Engine, EngineInit, Output, SessionView } from './index.ts'
import type { Counts } from './records.ts'
import type { Snapshot, SnapshotPiece } from './snapshot.ts'

export function createEngine (init: EngineInit): Engine {
  return new StateMachine(init)
}

class StateMachine implements Engine {
  readonly #core: Core
  #begun = false

  constructor (init: EngineInit) {
    const limits = { ...DEFAULT_ENGINE_LIMITS, ...init.limits }
    this.#core = new Core(new State(init.tokenFloor), limits, init.autoCreate ?? false, () => init.random())
  }

  execute (command: Command, now: number, into: Output = { changes: [], effects: [] }): Output {
    this.#begin(now, into)
    this.#run(command)
    this.#rest()

    return into
  }

  tick (now: number, into: Output = { changes: [], effects: [] }): Output {
    this.#begin(now, into)
    runDue(this.#core)
    this.#rest()

    return into
  }

  nextDeadline (): number {
    return Math.min(this.#core.state.deadlines.next, nextForgetting(this.#core))
  }

  replay (change: Change): void {
    this.#core.state.apply(change)
  }

  snapshot (): Snapshot {
    return new Capture(this.#core.state)
  }

  restore (piece: SnapshotPiece): void {
    restore(this.#core.state, piece)
  }

  weight (): number {
    return weigh(this.#core.state)
  }

  counts (): Record<string, Counts> {
    return Object.fromEntries(Array.from(this.#core.state.queues.values(), ({ name, counts }) => [name, { ...counts }]))
  }

  audit (): string[] {
    return audit(this.#core.state)
  }

  refusePuts (reason: string | undefined): void {
    this.#core.putsRefused = reason
  }

  stoodStill (ms: number): void {
    const { state } = this.#core

    for (const session of state.sessions.values()) {
      session.heard += ms
      if (!session.connected) {
        state.deadlines.schedule(session, session.at + ms)
      }

      for (const lease of session.leases.values()) {
        lease.until += ms
        lease.graceEnds += lease.graceEnds >= 0 ? ms : 0
        state.deadlines.schedule(lease, deadlineOf(lease))
      }
    }
  }

  * sessions (): IterableIterator<SessionView> {
    for (const { id, peer, name, keyName, local, connected, since, leases, consumers } of this.#core.state.sessions.values()) {
      yield { session: id, peer, name, keyName, local, connected, since, leases: leases.size, consumers: consumers.size }
    }
  }

  queues (): string[] {
    return [...this.#core.state.queues.keys()]
  }

  dump (): unknown {
    return dump(this.#core.state)
  }

  #begin (now: number, { changes, effects }: Output): void {
    this.#core.now = now
    this.#core.changes = changes
    this.#core.effects = effects

    if (!this.#begun) {
      this.#begun = true
      this.#core.startedAt = now
      begin(this.#core)
    }
  }

  #rest (): void {
    settleAll(this.#core)
    keepBounds(this.#core)
  }

  #run (command: Command): void {
    const core = this.#core

    if (command.type === 'open') {
      open(core, command)
      return
    }

    const session = core.state.sessions.get(command.session)

    // it was forgotten while the command was on its way; its caller will say hello again
    if (session === undefined) {
      return
    }

    if (command.type === 'throttle') {
      throttle(core, session, command.throttled)
      return
    }

    if (command.type === 'detach') {
      detach(core, session, command.cause)
      return
    }

    hear(core, session)

    switch (command.type) {
      case 'call': request(core, session, command); break
      case 'consume': want(core, session, command); break
      case 'heartbeat': heartbeat(core, session, command); break
      case 'progress': progress(core, session, command); break
      case 'abandon': abandon(core, session, command.number); break
      case 'answered': acknowledge(core, session, command.below); break
      case 'goodbye': goodbye(core, session); break
    }
  }
}
