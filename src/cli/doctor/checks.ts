import { stat } from 'node:fs/promises'
import type { NetworkInterfaceInfo } from 'node:os'

/** What came of one look: what there is, and where that is not right what to do. */
export interface Finding {
  check: 'node' | 'limits' | 'clock' | 'network' | 'key' | 'lan' | 'coordinator'
  ok: boolean

  /** In one line. */
  found: string

  /** In one line; absent where all is well. */
  advice?: string
}

/** The first Node.js with argon2 and node:sqlite as they are used here. */
const LEAST_NODE = [24, 7] as const

/** Files that a process should be able to have open: a coordinator needs one for each connection. */
const LEAST_FILES = 1_024

/** What a coordinator has open besides. */
const OTHER_FILES = 64

export function checkNode (version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const ok = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])

  return { check: 'node', ok, found: `Node.js ${version}`, ...!ok && { advice: `install Node.js ${LEAST_NODE.join('.')} or newer` } }
}

/** @param soft - the limit of open files that is in force; `undefined`: this system has none, or does not tell */
export function checkLimits (soft: number | undefined): Finding {
  if (soft === undefined) {
    return { check: 'limits', ok: true, found: 'this system tells no limit of open files' }
  }

  const ok = soft >= LEAST_FILES
  const found = soft === Infinity ? 'no limit of open files' : `${soft} open files: a coordinator here has room for about ${Math.max(0, soft - OTHER_FILES)} connections`

  return { check: 'limits', ok, found, ...!ok && { advice: 'ulimit -n 4096 before it starts, or LimitNOFILE=4096 in its systemd unit' } }
}

/**
 * Nothing in a farm compares the clocks of two machines. But tokens of a coordinator begin at the wall clock, so it
 * should not be far behind what it was.
 *
 * @param wall - milliseconds since the Unix epoch
 * @param installed - when this program came here, likewise
 */
export function checkClock (wall: number, installed: number): Finding {
  const ok = wall >= installed

  return {
    check: 'clock',
    ok,
    found: `${new Date(wall).toISOString()}${ok ? '; farms do not compare the clocks of machines' : ', which is before this program was installed here'}`,
    ...!ok && { advice: 'set the clock: timedatectl set-ntp true; a coordinator takes its tokens from it' }
  }
}

/** When this program was installed, as far as its files know. */
export async function installedAt (): Promise<number> {
  return (await stat(new URL('../../../package.json', import.meta.url))).mtimeMs
}

export function checkNetwork (interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): Finding {
  const addresses = Object.entries(interfaces).flatMap(([name, all]) => (all ?? []).filter(isReachable).map(({ address }) => `${address} (${name})`))
  const ok = addresses.length > 0

  return {
    check: 'network',
    ok,
    found: ok ? addresses.join(', ') : 'no address but loopback',
    ...!ok && { advice: 'connect this machine to a network; until then only programs on it can join' }
  }
}

function isReachable ({ internal, address }: NetworkInterfaceInfo): boolean {
  // a link-local address of IPv6 leads nowhere without saying on which link
  return !internal && !/^fe[89ab]/i.test(address)
}
