import type { Attempt, Failure } from '../../engine/index.ts'
import type { Terms } from './layout.ts'
import type { RecordReader } from './reader.ts'
import type { RecordWriter } from './writer.ts'

// What changes and snapshots have in common.

export function writeTerms (writer: RecordWriter, { maxAttempts, leaseMs, maxRunMs }: Terms): void {
  writer.number(maxAttempts)
  writer.number(leaseMs)
  writer.number(maxRunMs)
}

export function readTerms (reader: RecordReader): Terms {
  return { maxAttempts: reader.number(), leaseMs: reader.number(), maxRunMs: reader.number() }
}

export function writeAttempt (writer: RecordWriter, { attempt, peer, name, outcome, error, at }: Attempt): void {
  writer.number(attempt)
  writer.name(peer)
  writer.name(name)
  writer.name(outcome)
  writer.text(error)
  writer.next('time', at)
}

export function readAttempt (reader: RecordReader): Attempt {
  return { attempt: reader.number(), peer: reader.name(), name: reader.name(), outcome: reader.name(), error: reader.text(), at: reader.next('time') }
}

export function writeFailure (writer: RecordWriter, { name, message, stack, workerName, workerPeerId }: Failure): void {
  writer.text(name)
  writer.text(message)
  writer.text(stack)
  writer.name(workerName)
  writer.name(workerPeerId)
}

export function readFailure (reader: RecordReader): Failure {
  return { name: reader.text(), message: reader.text(), stack: reader.text(), workerName: reader.name(), workerPeerId: reader.name() }
}

/** What stands in a table under a number that was written. */
export function oneOf<T> (table: readonly T[], index: number): T {
  if (index >= table.length) {
    throw new RangeError(`${index} is in no table`)
  }

  return table[index] as T
}
