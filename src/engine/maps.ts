/** Keeps at most `size` entries of a map, the newest. What had to go, if anything. */
export function forgetFirst<K, V> (map: Map<K, V>, size: number): V | undefined {
  if (map.size <= size) {
    return undefined
  }

  const key = map.keys().next().value as K
  const value = map.get(key)
  map.delete(key)

  return value
}

/** What a change names must be there: otherwise the journal is not of this engine. */
export function known<T> (value: T | undefined, what: string, name: string): T {
  if (value === undefined) {
    throw new Error(`no ${what} ${name}: the journal and the engine do not agree`)
  }

  return value
}
