/**
 * What carries messages between a caller and a coordinator: over a libp2p stream, over any
 * other pair of bytes, or within the process. Sessions know only `Link`.
 */
export { createBytePair } from './byte-pair.ts'
export type { BytePairInit } from './byte-pair.ts'
export { createFramedLink } from './framed-link.ts'
export type { FramedLinkInit, FramedLinkLimits } from './framed-link.ts'
export type { Batch, ByteDuplex, Link, Remote } from './link.ts'
export { CLOSE_DEADLINE_MS, HIGH_WATER_BYTES, LOW_WATER_BYTES } from './marks.ts'
export { createLinkPair } from './memory-link.ts'
export type { LinkPairInit } from './memory-link.ts'
export { streamToDuplex } from './stream-duplex.ts'
