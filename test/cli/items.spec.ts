import { expect } from 'chai'
import { UsageError } from '../../src/cli/explain.ts'
import { readBatches, readItem, readOutput, splitInput, writeItem } from '../../src/cli/items.ts'
import { rejection } from '../acceptance/support.ts'
import type { Form } from '../../src/cli/items.ts'

const bytes = (...text: string[]): Uint8Array[] => text.map((each) => Buffer.from(each))

async function * from (chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield * chunks
}

async function split (chunks: Uint8Array[], separator?: '\n' | '\0'): Promise<string[]> {
  const lines: string[] = []

  for await (const line of splitInput(from(chunks), separator)) {
    lines.push(line)
  }

  return lines
}

async function batches (chunks: Uint8Array[], form: Form, separator?: '\n' | '\0'): Promise<unknown[][]> {
  const found: unknown[][] = []

  for await (const batch of readBatches(from(chunks), form, separator)) {
    found.push(batch)
  }

  return found
}

describe('items in a shell', () => {
  it('are texts, JSON or bytes', () => {
    expect(readItem('1', 'text')).to.equal('1')
    expect(readItem('{"a":1}', 'json')).to.deep.equal({ a: 1 })
    expect(readItem('é', 'bytes')).to.deep.equal(Uint8Array.of(0xc3, 0xa9))
    expect(() => readItem('a', 'json')).to.throw(UsageError, 'is not JSON')
  })

  it('are written as they are, or as JSON', () => {
    expect(writeItem('a', 'text')).to.equal('a')
    expect(writeItem('a', 'json')).to.equal('"a"')
    expect(writeItem({ a: 1n }, 'text')).to.equal('{"a":"1"}')
    expect(writeItem(Uint8Array.of(1), 'text')).to.deep.equal(Uint8Array.of(1))
    expect(writeItem(undefined, 'text')).to.equal('null')
  })

  it('are what a program wrote, without its last newline', () => {
    expect(readOutput(Buffer.from('a\nb\n'), 'text')).to.equal('a\nb')
    expect(readOutput(Buffer.from('[1]\n'), 'json')).to.deep.equal([1])
    expect(readOutput(Buffer.from('a\n'), 'bytes')).to.deep.equal(Uint8Array.from(Buffer.from('a\n')))
    expect(readOutput(Uint8Array.of(0xff), 'text')).to.deep.equal(Uint8Array.of(0xff))
  })

  it('come in as lines, however they are cut', async () => {
    expect(await split(bytes('a\nb', 'c\r\n', '\nd'))).to.deep.equal(['a', 'bc', '', 'd'])
    expect(await split([Buffer.from('é\n').subarray(0, 1), Buffer.from('é\n').subarray(1)])).to.deep.equal(['é'])
    expect(await split([])).to.deep.equal([])
    expect(await split(bytes('a\n'))).to.deep.equal(['a'])
    expect(await split(bytes('a\nb\0c\0'), '\0')).to.deep.equal(['a\nb', 'c'])
  })

  it('come in as soon as they are there, those of one read together', async () => {
    expect(await batches(bytes('a\nb\nc', 'd\n', 'e'), 'text')).to.deep.equal([['a', 'b'], ['cd'], ['e']])
    expect(await batches(bytes('1\n[2]\n'), 'json')).to.deep.equal([[1, [2]]])
  })

  it('are not changed where they are no text: bytes stay, and a text is refused', async () => {
    const latin1 = [Buffer.from('ok\0caf\xe9\0', 'latin1')]

    expect(await batches(latin1, 'bytes', '\0')).to.deep.equal([[Uint8Array.from(Buffer.from('ok')), Uint8Array.of(0x63, 0x61, 0x66, 0xe9)]])
    expect(await rejection(batches(latin1, 'text', '\0'))).to.be.instanceOf(UsageError).with.property('message', 'item 2 on stdin is not UTF-8: "café"')
  })
})
