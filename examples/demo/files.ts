import { open, readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { FileHandle } from 'node:fs/promises'

/** Every regular file under `directory`, as paths from there. Symbolic links are left out. */
export async function filesUnder (directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })

  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort()
}

/**
 * Opens a file for reading, or nothing if there is none under `root` by that path: neither
 * `..` nor a symbolic link leads out of it.
 *
 * @param root - as `realpath` gives it
 */
export async function openUnder (root: string, path: string): Promise<FileHandle | undefined> {
  const target = await realpath(join(root, path))
  const isInside = target.startsWith(root.endsWith(sep) ? root : root + sep)

  // looked at before it is opened: a named pipe would be waited for
  if (isInside && (await stat(target)).isFile()) {
    return open(target)
  }
}
