import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import type { ChildProcess } from 'node:child_process'

const PREFIX = 'peerq'
const SWITCH = 'switch'

/** Where these tools are is not in everybody's path. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` }

/** What a program is given to say what is waited for: milliseconds. */
const SAYS_MS = 40_000

/** Why there can be no LAN here, in words; `undefined`: there can. */
async function missing (): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    return 'network namespaces are Linux\'s'
  }

  if (process.getuid?.() !== 0) {
    return 'network namespaces need root'
  }

  for (const [tool, of] of [['ip', 'iproute2'], ['iptables', 'iptables']] as const) {
    if (!await has(tool)) {
      return `there is no ${tool}: install ${of}`
    }
  }

  const probe = `${PREFIX}-${process.pid}-probe`

  try {
    await run('ip', ['netns', 'add', probe])
    await run('ip', ['netns', 'exec', probe, 'iptables', '-A', 'INPUT', '-j', 'DROP'])
  } catch (err) {
    return `this machine does not let us make network namespaces: ${(err as { stderr?: string }).stderr?.trim() ?? (err as Error).message}`
  } finally {
    await run('ip', ['netns', 'del', probe]).catch(() => {})
  }
}

async function has (tool: string): Promise<boolean> {
  return run('sh', ['-c', `command -v ${tool}`]).then(() => true, () => false)
}

async function run (command: string, args: string[]): Promise<{ stdout: string }> {
  return promisify(execFile)(command, args, { env })
}

/**
 * Hosts for the tests of a suite: made before them, whole again after each of them, gone after
 * all. Where there can be none, the suite is skipped and says why.
 */
export function useLan (hosts: string[], needs: string[] = []): () => Lan {
  let lan: Lan | undefined

  before(async function () {
    const tool = (await Promise.all(needs.map(async (each) => await has(each) ? [] : [each]))).flat()[0]
    const reason = await missing() ?? (tool === undefined ? undefined : `there is no ${tool}: install it`)

    if (reason === undefined) {
      lan = await Lan.create(...hosts)
    } else {
      console.log(`    skipped: ${reason}`)
      this.skip()
    }
  })

  afterEach(async () => {
    await lan?.clear()
  })

  after(async () => {
    await lan?.remove()
  })

  return () => lan as Lan
}

/**
 * Hosts on one switch, each a network namespace; the switch is one too, so that nothing of it
 * is in the machine's own network, and nothing gets out.
 */
export class Lan {
  readonly #names: string[]
  readonly #children = new Set<LanChild>()

  private constructor (names: string[]) {
    this.#names = names
  }

  static async create (...names: string[]): Promise<Lan> {
    await sweep()
    const lan = new Lan(names)

    try {
      await lan.#build()
    } catch (err) {
      await lan.remove()
      throw err
    }

    return lan
  }

  /** Where a host is. */
  address (name: string): string {
    return `10.77.0.${this.#names.indexOf(name) + 1}`
  }

