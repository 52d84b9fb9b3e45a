import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createCoordinator, generateKey } from 'peerq'
import type { ChildProcess } from 'node:child_process'
import type { Coordinator } from 'peerq'

/** Something that happened to a task. */
export interface RecordedEvent {
  /** Milliseconds since the first one. */
  at: number
  type: string
  task: number
  worker: string

  /** 0 where it is about none. */
  attempt: number
}

/** A run that was recorded. */
export interface Run {
  workers: string[]
  tasks: number
  results: number
  killed: { worker: string, at: number }
  events: RecordedEvent[]
}

const WORKERS = ['worker A', 'worker B', 'worker C']
const TASKS = 30

/** Milliseconds after the first task was begun. */
const KILL_AT = 1_500

/** Thirty tasks, three workers in processes of their own, and one of them is killed in the middle of it. */
export async function recordRun (): Promise<Run> {
  const key = generateKey()
  await using farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false })
  const naps = farm.queue<number>('naps')
  await naps.pause()

  const children = await Promise.all(WORKERS.map(async (name) => start({ key, name, address: farm.addresses })))

  while (farm.peers().filter(({ consumers }) => consumers > 0).length < WORKERS.length) {
    await new Promise((resolve) => { setTimeout(resolve, 10) })
  }

  const recording = new AbortController()
  const recorded = record(farm, recording.signal)
  const handles = await Promise.all(Array.from({ length: TASKS }, async (_, task) => naps.put(350 + (task * 211) % 500, { id: String(task) })))
  await naps.resume()
  const begin = performance.now()
  const killed = { worker: WORKERS[1] as string, at: 0 }

  setTimeout(() => {
    killed.at = Math.round(performance.now() - begin)
    children[1]?.kill('SIGKILL')
  }, KILL_AT)

  const results = await Promise.all(handles.map(async (handle) => handle.result()))
  recording.abort()
  const events = (await recorded).map(({ at, ...event }) => ({ ...event, at: Math.round(at - begin) }))
  await Promise.all(children.map(dismiss))

  return { workers: WORKERS, tasks: TASKS, results: results.length, killed, events }
}

async function record (farm: Coordinator, signal: AbortSignal): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = []

  try {
    for await (const event of farm.watch({ signal })) {
      if (event.type !== 'gap' && event.type !== 'task:put') {
        events.push({ at: performance.now(), type: event.type, task: Number(event.id), worker: event.name, attempt: event.attempt })
      }
    }
  } catch (err) {
    if (!signal.aborted) {
      throw err
    }
  }

  return events
}

/** The key travels over the pipe between the processes, where no `ps` shows it. */
async function start (invitation: { key: Uint8Array, name: string, address: string[] }): Promise<ChildProcess> {
  const child = fork(new URL('./worker.ts', import.meta.url), { serialization: 'advanced' })
  child.send(invitation)
  await once(child, 'spawn')

  return child
}

/** A worker says goodbye and ends when the pipe to this process is closed. */
async function dismiss (child: ChildProcess): Promise<void> {
  if (child.connected) {
    child.disconnect()
    await once(child, 'exit')
  }
}
