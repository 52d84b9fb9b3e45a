import { checkPath, packFile } from '../run/files.ts'
import { fill, fillLine } from '../run/template.ts'
import type { PackedFile } from '../run/files.ts'
import type { Filling } from '../run/template.ts'
import type { CommandTask } from '../run/travel.ts'

/** Bytes of the files of one task, at most: no coordinator takes more. */
const MAX_BYTES = 1024 * 1024 * 1024

/** What `peerq map` does with each item. */
export interface Recipe {
  words: string[]
  shell: boolean
  send: string[]
  return: string[]
  tries: number
  maxAttempts: number
}

/** The paths of one item's files that come back. */
export function returnsOf (recipe: Recipe, filling: Filling): string[] {
  return recipe.return.map((template) => checkPath(fill(template, filling)))
}

/**
 * The command of one item, with its files.
 *
 * @throws FileError
 */
export async function packTask (recipe: Recipe, filling: Filling, directory: string): Promise<CommandTask> {
  const { command, args, takesStdin } = fillLine(recipe.words, filling, { shell: recipe.shell })
  const files: PackedFile[] = []
  let left = MAX_BYTES

  for (const template of recipe.send) {
    const file = await packFile(directory, fill(template, filling), left)
    left -= file.data.byteLength
    files.push(file)
  }

  return {
    command, args, files, returns: returnsOf(recipe, filling), tries: recipe.tries, maxAttempts: recipe.maxAttempts,
    ...takesStdin && { stdin: filling.item }
  }
}

/** For the joblog, and for eyes: what is run, in one line. */
export function lineOf ({ command, args }: Pick<CommandTask, 'command' | 'args'>): string {
  return [command, ...args].join(' ')
}

export function bytesOf (files: PackedFile[]): number {
  return files.reduce((bytes, { data }) => bytes + data.byteLength, 0)
}
