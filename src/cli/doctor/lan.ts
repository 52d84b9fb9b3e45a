import { systemClock } from '../../clock.ts'
import { asker, LanSearch } from '../../node/lan.ts'
import type { Finding } from './checks.ts'
import type { Candidate } from '../../node/lan.ts'
import type { ComponentLogger, Logger } from '@libp2p/interface'

/** For how long answers are waited for: a question goes out at once, and again every half second. */
const ASK_MS = 2_000

/** Who answers for a farm on the LAN. Nothing of it is proved. */
export async function askLan (farm: string): Promise<{ candidates: Candidate[], finding: Finding }> {
  const found = new Map<string, Candidate>()
  const asked = Promise.withResolvers<void>()
  const search = new LanSearch({
    discovery: asker(farm, { logger: silent }),
    onFound: (candidate) => { found.set(candidate.peerId, candidate) },
    onTrouble: asked.reject
  })

  try {
    systemClock.alarm(asked.resolve, ASK_MS)
    await search.start()
    await asked.promise
  } catch (err) {
    return { candidates: [], finding: lanFinding(farm, [], err as Error) }
  } finally {
    await search.stop()
  }

  const candidates = [...found.values()]

  return { candidates, finding: lanFinding(farm, candidates) }
}

export function lanFinding (farm: string, candidates: Candidate[], failure?: Error): Finding {
  if (failure !== undefined) {
    return { check: 'lan', ok: false, found: `mDNS cannot be used here: ${failure.message}`, advice: 'see who has UDP port 5353, or join with --address or a ticket' }
  }

  if (candidates.length === 0) {
    return {
      check: 'lan',
      ok: false,
      found: `nobody answers for farm '${farm}' (mDNS)`,
      advice: 'is peerq serve running with this --farm, on this network, and does the network let multicast through? If not, join with --address or a ticket'
    }
  }

  const answers = candidates.map(({ peerId, addresses }) => `${peerId} at ${addresses.map((address) => String(address).replace(/\/p2p\/.*/, '')).join(' ')}`)

  return { check: 'lan', ok: true, found: `farm '${farm}' is answered for by ${answers.join('; ')}` }
}

const quiet: Logger = Object.assign(() => {}, { error () {}, trace () {}, enabled: false, newScope: () => quiet })
const silent: ComponentLogger = { forComponent: () => quiet }
