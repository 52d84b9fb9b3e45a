import { buffer } from 'node:stream/consumers'
import { Option } from 'commander'
import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { UsageError } from '../explain.ts'
import { formOption, readBatches, readItem, stdinUntil, writeItem } from '../items.ts'
import { durationOption, integerOption, option } from '../options.ts'
import type { PutOptions, Queue, TaskHandle } from '../../index.ts'
import type { Call } from '../command.ts'
import type { ConnectionOptions } from '../connection.ts'
import type { Form } from '../items.ts'

interface Options extends ConnectionOptions {
  as: Form
  id?: string
  priority?: number
  delay?: number
  ttl?: number
  attempts?: number
  timeout?: number
  block: boolean
  result?: boolean
  null?: boolean
}

export const put = defineCommand<Options>({
  name: 'put',
  group: 'Tasks',
  summary: 'put items into a queue, from arguments or the lines of stdin',
  whenUnread: 'goes on',
  details: 'Prints the id of each task once the coordinator has it; with --result what came of each instead, in order.',
  arguments: [['<queue>', 'where to put them'], ['[items...]', 'none: the lines of stdin; with --as bytes all of it is one item']],
  options: [
    formOption(),
    option('--id <id>', 'an id of your own for a single item: the same again is put once only'),
    new Option('--priority <number>', 'smallest first').argParser(Number),
    durationOption('--delay <time>', 'hand it out no sooner than in this time'),
    durationOption('--ttl <time>', 'drop it when nobody has begun it by then'),
    integerOption('--attempts <count>', "how often it is handed out before it is dead [else the queue's]", 1),
    durationOption('--timeout <time>', 'wait for room in a full queue at most this long'),
    option('--no-block', 'do not wait for room in a full queue'),
    option('--result', 'wait for the results and print them'),
    option('-0, --null', 'items on stdin end with a zero byte, not a newline'),
    ...connectionOptions()
  ],
  examples: [
    ['peerq put thumbs a.png b.png', 'two items'],
    ['cat urls.txt | peerq put pages --result', 'a line each, and what came of it'],
    ["peerq put orders --as json --id order-17 '{ \"width\": 200 }'", 'an item that is put once, however often this is run']
  ],

  async run (call) {
    const [name = '', ...words] = call.args

    return withClient(call, async (client) => {
      const queue = client.queue(name)

      for await (const batch of batches(call, words)) {
        for await (const handle of putAll(queue, batch, call)) {
          await tell(handle, call)
        }
      }

      return 0
    })
  }
})

async function * putAll (queue: Queue, items: unknown[], { options, stop }: Call<Options>): AsyncGenerator<TaskHandle> {
  const { id, priority, delay, ttl, attempts, timeout, block } = options
  const given: PutOptions = {
    block, signal: stop.signal,
    ...priority !== undefined && { priority },
    ...delay !== undefined && { delay },
    ...ttl !== undefined && { ttl },
    ...attempts !== undefined && { maxAttempts: attempts },
    ...timeout !== undefined && { timeout }
  }

  if (id === undefined) {
    yield * putParts(queue, items, given)
  } else if (items.length === 1) {
    yield queue.put(items[0], { ...given, id })
  } else {
    throw new UsageError('an --id is of one item', 'put the items one by one')
  }
}

/** What cannot go at once, since the queue never has room for that many or they are too many bytes, goes in two parts. */
async function * putParts (queue: Queue, items: unknown[], given: PutOptions): AsyncGenerator<TaskHandle> {
  try {
    yield * await queue.putMany(items, given)
  } catch (err) {
    if (items.length < 2 || !(err instanceof RangeError || (err as Error).name === 'PayloadTooLargeError')) {
      throw err
    }

    const half = Math.ceil(items.length / 2)

    yield * putParts(queue, items.slice(0, half), given)
    yield * putParts(queue, items.slice(half), given)
  }
}

async function tell (handle: TaskHandle, { options, output, stop }: Call<Options>): Promise<void> {
  const { id, isNew } = handle

  if (!output.isRead) {
    return
  }

  if (options.result === true) {
    const result = await handle.result({ signal: stop.signal })

    if (output.isJson) {
      output.json({ id, result })
    } else {
      output.bytes(writeItem(result, options.as))
    }
  } else if (output.isJson) {
    output.json({ id, isNew })
  } else {
    output.line(id)
  }
}

async function * batches ({ options, stop }: Call<Options>, words: string[]): AsyncGenerator<unknown[]> {
  const form = options.as

  if (words.length > 0) {
    yield words.map((word) => readItem(word, form))
  } else if (form === 'bytes' && options.null !== true) {
    yield [new Uint8Array(await buffer(stdinUntil(stop)))]
  } else {
    yield * readBatches(stdinUntil(stop), form, options.null === true ? '\0' : '\n')
  }
}
