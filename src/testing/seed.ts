import { env } from 'node:process'

/** The environment's `PEERQ_SEED`; `undefined`: it has none. */
export function givenSeed (): number | undefined {
  const { PEERQ_SEED } = env

  return PEERQ_SEED === undefined || PEERQ_SEED === '' ? undefined : seedOf(Number(PEERQ_SEED))
}

/** @throws RangeError for what is no seed */
export function seedOf (seed: number = givenSeed() ?? 1): number {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new RangeError(`the seed is ${seed}: it must be an integer from 0 to 2^32 − 1`)
  }

  return seed
}
