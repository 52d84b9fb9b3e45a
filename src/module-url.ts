/**
 * The URL of a module beside this one, for a worker thread or a child process: `.ts` where
 * the sources run as they are, `.js` where they were built. The compiler rewrites imports, but not URLs.
 *
 * @param importMetaUrl - The caller's `import.meta.url`
 * @param name - The module's path from the caller, without extension
 */
export function siblingUrl (importMetaUrl: string, name: `./${string}` | `../${string}`): URL {
  return new URL(name + (new URL(importMetaUrl).pathname.endsWith('.ts') ? '.ts' : '.js'), importMetaUrl)
}