  /** Runs one of `programs/` on a host, or any other. What it has to say it says by `process.send`. */
  program (name: string, program: string | URL, args: object, execArgv: string[] = []): LanChild {
    const { href, pathname } = program instanceof URL ? program : new URL(`programs/${program}.ts`, import.meta.url)

    return this.#track(new LanChild(spawn('ip', [
      'netns', 'exec', space(name), process.execPath, ...execArgv, pathname, JSON.stringify(args)
    ], { env, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] }), `${href} on ${name}`))
  }

  /** Runs any command on a host, until it ends. */
  async command (name: string, ...command: string[]): Promise<void> {
    await run('ip', ['netns', 'exec', space(name), ...command])
  }

  /**
   * Gives a host a disk of its own at `directory`, which nobody else sees. Returns the words that
   * run a program on that host, with that disk, in that directory.
   */
  async disk (name: string, directory: string): Promise<string[]> {
    const holder = this.daemon(name, 'unshare', '--mount', 'sh', '-c', `mount -t tmpfs tmpfs ${directory} && echo there >&2 && exec sleep infinity`)
    await holder.writes('there')

    return ['nsenter', '--target', String(holder.pid), '--mount', '--net', 'sh', '-c', `cd ${directory} && exec "$@"`, 'sh']
  }

  /** Runs a command by such words, until it ends; what it writes to stdout. */
  async output (runner: string[], ...command: string[]): Promise<string> {
    const [first = '', ...rest] = [...runner, ...command]

    return (await run(first, rest)).stdout
  }

  /** Runs any command on a host, until it is killed. */
  daemon (name: string, ...command: string[]): LanChild {
    return this.#track(new LanChild(spawn('ip', ['netns', 'exec', space(name), ...command], { env, stdio: ['ignore', 'ignore', 'pipe'] }), command.join(' ')))
  }

  /** From now on nothing gets to a host, nor from it; or only one of the two. */
  async cut (name: string, way: 'both' | 'in' | 'out' = 'both'): Promise<void> {
    if (way !== 'out') {
      await this.command(name, 'iptables', '-A', 'INPUT', '-i', 'eth0', '-j', 'DROP')
    }

    if (way !== 'in') {
      await this.command(name, 'iptables', '-A', 'OUTPUT', '-o', 'eth0', '-j', 'DROP')
    }
  }

  /** From now on no multicast gets to a host, nor from it. */
  async cutMulticast (name: string): Promise<void> {
    await this.command(name, 'iptables', '-A', 'INPUT', '-d', '224.0.0.0/4', '-j', 'DROP')
    await this.command(name, 'iptables', '-A', 'OUTPUT', '-d', '224.0.0.0/4', '-j', 'DROP')
  }

  /** Everything gets through again. */
  async heal (name: string): Promise<void> {
    await this.command(name, 'iptables', '-F')
  }

  /** Ends all that was started, and lets everything through. */
  async clear (): Promise<void> {
    await Promise.all([...this.#children].map(async (child) => child.kill()))
    this.#children.clear()
    await Promise.all(this.#names.map(async (name) => this.heal(name)))
  }

  async remove (): Promise<void> {
    await Promise.all([...this.#children].map(async (child) => child.kill()))
    await Promise.all([...this.#names, SWITCH].map(async (name) => run('ip', ['netns', 'del', space(name)]).catch(() => {})))
  }

  async #build (): Promise<void> {
    await run('ip', ['netns', 'add', space(SWITCH)])
    await run('ip', ['-n', space(SWITCH), 'link', 'add', 'br0', 'type', 'bridge', 'mcast_snooping', '0'])
    await run('ip', ['-n', space(SWITCH), 'link', 'set', 'br0', 'up'])

    for (const [index, name] of this.#names.entries()) {
      const port = `port${index}`
      const host = async (...command: string[]): Promise<unknown> => run('ip', ['-n', space(name), ...command])

      await run('ip', ['netns', 'add', space(name)])
      await run('ip', ['-n', space(SWITCH), 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space(name)])
      await run('ip', ['-n', space(SWITCH), 'link', 'set', port, 'master', 'br0', 'up'])
      await host('address', 'add', `${this.address(name)}/24`, 'dev', 'eth0')
      await host('link', 'set', 'lo', 'up')
      await host('link', 'set', 'eth0', 'up')
      await host('route', 'add', '224.0.0.0/4', 'dev', 'eth0')
    }
  }

  #track (child: LanChild): LanChild {
    this.#children.add(child)

    return child
  }
}

function space (name: string): string {
  return `${PREFIX}-${process.pid}-${name}`
}

/** Namespaces of test runs that were killed. */
async function sweep (): Promise<void> {
  const { stdout } = await run('ip', ['netns', 'list'])

  for (const [space, pid] of stdout.matchAll(new RegExp(`^${PREFIX}-(\\d+)-\\w+`, 'gm'))) {
    try {
      process.kill(Number(pid), 0)
    } catch {
      await run('ip', ['netns', 'del', space]).catch(() => {})
    }
  }
}

/** What a program says. */
export interface Saying {
  type: string
  [detail: string]: unknown
}

/** A process on a host. */
export class LanChild {
  readonly #process: ChildProcess
  readonly #what: string
  readonly #closed: Promise<unknown>
  readonly #said: Saying[] = []
  readonly #news = new EventTarget()
  #stderr = ''

  /** It is gone, and nothing that it said is still on its way. */
  #isClosed = false

  constructor (process: ChildProcess, what: string) {
    this.#process = process
    this.#what = what
    this.#closed = once(process, 'close')
    process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
      this.#news.dispatchEvent(new Event('news'))
    })
    process.on('message', (saying) => {
      this.#said.push(saying as Saying)
      this.#news.dispatchEvent(new Event('news'))
    })
    process.once('close', () => {
      this.#isClosed = true
      this.#news.dispatchEvent(new Event('news'))
    })
  }

  get pid (): number {
    return this.#process.pid as number
  }

  /** The first thing of this type that was not returned yet, as soon as it is said. */
  async says (type: string, ms = SAYS_MS): Promise<Saying> {
    return this.#soon(`say '${type}'`, ms, () => {
      const index = this.#said.findIndex((saying) => saying.type === type)

      return index < 0 ? undefined : this.#said.splice(index, 1)[0]
    })
  }

  /** Resolves when this has been written to stderr. */
  async writes (text: string): Promise<void> {
    await this.#soon(`write '${text}'`, SAYS_MS, () => this.#stderr.includes(text) ? true : undefined)
  }

  tell (saying: Saying): void {
    this.#process.send(saying)
  }

  /** Asks, and waits for what is said of that type. */
  async ask (saying: Saying): Promise<Saying> {
    this.tell(saying)

    return this.says(saying.type)
  }

  async kill (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.#process.kill(signal)
    await this.#closed
  }

  async #soon<T> (what: string, ms: number, look: () => T | undefined): Promise<T> {
    const late = AbortSignal.timeout(ms)

    for (;;) {
      const found = look()

      if (found !== undefined) {
        return found
      }

      if (late.aborted || this.#isClosed) {
        throw new Error(`${this.#what} did not ${what}: ${late.aborted ? `not within ${ms} ms` : 'it has ended'}\n${this.#stderr}`)
      }

      await new Promise<void>((resolve) => {
        this.#news.addEventListener('news', () => { resolve() }, { once: true })
        late.addEventListener('abort', () => { resolve() }, { once: true })
      })
    }
  }
}
