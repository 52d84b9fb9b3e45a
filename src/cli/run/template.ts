import { basename, dirname, extname } from 'node:path/posix'

/** What stands for an item, or a part of it, as in GNU parallel. */
const PLACEHOLDER = /\{(?:#|\.|\/|\/\/|\/\.)?\}/g

/** What an item is put in for. */
export interface Filling {
  /** The item as a text. */
  item: string

  /** `{#}`: which one it is. */
  number: string
}

/**
 * `{}` the item, `{.}` without its extension, `{/}` its last part, `{//}` its directory, `{/.}` its
 * last part without the extension, `{#}` its number. Everything else stays as it is.
 */
export function fill (template: string, { item, number }: Filling, quote: (text: string) => string = (text) => text): string {
  return template.replaceAll(PLACEHOLDER, (placeholder) => quote(valueOf(placeholder, item, number)))
}

/** Whether a template takes anything of its item. */
export function hasPlaceholder (template: string): boolean {
  return template.search(PLACEHOLDER) >= 0
}

/** For a POSIX shell, whatever is in it: an item never becomes a part of the command line. */
export function quoteForShell (text: string): string {
  return `'${text.replaceAll('\'', '\'\\\'\'')}'`
}

function valueOf (placeholder: string, item: string, number: string): string {
  switch (placeholder) {
    case '{#}': return number
    case '{.}': return withoutExtension(item)
    case '{/}': return basename(item)
    case '{//}': return dirname(item)
    case '{/.}': return withoutExtension(basename(item))
    default: return item
  }
}

function withoutExtension (path: string): string {
  return path.slice(0, path.length - extname(path).length)
}

/** A program and its arguments, for one item. */
export interface Line {
  command: string
  args: string[]

  /** Nothing takes the item: it goes to stdin. */
  takesStdin: boolean
}

/**
 * The words of a command line, filled in one by one: what comes of a word is one argument,
 * whatever is in the item. With `shell` they are joined, the item quoted, and given to `sh -c`.
 */
export function fillLine (words: string[], filling: Filling, { shell = false } = {}): Line {
  const takesStdin = !words.some(hasPlaceholder)

  if (shell) {
    return { command: 'sh', args: ['-c', fill(words.join(' '), filling, quoteForShell)], takesStdin }
  }

  const [command = '', ...args] = words.map((word) => fill(word, filling))

  return { command, args, takesStdin }
}
