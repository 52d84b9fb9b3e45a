import { expect } from 'chai'
import { Shelf } from '../../src/worker/shelf.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'

function setup ({ prefetch, concurrency = 1, bytes = 100 }: { prefetch?: number, concurrency?: number, bytes?: number } = {}) {
  const clock = new VirtualClock()
  const givenBack: number[] = []
  const levels: number[] = []
  const shelf = new Shelf<{ name: number, bytes: number }>({
    clock,
    prefetch,
    concurrency,
    giveBack: ({ name }) => { givenBack.push(name) },
    changed: () => { levels.push(shelf.prefetch) }
  })

  return {
    clock,
    shelf,
    givenBack,
    levels,
    fill: (count: number) => { Array.from({ length: count }, (_, name) => { shelf.push({ name, bytes }) }) },
    take: (ms: number, times = 1) => { Array.from({ length: times }, () => { shelf.took(ms) }) }
  }
}

describe('Shelf', () => {
  it('asks for nothing ahead before it has measured', () => {
    expect(setup().shelf.prefetch).to.equal(0)
  })

  it('asks for what is used up in 100 ms', () => {
    const { shelf, take } = setup({ concurrency: 4 })
    take(20, 50)
    expect(shelf.prefetch).to.be.within(19, 20)
  })

  it('asks for nothing ahead where one takes longer than that', () => {
    const { shelf, take } = setup()
    take(101, 50)
    expect(shelf.prefetch).to.equal(0)
  })

  it('never asks for more than 8,192, nor for more than 16 MiB', () => {
    const small = setup()
    small.take(0, 50)
    expect(small.shelf.prefetch).to.equal(8_192)
    const large = setup({ bytes: 2 ** 20 })
    large.fill(100)
    large.take(0, 50)
    expect(large.shelf.prefetch).to.be.within(16, 17)
  })

  it('hardly feels a pause in the middle of many quick ones', () => {
    const { levels, givenBack, take, fill } = setup()
    take(0.01, 5_000)
    fill(4_096)
    take(40)
    expect(levels.at(-1)).to.be.greaterThan(1_000)
    take(0.01, 5_000)
    expect(levels.at(-1)).to.be.greaterThan(2_000)
    expect(givenBack).to.deep.equal([])
  })

  it('says so when that changes, by steps of two', () => {
    const { levels, take } = setup()
    take(10)
    take(9, 3)
    take(11, 3)
    expect(levels).to.deep.equal([10])
  })

  it('hands back the last that came when tasks become slow', () => {
    const { shelf, givenBack, take, fill } = setup()
    take(10)
    fill(10)
    take(10_000)
    expect(shelf.size).to.equal(0)
    expect(givenBack).to.deep.equal([9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
  })

  it('hands back what a task holds up that does not end', async () => {
    const { clock, shelf, givenBack, take, fill } = setup()
    take(10)
    fill(10)
    take(10)
    await clock.advance(1_000)
    expect(givenBack).to.deep.equal([])
    await clock.advance(1_000)
    expect(givenBack).to.have.lengthOf(10)
    expect(shelf.prefetch).to.equal(0)
    expect(clock.pending).to.equal(0)
  })

  it('keeps to what it was told', async () => {
    const { clock, shelf, givenBack, levels, take, fill } = setup({ prefetch: 3 })
    fill(3)
    take(10_000)
    await clock.advance(10_000)
    expect(shelf.prefetch).to.equal(3)
    expect([givenBack, levels]).to.deep.equal([[], []])
  })

  it('takes out what can no longer be used', () => {
    const { shelf } = setup({ prefetch: 3 })
    const item = { name: 1, bytes: 1 }
    shelf.push(item)
    expect(shelf.remove(item)).to.equal(true)
    expect(shelf.remove(item)).to.equal(false)
    expect(shelf.shift()).to.equal(undefined)
  })

  it('hands everything back when it is cleared', () => {
    const { clock, shelf, givenBack, fill } = setup()
    fill(3)
    shelf.clear()
    expect(givenBack).to.deep.equal([2, 1, 0])
    expect(clock.pending).to.equal(0)
  })
})
