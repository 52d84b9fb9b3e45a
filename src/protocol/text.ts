/** Bytes of `text` in UTF-8. */
export function utf8Length (text: string): number {
  let length = text.length

  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)

    if (unit >= 0x800) {
      length += 2
    } else if (unit >= 0x80) {
      length += 1
    }

    // the two halves of a pair make 4 bytes, not 6
    if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(index + 1))) {
      index++
    }
  }

  return length
}

/** Whether `text` takes at most `maxBytes` in UTF-8. Counts only when the number of characters does not tell. */
export function fitsIn (text: string, maxBytes: number): boolean {
  return text.length * 3 <= maxBytes || (text.length <= maxBytes && utf8Length(text) <= maxBytes)
}

/**
 * `text` if it takes at most `maxBytes` (3 or more) in UTF-8, otherwise as much of its
 * beginning as fits with `…`. For texts that others wrote, such as a remote error's message.
 */
export function cutText (text: string, maxBytes: number): string {
  if (fitsIn(text, maxBytes)) {
    return text
  }

  let bytes = utf8Length('…')
  let end = 0

  for (const character of text) {
    bytes += utf8Length(character)

    if (bytes > maxBytes) {
      break
    }

    end += character.length
  }

  return text.slice(0, end) + '…'
}

function isLowSurrogate (unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}
