import { checkNumber, checkOneOf, checkOptions } from '../arguments.ts'
import type { Bottle } from './bottle.ts'
import type { Chance } from './chance.ts'
import type { History } from './history.ts'
import type { Net, PartitionOptions } from './index.ts'
import type { Peer } from './peer.ts'

const DIRECTIONS = { up: 'up', down: 'down', both: 'both' } as const

/** What lies between the clients and their coordinator, in the hands of a test. */
export class BottleNet implements Net {
  readonly #bottle: Bottle
  readonly #history: History
  readonly #chance: Chance

  constructor (bottle: Bottle, history: History, chance: Chance) {
    this.#bottle = bottle
    this.#history = history
    this.#chance = chance
  }

  readonly drop = (who?: string | string[]): void => {
    this.#each('drop', who, (peer) => { peer.drop() })
  }

  readonly delay = (ms: number | [least: number, most: number], who?: string | string[]): void => {
    const [least, most] = Array.isArray(ms) ? ms : [ms, ms]
    checkNumber('delay', least)
    checkNumber('delay', most)

    if (!(least >= 0 && most >= least && most < Infinity)) {
      throw new RangeError(`delay is ${String(ms)} ms: it must be 0 or more, or the least and the most of that`)
    }

    this.#each(`delay ${least === most ? least : `${least} to ${most}`} ms`, who, (peer) => {
      peer.latency = () => most === 0 ? 0 : this.#chance.integer(Math.round(least), Math.round(most))
    })
  }

  readonly duplicate = (who?: string | string[]): void => {
    this.#each('duplicate', who, (peer) => { this.#duplicate(peer) })
  }

  readonly partition = (who?: string | string[], options?: PartitionOptions): void => {
    const { direction = 'both' } = checkOptions(options)
    checkOneOf('direction', direction, DIRECTIONS)

    this.#each(direction === 'both' ? 'partition' : `partition, ${direction} only`, who, (peer) => {
      peer.silence(direction === 'both' ? undefined : direction)
    })
  }

  readonly heal = (who?: string | string[]): void => {
    this.#each('heal', who, (peer) => {
      peer.latency = undefined
      peer.heal()
    })
  }

  /** What it says next arrives; the answer does not, and the connection is lost, so that it is said again. */
  #duplicate (peer: Peer): void {
    const { wire } = peer
    wire.silence('down')

    wire.onChunk = (direction) => {
      if (direction === 'up') {
        wire.onChunk = undefined
        // once it has been read, and whatever it leads to was decided
        this.#bottle.clock.alarm(() => { wire.cut() }, 1)
      }
    }
  }

  #each (fault: string, who: string | string[] | undefined, act: (peer: Peer) => void): void {
    const names = who === undefined ? Array.from(this.#bottle.peers, ({ name }) => name) : [who].flat()
    const peers = names.map((name) => this.#bottle.peer(name)).filter(({ isDead }) => !isDead)

    this.#history.add({ type: 'fault', who: 'test', fault: `${fault}: ${peers.map(({ name }) => name).join(', ')}` })
    peers.forEach(act)
  }
}
