// Two worker processes download every file under a directory and say what they found; this
// process checks each answer against the file on disk.
//
//   npm run demo [-- DIR]      (default: this project's node_modules)
//
import { realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createCoordinator, formatKey, generateKey } from 'peerq'
import { Downloads } from './downloads.ts'
import { serveFiles } from './file-server.ts'
import { filesUnder } from './files.ts'
import { showProgress } from './progress.ts'
import { verifyAll } from './verify.ts'
import { Workers } from './workers.ts'
import type { Answers, Tally } from './verify.ts'

const directory = resolve(process.env.INIT_CWD ?? '', process.argv[2] ?? join(import.meta.dirname, '../../node_modules'))
const stop = new AbortController()

for (const [signal, exitCode] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
  process.once(signal, () => {
    process.exitCode = exitCode
    stop.abort(new Error('stopped'))
  })
}

try {
  process.exitCode = await demo()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode ??= 1
}

async function demo (): Promise<number> {
  const files = await filesUnder(directory)

  if (files.length === 0) {
    throw new Error(`there are no files under ${directory}: name a directory that holds some`)
  }

  const key = generateKey()

  await using server = await serveFiles(directory)
  await using farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, queues: [Downloads] })
  await using workers = await Workers.start(2, { key: formatKey(key), address: farm.addresses })

  console.error(`${files.length} files under ${directory}, workers ${workers.pids.join(' and ')}: kill -9 one of them, no file is lost`)

  const start = performance.now()
  const urls = files.map((path) => server.urlOf(path))
  const answers = farm.queue(Downloads).map(urls, { ordered: false, settled: true, signal: stop.signal })
  const { good, bytes, problems } = await verified(answers, files, workers)
  const perSecond = Math.round(files.length / (performance.now() - start) * 1000)

  problems.slice(0, 20).forEach((problem) => { console.error(problem) })
  console.log(`verified ${good} of ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${perSecond} tasks/s, ${workers.pids.length} workers`)

  return good === files.length ? 0 : 1
}

async function verified (answers: Answers, files: string[], workers: Workers): Promise<Tally> {
  using progress = showProgress(files.length)

  workers.onDeath = (pid, left) => {
    progress.note(`worker ${pid} is gone, ${left} left`)

    if (left === 0) {
      stop.abort(new Error('no worker is left'))
    }
  }

  return await verifyAll(answers, await realpath(directory), files, progress)
}
