import { peerIdFromString } from '@libp2p/peer-id'
import { checkAccess } from '../coordinator/index.ts'
import type { Access } from '../coordinator/index.ts'

/**
 * `access` with every peer id in the form in which connections show it. One that names nobody
 * would give nobody anything, and nobody would notice.
 *
 * @throws TypeError for an entry that is neither `key:NAME`, nor a peer id, nor `*`, and for what is no such object at all
 */
export function parseAccess (access: Access): Access {
  checkAccess(access)

  return Object.fromEntries(Object.entries(access).map(([who, queues]) => [parseWho(who), queues]))
}

function parseWho (who: string): string {
  if (who === '*' || /^key:[A-Za-z0-9._-]{1,64}$/.test(who)) {
    return who
  }

  try {
    return peerIdFromString(who).toString()
  } catch (err) {
    throw new TypeError(`access['${who}'] names nobody: 'key:NAME' is whoever came with the key of that name, a peer id is that peer, and '*' is everybody`, { cause: err })
  }
}
