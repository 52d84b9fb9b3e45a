import { isAbsolute, normalize } from 'node:path/posix'

/** Bytes of a path, and how deep it may go. */
const MAX_PATH_BYTES = 1_024
const MAX_DEPTH = 32

/**
 * A path that stays below the directory from which it is looked at, in its shortest form; or
 * nothing: absolute ones, such that lead out of it, to it itself, or have a zero byte. No
 * symbolic links are known here: whoever opens the file looks for those.
 */
export function insidePath (path: string): string | undefined {
  if (path === '' || path.includes('\0') || path.includes('\\') || isAbsolute(path) || Buffer.byteLength(path) > MAX_PATH_BYTES) {
    return undefined
  }

  const short = normalize(path)
  const parts = short.split('/')

  return short === '.' || short.endsWith('/') || parts.length > MAX_DEPTH || parts.some((part) => part === '..' || part === '') ? undefined : short
}
