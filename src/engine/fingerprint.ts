import type { PutCall } from './commands.ts'

/**
 * 53 bits that tell one put from another with the same id: FNV-1a in two halves over the
 * items and the options that make a difference. It guards against mistakes, not against malice.
 */
export function fingerprint (call: PutCall): number {
  const options = [call.priority, call.delay, call.ttl, call.maxAttempts, call.leaseMs, call.maxRunMs].join()
  let low = 0x811c9dc5
  let high = 0x9747b28c

  const mix = (byte: number): void => {
    low = Math.imul(low ^ byte, 0x01000193)
    high = Math.imul(high ^ byte, 0x85ebca6b)
  }

  for (const item of call.items) {
    for (let i = 0; i < item.length; i++) {
      mix(item[i] as number)
    }

    mix(0x100)
  }

  for (let i = 0; i < options.length; i++) {
    mix(options.charCodeAt(i))
  }

  // never 0, which says that there is none
  return (high >>> 11) * 2 ** 32 + (low >>> 0) + 1
}
