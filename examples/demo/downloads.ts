import { defineQueue } from 'peerq'
import type { Digest } from './digest.ts'

/** The URL of a file in, what was found in it out. */
export const Downloads = defineQueue<string, Digest>('downloads')
