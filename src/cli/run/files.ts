import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { insidePath } from './paths.ts'

/** A file that travels. */
export interface PackedFile {
  /** From the directory on either side; never out of it. */
  path: string
  data: Uint8Array

  /** Whether it may be run. */
  executable: boolean
}

/** A file cannot be sent or taken. */
export class FileError extends Error {
  constructor (message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'FileError'
  }
}

/** Where one of the files would lie, or a `FileError`. */
export function checkPath (path: string): string {
  const inside = typeof path === 'string' ? insidePath(path) : undefined

  if (inside === undefined) {
    throw new FileError(`${JSON.stringify(path)} is no path below the working directory: files travel by such paths only`)
  }

  return inside
}

/**
 * Reads a file below `directory`, following no symbolic link out of it, and nothing but a file.
 *
 * @param maxBytes - what it may have at most
 * @throws FileError
 */
export async function packFile (directory: string, path: string, maxBytes: number): Promise<PackedFile> {
  const inside = checkPath(path)
  const root = await realpath(directory)

  try {
    const target = await realpath(join(root, inside))

    if (!target.startsWith(root.endsWith(sep) ? root : root + sep)) {
      throw new FileError(`${path} is a link that leads out of the working directory`)
    }

    // a named pipe would be waited for, and a link that was put there since is not followed
    await using file = await open(target, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
    const stat = await file.stat()

    if (!stat.isFile()) {
      throw new FileError(`${path} is not a file`)
    }

    if (stat.size > maxBytes) {
      throw new FileError(`${path} has ${stat.size} bytes, and ${maxBytes} is what is left for one task`)
    }

    return { path: inside, data: await file.readFile(), executable: (stat.mode & 0o100) !== 0 }
  } catch (err) {
    throw err instanceof FileError ? err : new FileError(`${path} cannot be read: ${(err as Error).message}`, { cause: err })
  }
}

/**
 * Writes a file below `directory` as a whole or not at all. Directories on the way are made. One
 * that is there is replaced; where a link is there, the link is, not what it leads to.
 *
 * @throws FileError for a path that leads out of it
 */
export async function unpackFile (directory: string, { path, data, executable }: PackedFile): Promise<void> {
  const target = join(directory, checkPath(path))
  const draft = join(dirname(target), `.peerq-${randomUUID()}`)

  await mkdir(dirname(target), { recursive: true })

  try {
    await using file = await open(draft, 'wx', executable ? 0o777 : 0o666)
    await file.writeFile(data)
  } catch (err) {
    await rm(draft, { force: true })
    throw err
  }

  await rename(draft, target)
}
