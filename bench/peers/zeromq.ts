/**
 * ZeroMQ: PUSH to the workers, PULL from them, one message a task. There is no queue in
 * between: what a worker has been sent is lost with it, and nobody can ask what waits.
 */
import { Pull, Push } from 'zeromq'
import { peerArgs, ready, Runs } from './common.ts'

const { role, port, bodyBytes } = peerArgs()
const tasksAt = `tcp://127.0.0.1:${port}`
const resultsAt = `tcp://127.0.0.1:${port + 1}`

// no bound on what waits in its buffers: faster than the default of 1,000 messages
const pushing = { sendHighWaterMark: 0 }
const pulling = { receiveHighWaterMark: 0 }

if (role === 'producer') {
  const push = new Push(pushing)
  const pull = new Pull(pulling)
  const body = Buffer.alloc(bodyBytes, 7)
  await push.bind(tasksAt)
  await pull.bind(resultsAt)

  const runs = new Runs(async (tasks) => {
    for (let task = 0; task < tasks; task++) {
      await push.send(body)
    }
  })

  void (async () => {
    for await (const messages of pull) {
      runs.count(messages.length)
    }
  })()
} else {
  const pull = new Pull(pulling)
  const push = new Push(pushing)
  pull.connect(tasksAt)
  push.connect(resultsAt)

  void (async () => {
    for await (const [message] of pull) {
      await push.send(message as Buffer)
    }
  })()
}

ready()
