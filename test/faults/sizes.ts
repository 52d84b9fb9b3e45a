/** Whether the large sizes are asked for: `npm run soak`. */
export const IS_SOAK = process.env.PEERQ_FAULTS === 'soak'

/** One for the suite, one for `npm run soak`. */
export function size (quick: number, soak: number): number {
  return IS_SOAK ? soak : quick
}
