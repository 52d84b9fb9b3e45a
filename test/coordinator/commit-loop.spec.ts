import { expect } from 'chai'
import { CommitLoop } from '../../src/coordinator/commit-loop.ts'
import { Audience } from '../../src/coordinator/events.ts'
import { Pulse } from '../../src/coordinator/pulse.ts'
import { Rates } from '../../src/coordinator/rates.ts'
import { decodeRecord } from '../../src/coordinator/record.ts'
import { StorageError } from '../../src/errors.ts'
import { createReply } from '../../src/protocol/index.ts'
import { MemoryStore, createMemoryJournal } from '../../src/storage/memory.ts'
import { HeldJournal } from '../helpers/held-journal.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import type { Delivery } from '../../src/coordinator/commit-loop.ts'
import type { Change, Command, Engine, Output } from '../../src/engine/index.ts'
import type { Journal } from '../../src/storage/journal.ts'

/** What comes of what is due. */
let dueChange: Change

/** Answers each call with its number, and makes a change of those whose queue is 'write'. */
const engine: Engine = {
  execute: (command, _, into) => add(answer(command), into),
  tick: (_, into) => add({ changes: [dueChange], effects: [] }, into),
  nextDeadline: () => Infinity,
  replay: () => {},
  snapshot: () => { throw new Error('no snapshot is due') },
  restore: () => {},
  weight: () => 0,
  counts: () => ({}),
  audit: () => [],
  refusePuts: () => {},
  stoodStill: () => {},
  sessions: () => [][Symbol.iterator](),
  queues: () => [],
  dump: () => undefined
}

function add (output: Output, into?: Output): Output {
  into?.changes.push(...output.changes)
  into?.effects.push(...output.effects)

  return into ?? output
}

function answer (command: Command): Output {
  if (command.type !== 'call') {
    throw new Error('this engine is broken')
  }

  const { session, number, queue } = command

  return {
    changes: queue === 'write' ? [changeOf(`q${number}`)] : [],
    effects: [{ type: 'reply', session, number, answer: { status: 'OK' } }]
  }
}

function changeOf (queue: string): Change {
  return { type: 'queue:pause', queue, paused: true }
}

