import { distinct, KEY_SLOTS, listKeys, loadAll } from './key-list.ts'
import { checkFarm, DEFAULT_FARM, generateKey } from './keys.ts'
import { Secret } from './secret.ts'
import type { RingKey } from './key-list.ts'
import type { Keys } from './keys.ts'

/** What a dialer tries: this key, said to stand in that slot of the listener's ring. */
export interface Attempt {
  readonly key: RingKey
  readonly slot: number
}

/** What `set` changed. A key that was given another name is both retired and added. */
export interface RingChange {
  added: RingKey[]
  retired: RingKey[]
}

/**
 * The keys of one node: as a listener, the slots that dialers name in their first byte; as a
 * dialer, what to try and in which order. Set on a running node, it counts from the next
 * handshake on.
 */
export class KeyRing {
  readonly farm: string

  #slots: Array<RingKey | undefined> = Array.from<RingKey | undefined>({ length: KEY_SLOTS })

  /**
   * Stands in every empty slot. A dialer learns the same from an empty slot as from a wrong
   * key: that its key does not fit there. Nobody knows this key, so nobody gets in by it.
   */
  readonly #decoy: RingKey = { name: '', secret: new Secret(generateKey()) }

  /** What fitted last: the first to be tried. Lost when its key is retired. */
  #fit: Attempt | undefined

  /** The last `set`, so that they take effect in the order in which they were called. */
  #last: Promise<RingChange> | undefined

  /** @param init - `farm` salts the passphrases among the keys (default `'default'`) */
  constructor ({ farm = DEFAULT_FARM }: { farm?: string } = {}) {
    this.farm = checkFarm(farm)
  }

  /** A ring with these keys in it; rejects as `set` does. */
  static async create (keys: Keys, init: { farm?: string } = {}): Promise<KeyRing> {
    const ring = new KeyRing(init)
    await ring.set(keys)

    return ring
  }

  /** How many keys it holds. */
  get size (): number {
    return this.#held().length
  }

  /** Whether one of its keys was a passphrase, so that the farm's name matters. */
  get salted (): boolean {
    return this.#held().some((key) => key.secret.farm != null)
  }

  /**
   * Exchanges all keys at once, as soon as the passphrases among them are stretched; until
   * then the old ones count. A key that stays keeps its slot, so who used it still gets in
   * at the first try.
   *
   * @throws TypeError when a key is missing or none, or one key stands under two names;
   * RangeError for more than 8. Then nothing has changed.
   */
  async set (keys: Keys): Promise<RingChange> {
    const listed = listKeys(keys)
    const before = this.#last?.catch(() => {})

    const change = (async () => {
      await before

      return this.#exchange(await loadAll(listed, this.farm))
    })()

    // whoever called has the rejection; nobody need wait for ready()
    change.catch(() => {})
    this.#last = change

    return change
  }

  /** Resolves once there are keys; rejects with what the last `set` was refused for. */
  async ready (): Promise<void> {
    if (this.size > 0) {
      return
    }

    if (this.#last == null) {
      throw new TypeError('this key ring has no keys: call set(keys) first')
    }

    await this.#last
  }

  /** The keys on the ring. */
  keys (): RingKey[] {
    return this.#held()
  }

  /** The key in a slot; in an empty one, a key that nobody knows. */
  at (slot: number): RingKey {
    return this.#slots[slot] ?? this.#decoy
  }

  /** Whether a key is on the ring now: it was set and not retired since. */
  holds (key: RingKey): boolean {
    return this.#slots.includes(key)
  }

  /** Every key with every slot in which the listener may have it, most promising first. */
  attempts (): Attempt[] {
    const fit = this.#fit
    const first = fit != null && this.holds(fit.key) ? [fit] : []
    const slots = Array.from({ length: KEY_SLOTS }, (_, slot) => slot)

    return [
      ...first,
      ...this.#held().flatMap((key) => slots.map((slot) => ({ key, slot })))
        .filter((attempt) => first[0]?.key !== attempt.key || first[0].slot !== attempt.slot)
    ]
  }

  /** The most promising of them. There is one as soon as the ring is ready. */
  best (): Attempt {
    return this.attempts()[0] as Attempt
  }

  /** Says that an attempt was let in. */
  fitted (attempt: Attempt): void {
    this.#fit = attempt
  }

  #held (): RingKey[] {
    return this.#slots.filter((key) => key != null)
  }

  #exchange (loaded: RingKey[]): RingChange {
    const wanted = distinct(loaded)
    const before = this.#slots
    const slots = Array.from<RingKey | undefined>({ length: KEY_SLOTS })
    const added: RingKey[] = []
    const homeless: RingKey[] = []

    for (const key of wanted) {
      const slot = before.findIndex((held) => held?.secret.equals(key.secret))
      const held = before[slot]

      if (held == null) {
        homeless.push(key)
        added.push(key)
      } else if (held.name === key.name) {
        slots[slot] = held
      } else {
        slots[slot] = key
        added.push(key)
      }
    }

    for (const key of homeless) {
      slots[slots.indexOf(undefined)] = key
    }

    this.#slots = slots

    return { added, retired: before.filter((key) => key != null && !slots.includes(key)) as RingKey[] }
  }
}
