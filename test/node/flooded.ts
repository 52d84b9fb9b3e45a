/** A coordinator that is to be flooded, and honest peers that it serves all the time: a process for each. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { connect, formatKey, generateKey } from '../../src/index.ts'
import { SAYS_MS } from '../acceptance/child.ts'
import { inTime } from '../acceptance/support.ts'
import { size } from '../faults/sizes.ts'
import type { Client, CoordinatorInit } from '../../src/index.ts'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { ChildProcess } from 'node:child_process'

const MIB = 1024 * 1024

/** What a coordinator may hold more than before, at any moment of a flood: MiB. */
const MAX_GROWTH = 64

/** How long a flood goes on that has no other end: milliseconds. */
const FLOOD_MS = size(1_500, 300_000)

/** How long the honest are watched before each flood, and how often the coordinator's memory is looked at: milliseconds. */
const BEFORE_MS = size(1_000, 20_000)
const LOOK_MS = 1_000

/** The attacker's is the one that a libp2p node tries first, without a client in it. */
export const keys = { attacker: formatKey(generateKey()), honest: formatKey(generateKey()) }

/** What tasks took, in milliseconds. */
interface Latency {
  count: number
  median: number
  p99: number
}

export class Flooded {
  readonly #limits: CoordinatorInit['limits']
  #coordinator: ChildProcess | undefined
  #honest: ChildProcess | undefined
  #addresses: Multiaddr[] = []
  #before = 0

  constructor (limits: CoordinatorInit['limits'] = {}) {
    this.#limits = limits
  }

  get addresses (): Multiaddr[] {
    return this.#addresses
  }

  async start (): Promise<void> {
    const access = { 'key:honest': { '*': ['admin'] }, 'key:attacker': { fuzz: ['admin'] } }
    this.#coordinator = start('flooded', { key: keys, access, limits: this.#limits })
    const [{ addresses }] = await once(this.#coordinator, 'message') as [{ addresses: string[] }]
    this.#addresses = addresses.map((address) => multiaddr(address))
    this.#honest = start('honest', { key: keys.honest, address: addresses })
    await inTime('honest peers', once(this.#honest, 'message'), SAYS_MS)
    // by now all of its code has run
    await pause(BEFORE_MS)
    await this.#latency()
    this.#before = await this.#bytes()
  }

  /** An honest peer that comes in the middle of it, and is served. */
  async newcomer (): Promise<void> {
    const client: Client = await connect({ key: keys.honest, address: this.#addresses.map(String), name: 'newcomer' })
    expect(await client.queue<number, number>('tasks').run(41)).to.equal(42)
    await client.stop()
  }

  /**
   * While a flood goes on the honest are served and the coordinator holds little more than before;
   * what their tasks took is set against the seconds before it.
   */
  async during (what: string, attack: (goesOn: () => boolean) => Promise<unknown>): Promise<void> {
    let [goesOn, most] = [true, 0]

    const watching = (async () => {
      while (goesOn) {
        most = Math.max(most, await this.#growth())
        await pause(LOOK_MS)
      }
    })()
    watching.catch(() => {})

    await this.#latency()
    await pause(BEFORE_MS)
    const before = await this.#latency()
    const since = performance.now()

    try {
      await Promise.race([attack(() => goesOn && performance.now() - since < FLOOD_MS), watching])
    } finally {
      goesOn = false
    }

    const meanwhile = await this.#latency()
    await watching
    most = Math.max(most, await this.#growth())
    console.log(`        ${what}: ${report(before, meanwhile)}; ${most} MiB more at most`)
    expect(meanwhile.count, 'tasks done meanwhile').to.be.greaterThan(0)
  }

  /** Handshakes that it has refused so far. */
  async refused (): Promise<number> {
    return (await ask<{ refused: number }>(this.#coordinator, 'state')).refused
  }

  /** MiB that it holds more than at first. */
  async #growth (): Promise<number> {
    const grown = (await this.#bytes() - this.#before) / MIB
    expect(grown, 'MiB that it holds more').to.be.below(MAX_GROWTH)

    return Math.round(grown)
  }

  /** Both end by themselves, with nothing left that keeps them alive. */
  async stop (): Promise<void> {
    for (const each of [this.#honest, this.#coordinator]) {
      try {
        expect(each?.exitCode, 'nothing ended it before').to.equal(null)
        const exited = once(each as ChildProcess, 'exit')
        each?.send('stop')
        expect(await inTime('its end', exited)).to.deep.equal([0, null])
      } finally {
        each?.kill('SIGKILL')
      }
    }
  }

  async #bytes (): Promise<number> {
    return (await ask<{ bytes: number }>(this.#coordinator, 'state')).bytes
  }

  async #latency (): Promise<Latency> {
    const { took } = await ask<{ took: number[] }>(this.#honest, 'latency')
    const sorted = took.toSorted((a, b) => a - b)
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

    return { count: sorted.length, median: at(0.5), p99: at(0.99) }
  }
}

function start (program: string, init: object): ChildProcess {
  return fork(new URL(`programs/${program}.ts`, import.meta.url), {
    execArgv: ['--expose-gc', '--unhandled-rejections=strict'],
    env: { ...process.env, TEST_INIT: JSON.stringify(init) }
  })
}

async function ask<T> (whom: ChildProcess | undefined, question: string): Promise<T> {
  const answer = once(whom as ChildProcess, 'message') as Promise<[T]>
  whom?.send(question)

  return (await inTime(`an answer to ${question}`, answer, 30_000))[0]
}

function report (before: Latency, meanwhile: Latency): string {
  const ms = (value: number): string => value.toFixed(1)
  const ratio = meanwhile.p99 / before.p99

  return `${meanwhile.count} tasks meanwhile, median ${ms(before.median)} → ${ms(meanwhile.median)} ms, p99 ${ms(before.p99)} → ${ms(meanwhile.p99)} ms, ratio ${ratio.toFixed(2)}`
}
