/**
 * beanstalkd: puts are pipelined; takers reserve up to 256 jobs in one go, put the results in one go
 * on a second connection, and delete the jobs once those are stored. There is no way to
 * prefetch while a reserve blocks, so a taker blocks only when nothing was ready.
 */
import { Beanstalk } from './beanstalk.ts'
import { lots, peerArgs, ready, Runs } from './common.ts'
import type { Answer } from './beanstalk.ts'

const LOT = 1_000
const AT_ONCE = 256

/** Priority, delay and time to run, in seconds. */
const PUT = 'put 0 0 60'

const { role, port, bodyBytes } = peerArgs()
const putting = new Beanstalk(port)
const taking = new Beanstalk(port)

async function put (bodies: Buffer[]): Promise<void> {
  await Promise.all(bodies.map((body) => putting.ask(`${PUT} ${body.byteLength}`, body)))
}

/** Jobs that are ready, many at once; waits for one when none is. */
async function reserve (): Promise<Answer[]> {
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => taking.ask('reserve-with-timeout 0')))
  const jobs = answers.filter(({ body }) => body !== undefined)

  return jobs.length > 0 ? jobs : [await taking.ask('reserve')]
}

function remove (jobs: Answer[]): void {
  for (const { words } of jobs) {
    void taking.ask(`delete ${words[1]}`)
  }
}

if (role === 'producer') {
  const body = Buffer.alloc(bodyBytes, 7)
  await putting.ask('use tasks')
  await taking.ask('watch results')

  const runs = new Runs(async (tasks) => {
    for (const lot of lots(tasks, LOT)) {
      await put(Array.from({ length: lot }, () => body))
    }
  })

  void (async () => {
    for (;;) {
      const jobs = await reserve()
      remove(jobs)
      runs.count(jobs.length)
    }
  })()
} else {
  await putting.ask('use results')
  await taking.ask('watch tasks')

  void (async () => {
    for (;;) {
      const jobs = await reserve()
      void put(jobs.map(({ body }) => body as Buffer)).then(() => { remove(jobs) })
    }
  })()
}

ready()
