import { isUtf8 } from 'node:buffer'
import { addAbortSignal } from 'node:stream'
import { Option } from 'commander'
import { UsageError } from './explain.ts'
import { toJson } from './output.ts'
import type { Stop } from './stop.ts'

/** How items and results are written in a shell: as lines of text, as JSON, or as the bytes that they are. */
export type Form = 'text' | 'json' | 'bytes'

/** The option that chooses it. */
export function formOption (): Option {
  return new Option('--as <form>', 'how items and results are written: lines of text, JSON values, or raw bytes')
    .choices(['text', 'json', 'bytes']).default('text')
}

/** The item that somebody typed. */
export function readItem (text: string, form: Form): unknown {
  if (form === 'bytes') {
    return new Uint8Array(Buffer.from(text))
  }

  return form === 'json' ? readJson(text) : text
}

/**
 * An item or result for whoever reads it: a text and bytes as they are, anything else as JSON.
 * With `json` a text is quoted too.
 */
export function writeItem (value: unknown, form: Form): string | Uint8Array {
  if (form !== 'json' && (typeof value === 'string' || value instanceof Uint8Array)) {
    return value
  }

  return toJson(value)
}

/** What a program wrote to its stdout, as a result: without its last newline; bytes where it is no text. */
export function readOutput (bytes: Uint8Array, form: Form): unknown {
  if (form === 'bytes') {
    return Uint8Array.from(bytes)
  }

  let text: string

  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\r?\n$/, '')
  } catch {
    return Uint8Array.from(bytes)
  }

  return form === 'json' ? readJson(text) : text
}

function readJson (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (err) {
    throw new UsageError(`${JSON.stringify(text.slice(0, 80))} is not JSON: ${(err as Error).message}`, 'quote texts, or use --as text', { cause: err })
  }
}

/**
 * What comes in on stdin, until the user wants it to end.
 *
 * @throws the signal's reason
 */
export async function * stdinUntil ({ signal }: Pick<Stop, 'signal'>): AsyncGenerator<Uint8Array> {
  try {
    yield * addAbortSignal(signal, process.stdin) as AsyncIterable<Uint8Array>
  } catch (err) {
    throw signal.aborted ? signal.reason : err
  }
}

export type Separator = '\n' | '\0'

/** The lines, or with `\0` the names, that come in on a stream, as long as they come. The last one may lack its end. */
export async function * splitInput (input: AsyncIterable<Uint8Array>, separator: Separator = '\n'): AsyncGenerator<string> {
  for await (const batch of readBatches(input, 'text', separator)) {
    yield * batch as string[]
  }
}

/**
 * The items that come in on a stream, a line or with `\0` a name each: those that are there
 * together, without waiting for more.
 *
 * @throws UsageError for what is no text, and was to be one
 */
export async function * readBatches (input: AsyncIterable<Uint8Array>, form: Form, separator: Separator = '\n'): AsyncGenerator<unknown[]> {
  let number = 0

  for await (const batch of splitBytes(input, separator)) {
    yield batch.map((bytes) => {
      number++

      return form === 'bytes' ? Uint8Array.from(bytes) : readItem(textOf(bytes, separator, number), form)
    })
  }
}

async function * splitBytes (input: AsyncIterable<Uint8Array>, separator: Separator): AsyncGenerator<Buffer[]> {
  let rest = Buffer.alloc(0)
  const end = separator.charCodeAt(0)

  for await (const chunk of input) {
    const batch: Buffer[] = []
    let bytes = Buffer.concat([rest, chunk])

    for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end)) {
      batch.push(bytes.subarray(0, at))
      bytes = bytes.subarray(at + 1)
    }

    rest = bytes

    if (batch.length > 0) {
      yield batch
    }
  }

  if (rest.byteLength > 0) {
    yield [rest]
  }
}

/** Another text in the place of what cannot be read would be another item. */
function textOf (bytes: Buffer, separator: Separator, number: number): string {
  if (!isUtf8(bytes)) {
    throw new UsageError(`item ${number} on stdin is not UTF-8: ${JSON.stringify(bytes.toString('latin1').slice(0, 80))}`, 'convert it, with iconv; or send bytes as they are: peerq put --as bytes')
  }

  const text = bytes.toString('utf8')

  return separator === '\n' && text.endsWith('\r') ? text.slice(0, -1) : text
}
