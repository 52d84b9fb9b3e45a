import { expect } from 'chai'
import { generateKey, PermissionError } from '../../src/index.ts'
import { QueueHandle } from '../../src/client/queue-handle.ts'
import { ROLES } from '../../src/coordinator/access.ts'
import { ROLE_TABLE } from '../docs/roles.ts'
import { Stage } from '../acceptance/support.ts'
import type { Client, Queue } from '../../src/index.ts'

/** What a user calls, each with a task to be found. What else than a lack of rights comes of it is of no interest. */
const CALLS: Record<string, (queue: Queue, client: Client) => Promise<unknown>> = {
  queue: async (queue, client) => client.queue(queue.name).empty(),
  put: async (queue) => queue.put(1),
  putMany: async (queue) => queue.putMany([1, 2]),
  run: async (queue) => queue.run(1, { timeout: 20 }),
  map: async (queue, client) => first(queue.map([1], { signal: afterRefusal(client) })),
  get: async (queue) => queue.get(),
  items: async (queue) => first(queue.items()),
  reserve: async (queue) => (await queue.reserve()).release(),
  leases: async (queue) => first(queue.leases()),
  process: async (queue) => {
    const worker = queue.process(() => {})
    await Promise.race([worker.ended, new Promise((resolve) => { worker.addEventListener('task:complete', resolve) })])
    await worker.stop()
  },
  complete: async (queue) => (await queue.reserve()).complete(),
  fail: async (queue) => (await queue.reserve()).fail(new Error('on purpose')),
  release: async (queue) => (await queue.reserve()).release(),
  extend: async (queue) => {
    await using lease = await queue.reserve()
    await lease.extend(10_000)
  },
  cancel: async (queue) => queue.task('known').cancel(),
  result: async (queue) => queue.task('known').result({ timeout: 20 }),
  progress: async (queue, client) => first(queue.task('unknown').progress({ signal: afterRefusal(client) })),
  status: async (queue) => queue.task('known').status(),
  size: async (queue) => queue.size(),
  empty: async (queue) => queue.empty(),
  full: async (queue) => queue.full(),
  isShutdown: async (queue) => queue.isShutdown(),
  taskDone: async (queue) => queue.taskDone(),
  join: async (queue) => queue.join({ timeout: 20 }),
  tasks: async (queue) => first(queue.tasks()),
  stats: async (queue) => queue.stats(),
  watch: async (queue, client) => first(queue.watch({ signal: afterRefusal(client) })),
  peers: async (_, client) => client.peers(),
  shutdown: async (queue) => queue.shutdown(),
  setMaxSize: async (queue) => queue.setMaxSize(10),
  pause: async (queue) => queue.pause(),
  resume: async (queue) => queue.resume(),
  purge: async (queue) => queue.purge(),
  requeue: async (queue) => queue.requeue('known'),
  redrive: async (queue) => queue.redrive()
}

/** Is answered whoever asks: options are left aside. */
const OPTIONS = 'queue(name, options)'

/** Ends a call that goes on, and by then it would have been refused: the coordinator has answered what was asked after it, again and again. */
function afterRefusal (client: Client): AbortSignal {
  const enough = new AbortController()

  void (async () => {
    for (let asked = 0; asked < 5; asked++) {
      await client.peers().catch(() => {})
    }

    enough.abort()
  })()

  return enough.signal
}

async function first (items: AsyncIterable<unknown>): Promise<unknown> {
  for await (const item of items) {
    return item
  }
}

describe('what each role may call', function () {
  this.timeout(60_000)

  const stage = new Stage()
  const keys = Object.fromEntries([...ROLES, 'none'].map((name) => [name, generateKey()]))
  const clients = new Map<string, Client>()

  /** Queues that nobody has done anything to. */
  let queues = 0

  before(async () => {
    await stage.coordinator({ key: keys })

    for (const name of Object.keys(keys)) {
      clients.set(name, await stage.client({ key: keys[name] as Uint8Array, name }))
    }
  })

  after(async () => {
    await stage.end()
  })

  /** What came of a call by somebody with this role, on a queue with a task in it. */
  async function outcome (role: string, call: string): Promise<unknown> {
    const name = `queue-${++queues}`
    const client = clients.get(role) as Client
    await stage.farm.queue(name).put('item', { id: 'known' })

    return CALLS[call]?.(client.queue(name), client).catch((err: unknown) => err)
  }

  it('is said in docs/security.md of every call that there is', () => {
    const methods = Object.getOwnPropertyNames(QueueHandle.prototype).filter((name) => !['constructor', 'task'].includes(name))
    const said = new Set(ROLE_TABLE.flatMap(({ calls }) => calls))

    expect([...Object.keys(CALLS), OPTIONS]).to.have.members([...said])
    expect([...said]).to.include.members(methods)
  })

  for (const { calls, roles } of ROLE_TABLE) {
    for (const call of calls.filter((each) => each !== OPTIONS)) {
      it(`${call}: ${roles.join(', ')}, and nobody else, who is told which role it takes`, async () => {
        for (const role of [...ROLES, 'none']) {
          const found = await outcome(role, call)
          const refused = found instanceof PermissionError

          expect(refused, role).to.equal(!(roles as readonly string[]).includes(role))

          if (refused) {
            expect(found.message).to.match(new RegExp(`needs the role .*'${roles[0]}'.*key '${role}'`))
          }
        }
      })
    }
  }

  it(`${OPTIONS}: admin, and of all others the options are left aside`, async () => {
    for (const role of ROLES) {
      const name = `queue-${++queues}`
      const tasks = stage.farm.queue(name)
      await tasks.put('item')
      expect(await clients.get(role)?.queue(name, { maxSize: 7 }).size()).to.equal(1)

      expect((await tasks.stats()).maxSize, role).to.equal(role === 'admin' ? 7 : 0)
    }
  })

  it('is not told from a queue that there is not', async () => {
    const messages = await Promise.all(['queue-1', 'queue-x'].map(async (name) =>
      clients.get('none')?.queue(name).put(1).catch((err: Error) => err.message.replace(name, 'it'))))

    expect(messages[0]).to.match(/needs the role 'put'/).and.equal(messages[1])
    expect(await stage.farm.queue('queue-1').size()).to.equal(1)
  })
})
