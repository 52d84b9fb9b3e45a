/** The text that `read` gives. Anything can be thrown, also what has no text; and an error's members may have been set to anything. */
export function textOfThrown (read: () => unknown): string {
  try {
    return String(read())
  } catch {
    return 'something that has no text was thrown'
  }
}
