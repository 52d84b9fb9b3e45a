import { digestOf } from './digest.ts'
import { openUnder } from './files.ts'
import type { Digest } from './digest.ts'
import type { Progress } from './progress.ts'
import type { Settled } from 'peerq'

/** What workers found in files, by the files' index. */
export type Answers = AsyncIterable<Settled<string, Digest>>

/** What came of it all. */
export interface Tally {
  /** Files of which the worker found what the disk holds. */
  good: number

  /** Bytes in those. */
  bytes: number

  /** What is wrong with the others, in words. */
  problems: string[]
}

/** Compares each answer with the file that it is about. */
export async function verifyAll (answers: Answers, root: string, files: string[], progress: Progress): Promise<Tally> {
  const tally: Tally = { good: 0, bytes: 0, problems: [] }

  for await (const answer of answers) {
    const path = files[answer.index] ?? ''
    const problem = answer.status === 'fulfilled'
      ? await problemWith(answer.value, root, path)
      : `it was not downloaded: ${(answer.reason as Error).message}`

    if (problem != null) {
      tally.problems.push(`${path}: ${problem}`)
    } else if (answer.status === 'fulfilled') {
      tally.good++
      tally.bytes += answer.value.size
    }

    progress.step()
  }

  return tally
}

async function problemWith (found: Digest, root: string, path: string): Promise<string | undefined> {
  try {
    const file = await openUnder(root, path)
    const actual = file == null ? undefined : await digestOf(file.createReadStream() as AsyncIterable<Uint8Array>)

    if (actual?.size !== found.size || actual.sha256 !== found.sha256) {
      return `the worker found ${described(found)}, the disk holds ${actual == null ? 'nothing' : described(actual)}`
    }
  } catch (error) {
    return `it cannot be read: ${(error as Error).message}`
  }
}

function described ({ size, sha256 }: Digest): string {
  return `${size} bytes (${sha256})`
}
