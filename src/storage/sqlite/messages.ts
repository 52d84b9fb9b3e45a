import type { StoreCalls, StoreInit } from './store.ts'
import type { TroubleKind } from './trouble.ts'

/** What the thread of the database is asked. */
export interface Question {
  number: number
  call: keyof StoreCalls
  args: unknown[]
}

/** What it answers, in the order in which it was asked. */
export type Reply =
  | { number: number, value: unknown }
  | { number: number, trouble: { kind: TroubleKind, message: string, cause: unknown } }

/** What it is started with. */
export type ThreadInit = StoreInit

/** Bytes that can be handed over to another thread, instead of being copied: those that are all of their buffer. */
export function transferable (bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isWhole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength

  return isWhole ? bytes as Uint8Array<ArrayBuffer> : new Uint8Array(bytes)
}
