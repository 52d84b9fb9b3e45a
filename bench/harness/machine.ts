import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'

/** Where and with what a figure was measured. */
export interface Machine {
  /** Of this project; with a `+` where the code had changes that it lacks. */
  commit: string
  cpu: string
  cores: number
  memoryGiB: number
  kernel: string
  node: string
  packages: Record<string, string>
}

/** What carries the bytes; their versions change figures. */
const PACKAGES = ['libp2p', '@libp2p/tcp', '@libp2p/yamux', '@chainsafe/libp2p-noise', 'protons-runtime', 'cborg']

export function machine (): Machine {
  return {
    commit: commit(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    packages: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)]))
  }
}

function commit (): string {
  try {
    const changed = git('status', '--porcelain', '--', '.', ':!bench/results', ':!docs') !== ''

    return git('rev-parse', '--short', 'HEAD') + (changed ? '+' : '')
  } catch {
    return 'unknown'
  }
}

function git (...args: string[]): string {
  return execFileSync('git', args, { cwd: join(import.meta.dirname, '..', '..'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
}

function versionOf (name: string): string {
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url)

  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
