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

/** The lines, or with `\0` the names, that come in on a stream, as long as they come. The last one may lack its end. */
export async function * splitInput (input: AsyncIterable<Uint8Array>, separator: '\n' | '\0' = '\n'): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  const end = separator.charCodeAt(0)

  for await (const chunk of input) {
    let bytes = Buffer.concat([rest, chunk])

    for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end)) {
      yield textOf(bytes.subarray(0, at), separator)
      bytes = bytes.subarray(at + 1)
    }

    rest = bytes
  }

  if (rest.byteLength > 0) {
    yield textOf(rest, separator)
  }
}

function textOf (bytes: Buffer, separator: string): string {
  const text = bytes.toString('utf8')

  return separator === '\n' && text.endsWith('\r') ? text.slice(0, -1) : text
}