describe('the commit loop', () => {
  let clock: VirtualClock
  let store: MemoryStore
  let journal: HeldJournal
  let delivered: string[][]
  let failures: StorageError[]
  let loop: CommitLoop
  let audience: Audience
  let onDeliver: (what: string) => void

  beforeEach(async () => {
    onDeliver = () => {}
    dueChange = changeOf('tick')
    clock = new VirtualClock()
    store = new MemoryStore()
    journal = new HeldJournal(createMemoryJournal(store))
    delivered = []
    failures = []
    audience = new Audience()
    loop = create(journal, (await journal.open()).position)
  })

  function create (journal: Journal, position: number): CommitLoop {
    const pulse = new Pulse({ clock, now: () => clock.now(), nextDeadline: () => Infinity, stoodStill: () => {}, beat: () => {} })

    return new CommitLoop({
      engine,
      clock,
      pulse,
      rates: new Rates(),
      audience,
      journal,
      position,
      stored: 0,
      history: Uint8Array.of(1),
      who: (name) => ({ peerId: `peer-${name}`, name }),
      deliver: (deliveries) => {
        delivered.push(deliveries.map(numberOf))
        onDeliver(deliveries.map(numberOf).join())
      },
      failed: (error) => { failures.push(error) }
    })
  }

  function call (number: number, queue: 'read' | 'write', session = 's'): void {
    loop.execute({ type: 'call', session, number, queue, call: { op: 'pause' } })
    loop.submit()
  }

  const written = (): string[][] => store.records.map(({ data }) => decodeRecord(data).changes.map((change) => 'queue' in change ? change.queue : ''))

  it('writes what one turn changes in one batch, and delivers when that is durable', async () => {
    call(1, 'write', 'a')
    call(2, 'write', 'b')
    await clock.settle()
    expect(delivered).to.deep.equal([])

    journal.release()
    await clock.settle()
    expect(written()).to.deep.equal([['q1', 'q2']])
    expect(delivered).to.deep.equal([['a 1', 'b 2']])
  })

  it('lets nothing leave before what it saw is durable, not even a read', async () => {
    call(1, 'write')
    await clock.settle()
    call(2, 'read')
    await clock.settle()
    expect(delivered).to.deep.equal([])

    journal.release()
    await clock.settle()
    expect(delivered).to.deep.equal([['s 1'], ['s 2']])
  })

  it('keeps what the coordinator itself says in its place', async () => {
    call(1, 'write')
    loop.post('s', { reply: createReply(2, { status: 'LIMIT' }) })
    loop.submit()
    await clock.settle()
    expect(delivered).to.deep.equal([])

    journal.release()
    await clock.settle()
    expect(delivered).to.deep.equal([['s 1', 's 2']])
  })

  it('writes one batch at a time, and gathers the next one meanwhile', async () => {
    call(1, 'write')
    await clock.settle()
    call(2, 'write')
    await clock.settle()
    call(3, 'write')
    await clock.settle()
    expect(journal.waiting).to.equal(1)

    journal.release()
    await clock.settle()
    expect(journal.waiting).to.equal(1)
    journal.release()
    await clock.settle()
    expect(written()).to.deep.equal([['q1'], ['q2', 'q3']])
    expect(delivered).to.deep.equal([['s 1'], ['s 2', 's 3']])
  })

  it('does not write what changes nothing, and has no timer for a lone request', async () => {
    call(1, 'read')
    await clock.settle()

    expect(delivered).to.deep.equal([['s 1']])
    expect(store.records).to.deep.equal([])
    expect(clock.pending).to.equal(0)
  })

  it('lets what changes nothing leave only while it owns the journal', async () => {
    await createMemoryJournal(store).open()
    call(1, 'read')
    await clock.settle()

    expect(delivered).to.deep.equal([])
    expect(failures).to.have.lengthOf(1)
  })

  it('writes times beside the changes: the engine\'s and the wall\'s', async () => {
    await clock.advance(1_234)
    call(1, 'write')
    await clock.settle()
    journal.release()
    await clock.settle()

    const { at, wall, history } = decodeRecord(store.records[0]!.data)
    expect({ at, wall, history }).to.deep.equal({ at: 1_234, wall: clock.wall(), history: Uint8Array.of(1) })
  })

  it('does what is due like anything else', async () => {
    loop.tick()
    await clock.settle()
    journal.release()
    await clock.settle()

    expect(written()).to.deep.equal([['tick']])
  })

  it('says nothing more once the journal has failed', async () => {
    call(1, 'write')
    await clock.settle()
    call(2, 'write')
    journal.release(new Error('disk on fire'))
    await clock.settle()
    call(3, 'read')
    loop.tick()
    await clock.settle()

    expect(delivered).to.deep.equal([])
    expect(failures).to.have.lengthOf(1)
    expect(failures[0]).to.be.instanceOf(StorageError)
    expect((failures[0]?.cause as Error).message).to.equal('disk on fire')
    expect(loop.failure).to.equal(failures[0])
    await loop.idle()
  })

  it('hands a StorageError on as it is', async () => {
    const error = new StorageError('deposed')
    call(1, 'write')
    await clock.settle()
    journal.release(error)
    await clock.settle()

    expect(failures).to.deep.equal([error])
  })

  it('fails when the engine does: what it did of a command is not known', async () => {
    loop.execute({ type: 'goodbye', session: 's' })
    call(1, 'read')
    await clock.settle()

    expect(failures).to.have.lengthOf(1)
    expect((failures[0]?.cause as Error).message).to.equal('this engine is broken')
    expect(delivered).to.deep.equal([])
  })

  it('is idle when all is delivered', async () => {
    let idle = false
    call(1, 'write')
    await clock.settle()
    call(2, 'write')
    void loop.idle().then(() => { idle = true })
    journal.release()
    await clock.settle()
    expect(idle).to.equal(false)

    journal.release()
    await clock.settle()
    expect(idle).to.equal(true)
  })

  it('asks to be fed more slowly when a batch grows large while another is written', async () => {
    call(1, 'write')
    await clock.settle()
    expect(loop.congested).to.equal(false)

    for (let number = 2; number < 50_010; number++) {
      call(number, 'write')
    }

    expect(loop.congested).to.equal(true)
    let done = false
    void loop.written().then(() => { done = true })
    journal.release()
    await clock.settle()
    expect(done).to.equal(true)
    expect(loop.congested).to.equal(false)
    journal.release()
    await clock.settle()
  })

  it('tells who looks on when it is durable, after those who asked', async () => {
    audience.events.addEventListener('queue:shutdown', ({ detail }) => { delivered.push([`event ${detail.queue}`]) })
    dueChange = { type: 'queue:shutdown', queue: 'q', immediate: false }
    loop.tick()
    call(1, 'read')
    await clock.settle()
    expect(delivered).to.deep.equal([])

    journal.release()
    await clock.settle()
    expect(delivered).to.deep.equal([['s 1'], ['event q']])
  })

  describe('in memory', () => {
    beforeEach(async () => {
      const journal = createMemoryJournal()
      loop = create(journal, (await journal.open()).position)
    })

    it('delivers at once', () => {
      call(1, 'write')
      call(2, 'read')

      expect(delivered).to.deep.equal([['s 1'], ['s 2']])
    })

    it('delivers what a delivery leads to after it, not within', () => {
      const order: string[] = []
      onDeliver = (what) => {
        order.push(`begin ${what}`)

        if (what === 's 1') {
          call(2, 'write')
        }

        order.push(`end ${what}`)
      }
      call(1, 'write')

      expect(order).to.deep.equal(['begin s 1', 'end s 1', 'begin s 2', 'end s 2'])
    })

    it('tells who looks on even when there is nobody to answer', () => {
      const events: string[] = []
      audience.watch('q', (happenings) => { events.push(...happenings.map(({ type }) => type)) })
      dueChange = { type: 'task:move', queue: 'q', task: 't', event: 'expire', at: 0 }
      loop.tick()

      expect(events).to.deep.equal(['task:expire'])
    })
  })
})

function numberOf (delivery: Delivery): string {
  const number = delivery.type === 'reply' ? delivery.number : delivery.type === 'message' ? delivery.message.reply?.number : undefined

  return `${delivery.session} ${number ?? delivery.type}`
}
