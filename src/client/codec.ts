import { PayloadError } from '../errors.ts'
import { decodePayload, encodePayload } from '../protocol/index.ts'
import type { SchemaIssue, StandardSchema } from './standard-schema.ts'

type MaybePromise<T> = T | Promise<T>

/** Bytes of an item or result, and back. What is sent is checked by the queue's schemas first, where it has any. */
export class Codec {
  readonly #input: StandardSchema | undefined
  readonly #output: StandardSchema | undefined

  constructor (input?: StandardSchema, output?: StandardSchema) {
    this.#input = input
    this.#output = output
  }

  /**
   * @param root - what a `PayloadError` calls the item
   * @throws PayloadError
   */
  encodeItem (item: unknown, root = 'item'): MaybePromise<Uint8Array> {
    return checked(this.#input, item, root, (value) => encodePayload(value, root))
  }

  /**
   * `undefined` is carried by nothing at all.
   *
   * @throws PayloadError
   */
  encodeResult (result: unknown): MaybePromise<Uint8Array | undefined> {
    return checked(this.#output, result, 'result', (value) => value === undefined ? undefined : encodePayload(value, 'result'))
  }
}

export function decodeOptional (payload: Uint8Array | undefined): unknown {
  return payload === undefined ? undefined : decodePayload(payload)
}

/** Checks at once unless the schema takes its time. */
function checked<T> (schema: StandardSchema | undefined, value: unknown, root: string, encode: (value: unknown) => T): MaybePromise<T> {
  if (schema === undefined) {
    return encode(value)
  }

  const checking = schema['~standard'].validate(value)
  const finish = (result: Awaited<typeof checking>): T => {
    if (result.issues !== undefined) {
      throw new PayloadError(result.issues.map((issue) => describe(issue, root)).join('; '))
    }

    return encode(result.value)
  }

  return checking instanceof Promise ? checking.then(finish) : finish(checking)
}

function describe ({ message, path = [] }: SchemaIssue, root: string): string {
  const keys = path.map((segment) => typeof segment === 'object' ? segment.key : segment)

  return `${[root, ...keys].map(String).join('.')}: ${message}`
}
