import { expect } from 'chai'
import fc from 'fast-check'
import { Line } from '../../src/engine/line.ts'
import { ReadyLine } from '../../src/engine/ready-line.ts'
import { Counted } from './counted.ts'
import type { Order } from '../../src/engine/index.ts'

interface Entry { slot: number, place: number, seq: number, priority: number }

function entry (seq: number, priority = 0): Entry {
  return { slot: -1, place: -1, seq, priority }
}

/** What a line should do, said plainly. */
class NaiveLine {
  readonly waiting: Entry[] = []
  readonly #order: Order

  constructor (order: Order) {
    this.#order = order
  }

  first (): Entry | undefined {
    const sign = this.#order === 'fifo' ? 1 : -1

    return [...this.waiting].sort((a, b) => a.priority - b.priority || sign * (a.seq - b.seq))[0]
  }

  remove (gone: Entry): void {
    this.waiting.splice(this.waiting.indexOf(gone), 1)
  }
}

type Step = ['add', number] | ['take'] | ['give back', number] | ['remove', number]

const steps = fc.array(fc.oneof<Array<fc.Arbitrary<Step>>>(
  fc.tuple(fc.constant('add' as const), fc.integer({ min: -2, max: 2 })),
  fc.tuple(fc.constant('take' as const)),
  fc.tuple(fc.constant('give back' as const), fc.nat()),
  fc.tuple(fc.constant('remove' as const), fc.nat())
), { maxLength: 200, size: 'max' })

describe('the ready line', () => {
  for (const order of ['fifo', 'lifo'] as const) {
    it(`hands out as a sorted array does (${order})`, () => {
      fc.assert(fc.property(steps, (steps) => {
        const line = new ReadyLine<Entry>(order)
        const naive = new NaiveLine(order)
        const out: Entry[] = []
        let seq = 1

        for (const [what, n = 0] of steps) {
          const picked = naive.waiting[n % Math.max(1, naive.waiting.length)]
          const [back] = what === 'give back' ? out.splice(n % Math.max(1, out.length), 1) : []
          const first = naive.first()

          if (what === 'add') {
            const added = entry(seq++, n)
            naive.waiting.push(added)
            line.add(added)
          } else if (what === 'take' && first !== undefined) {
            naive.remove(first)
            line.remove(first)
            out.push(first)
          } else if (back !== undefined) {
            naive.waiting.push(back)
            line.giveBack(back)
          } else if (what === 'remove' && picked !== undefined) {
            naive.remove(picked)
            line.remove(picked)
          }

          expect(line.first()).to.equal(naive.first())
          expect(line.size).to.equal(naive.waiting.length)
        }

        expect([...line]).to.have.members(naive.waiting)
      }))
    })
  }

  it('leaves a task alone that is not in it', () => {
    const line = new ReadyLine<Entry>('fifo')
    line.add(entry(1))
    line.remove(entry(2))

    expect(line.size).to.equal(1)
  })

  it('knows that whichever has stood longest is among a few', () => {
    const line = new ReadyLine<Entry>('fifo')
    const tasks = [1, 2, 3, 4].map((seq) => entry(seq, seq % 2))
    tasks.forEach((task) => { line.add(task) })
    line.remove(tasks[0] as Entry)
    line.giveBack(tasks[0] as Entry)

    expect([...line.longest()].map(({ seq }) => seq)).to.have.members([1, 3, 2])
  })

  it('costs the same for each task at one priority, however many there are', () => {
    const perTask = (n: number): number => Counted.in(() => {
      const line = new ReadyLine<Counted>('fifo')

      for (let i = 0; i < n; i++) {
        line.add(new Counted(i))
      }

      for (let first = line.first(); first !== undefined; first = line.first()) {
        line.remove(first)
      }
    }) / n

    expect(perTask(100_000)).to.be.below(perTask(1_000) * 1.5)
  })

  it('does not grow when tasks are put and called off for ever, at one priority or at ever new ones', () => {
    const line = new ReadyLine<Counted>('fifo')
    const stays = new Counted(0, -1)
    const work = Counted.in(() => {
      line.add(stays)

      for (let i = 1; i <= 20_000; i++) {
        const [same, other] = [new Counted(i, 0), new Counted(i, i)]
        line.add(same)
        line.add(other)
        line.remove(same)
        line.remove(other)
      }
    })

    expect([...line.longest()]).to.deep.equal([stays])
    expect(line.first()).to.equal(stays)
    expect(work).to.be.below(20 * 20_000)
  })
})

describe('a line', () => {
  it('gives whoever comes back the place that it had', () => {
    const line = new Line<Entry>()
    const [a, b, c] = [1, 2, 3].map((seq) => entry(seq)) as [Entry, Entry, Entry]
    line.add(a)
    line.add(b)
    line.remove(a)
    line.add(c)
    line.giveBack(a)
    const order: Entry[] = []

    for (let first = line.first(); first !== undefined; first = line.first()) {
      order.push(first)
      line.remove(first)
    }

    expect(order).to.deep.equal([a, b, c])
  })
})
