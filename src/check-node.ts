/**
 * Imported first by index.ts, and for its effect: refuses a Node.js on which the rest could
 * only fail in ways that say nothing. It imports nothing and uses nothing new itself.
 *
 * A module graph is linked as a whole before its first module is evaluated, so this comes
 * before every *evaluation*, libp2p's too, but after all *linking*. Whatever an old Node.js
 * cannot link therefore beats it. Tried on Node.js 20:
 *
 * - a static import of `node:sqlite`: ERR_UNKNOWN_BUILTIN_MODULE;
 * - a name that a built-in module did not have yet (`import { argon2 } from 'node:crypto'`): SyntaxError;
 * - syntax that it cannot parse, in any module.
 *
 * So nothing that index.ts reaches imports `node:sqlite` or such a name statically: use
 * `await import('node:sqlite')` and `import * as crypto from 'node:crypto'`.
 */
const minimum = '24.7'

/**
 * One sentence for somebody whose Node.js is too old, or nothing when it is not.
 *
 * @param found - As in `process.versions.node`: `24.7.0`, `25.0.0-nightly…`
 */
export function nodeTooOld (found: string): string | undefined {
  const [major = 0, minor = 0] = found.split('.').map(Number)
  const [neededMajor = 0, neededMinor = 0] = minimum.split('.').map(Number)

  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) {
    return
  }

  return `peerq needs Node.js ${minimum} or newer and this is ${found}: install a newer one from https://nodejs.org, ` +
    `or run \`npm install node@${neededMajor}\` and start your program from an npm script`
}

const message = nodeTooOld(process.versions.node)

if (message != null) {
  throw new Error(message)
}
