import { env } from 'node:process'
import { checkInteger } from '../arguments.ts'

/** The environment's `PEERQ_SEED`; `undefined`: it has none. */
export function givenSeed (): number | undefined {
  const { PEERQ_SEED } = env

  return PEERQ_SEED === undefined || PEERQ_SEED === '' ? undefined : seedOf(Number(PEERQ_SEED), 'PEERQ_SEED')
}

/** @throws TypeError, RangeError for what is no seed */
export function seedOf (seed: number = givenSeed() ?? 1, name = 'seed'): number {
  return checkInteger(name, seed, 0, 2 ** 32 - 1)
}
