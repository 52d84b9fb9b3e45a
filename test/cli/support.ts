import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
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

/** A farm that a suite uses as a user would: `serve` in a directory of its own, and commands that are run there. */
export class ShellFarm {
  readonly directory: string
  readonly serve: Program

  /** For clients that are no commands, too. */
  readonly ticket: string
  readonly #programs: Program[]

  private constructor (directory: string, serve: Program, ticket: string) {
    this.directory = directory
    this.serve = serve
    this.ticket = ticket
    this.#programs = [serve]
  }

  static async start (args: string[]): Promise<ShellFarm> {
    const directory = await mkdtemp(join(tmpdir(), 'peerq-farm-'))
    const serve = startPeerq(['serve', '--key-file', 'farm.key', '--create-key', '--listen', '/ip4/127.0.0.1/tcp/0', ...args], { cwd: directory })
    const [, ticket = ''] = await serve.printed(/npx peerq join (peerq:1:\S+)/)

    return new ShellFarm(directory, serve, ticket)
  }

  get address (): string {
    return `127.0.0.1:${/\/tcp\/(\d+)/.exec(this.serve.stdout)?.[1]}`
  }

  path (name: string): string {
    return join(this.directory, name)
  }

  /** A command that goes on; it is ended with the farm. */
  begin (args: string[], init: CliInit = {}): Program {
    const program = startPeerq(args, this.#init(init))
    this.#programs.push(program)

    return program
  }

  async run (args: string[], init: CliInit = {}): Promise<Outcome> {
    return peerq(args, this.#init(init))
  }

  /** What a command says with `--json`, when it is done. */
  async json<T = Record<string, unknown>> ([name = '', ...args]: string[], init?: CliInit): Promise<T[]> {
    const { code, stdout, stderr } = await this.run([name, '--json', ...args], init)
    expect(code, stderr).to.equal(0)

    return stdout.map((line) => JSON.parse(line) as T)
  }

  async end (): Promise<void> {
    await Promise.all(this.#programs.map(async (program) => program[Symbol.asyncDispose]()))
    await rm(this.directory, { recursive: true, force: true })
  }

  #init ({ env, ...init }: CliInit): CliInit {
    return { cwd: this.directory, ...init, env: { PEERQ_TICKET: this.ticket, ...env } }
  }
}

/** One for all tests of a suite. */
export function useShellFarm (args: string[], started: (farm: ShellFarm) => Promise<void> = async () => {}): () => ShellFarm {
  let farm: ShellFarm | undefined

  before(async () => {
    farm = await ShellFarm.start(args)
    await started(farm)
  })

  after(async () => {
    await farm?.end()
  })

  return () => farm as ShellFarm
}
