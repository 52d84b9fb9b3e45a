import { networkInterfaces } from 'node:os'
import { styleText } from 'node:util'
import { systemClock } from '../../clock.ts'
import { defineCommand } from '../command.ts'
import { connectAs, connectionOptions, findWay } from '../connection.ts'
import { explain, UsageError } from '../explain.ts'
import { EXIT } from '../exit-codes.ts'
import { formatMs, printable } from '../output.ts'
import type { Call } from '../command.ts'
import type { ConnectionOptions, Way } from '../connection.ts'
import type { Finding } from '../doctor/checks.ts'

/** One coordinator is given this long: milliseconds. */
const CONNECT_MS = 5_000

export const doctor = defineCommand<ConnectionOptions>({
  name: 'doctor',
  group: 'Tools',
  summary: 'what is right on this machine, what is not, and what to do about it',
  details: `Looks at Node.js, limits, clock and addresses; asks the LAN who answers for the farm; and tries the key, if there is one, on the coordinator that
was named, or on all who answered. Exits with 1 when something is not right.`,
  options: connectionOptions({ connectTimeout: CONNECT_MS }),
  examples: [
    ['peerq doctor', 'this machine and its LAN'],
    ['peerq doctor --key-file farm.key --farm mill', 'and whether this key opens that farm'],
    ['PEERQ_TICKET=peerq:1:… peerq doctor --json', 'a ticket, for programs']
  ],

  async run (call) {
    let isWell = true

    for await (const finding of findings(call)) {
      isWell &&= finding.ok
      tell(finding, call)
    }

    return isWell ? EXIT.ok : EXIT.failed
  }
})

/** Each as soon as it is known. */
async function * findings (call: Call<ConnectionOptions>): AsyncGenerator<Finding> {
  const { checkClock, checkLimits, checkNetwork, checkNode, installedAt } = await import('../doctor/checks.ts')

  yield checkNode(process.versions.node)
  yield checkLimits(openFiles())
  yield checkClock(systemClock.wall(), await installedAt())
  yield checkNetwork(networkInterfaces())

  const way = wayOf(call.options)

  if (way instanceof UsageError) {
    yield { check: 'key', ok: false, found: way.message, advice: way.advice }
  } else if (way.ticket !== undefined || way.address !== undefined) {
    yield await knock(call)
    return
  }

  const { askLan } = await import('../doctor/lan.ts')
  const { candidates, finding } = await askLan((way instanceof UsageError ? undefined : way.farm) ?? call.options.farm ?? process.env.PEERQ_FARM ?? 'default')
  yield finding

  for (const { addresses } of way instanceof UsageError ? [] : candidates) {
    yield await knock({ ...call, options: { ...call.options, address: addresses.map(String) } })
  }
}

function wayOf (options: ConnectionOptions): Way | UsageError {
  try {
    return findWay(options, process.env)
  } catch (err) {
    if (err instanceof UsageError) {
      return err
    }

    throw err
  }
}

/** Whether the coordinator lets us in, and how far away it is. */
async function knock (call: Call<ConnectionOptions>): Promise<Finding> {
  try {
    const client = await connectAs(call)
    const begin = systemClock.now()
    const peers = await client.peers().catch(() => undefined)
    const found = `${client.coordinatorId} lets this key in, and answers in ${formatMs(systemClock.now() - begin)}${peers === undefined ? '' : `; ${peers.length} sessions`}`
    await client.stop()

    return { check: 'coordinator', ok: true, found }
  } catch (err) {
    call.stop.signal.throwIfAborted()
    const { message, advice, exit } = explain(err)

    return { check: exit === EXIT.usage ? 'key' : 'coordinator', ok: false, found: message, advice: exit === EXIT.connection ? 'is peerq serve running there, and does no firewall stand between?' : advice }
  }
}

/** The limit of open files that is in force, where there is such a thing. */
function openFiles (): number | undefined {
  const report = process.report as NodeJS.ProcessReport & { excludeNetwork: boolean }
  report.excludeNetwork = true
  const { userLimits } = report.getReport() as { userLimits?: Record<string, { soft: number | 'unlimited' } | undefined> }
  const soft = userLimits?.open_files?.soft

  return soft === 'unlimited' ? Infinity : soft
}

function tell (finding: Finding, { output }: Call): void {
  if (output.isJson) {
    output.json(finding)
    return
  }

  const { ok, check, found, advice } = finding
  const mark = styleText(ok ? 'green' : ['bold', 'red'], ok ? 'ok ' : 'not', { stream: process.stdout })
  output.line(`${mark}  ${check.padEnd(11)}  ${printable(found)}`)

  if (advice !== undefined) {
    output.line(`                  ${advice}`)
  }
}
