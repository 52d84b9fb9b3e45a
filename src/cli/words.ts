/** The words of a command line, sorted. */
export interface Words {
  /** For the command itself. */
  own: string[]

  /** After `--`. */
  command: string[]

  /** After `:::`; `undefined`: there was none. */
  items: string[] | undefined
}

/**
 * Takes the program to run (`-- CMD ARG…`) and the items (`::: ITEM…`) off a command line, before
 * anybody looks for options in them. Only what the command takes is special.
 */
export function splitWords (words: string[], { takesCommand = false, takesItems = false }: { takesCommand?: boolean, takesItems?: boolean } = {}): Words {
  const dashes = takesCommand ? words.indexOf('--') : -1
  const colons = takesItems ? words.indexOf(':::') : -1
  const itemsAt = colons < 0 ? words.length : colons

  // `--` behind `:::` is an item
  const commandAt = dashes < 0 || dashes > itemsAt ? itemsAt : dashes

  return {
    own: words.slice(0, commandAt),
    command: words.slice(commandAt + 1, itemsAt),
    items: colons < 0 ? undefined : words.slice(colons + 1)
  }
}
