import { join } from 'node:path'
import { Program } from '../helpers/program.ts'
import type { Outcome } from '../helpers/program.ts'

export const BIN = join(import.meta.dirname, '../../src/cli/bin.ts')

export interface CliInit {
  /** Beside this process's own, without what it has of `PEERQ_*`. */
  env?: Record<string, string | undefined>
  cwd?: string

  /** What it finds on stdin; `undefined`: nothing. */
  input?: string

  /** What runs it: `['ip', 'netns', 'exec', …]`. */
  runner?: string[]
}

/** `peerq` from source, running. */
export function startPeerq (args: string[], { env = {}, ...init }: CliInit = {}): Program {
  return new Program([BIN, ...args], { ...init, env: { ...cleanEnvironment(), ...env } })
}

/** `peerq` from source, until it ends. */
export async function peerq (args: string[], init: CliInit = {}): Promise<Outcome> {
  await using program = startPeerq(args, init)

  return await program.ended()
}

function cleanEnvironment (): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PEERQ_')))
}
