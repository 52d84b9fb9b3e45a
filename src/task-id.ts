/**
 * The id of a task whose putter chose none. Caller and coordinator derive it alike, so it
 * costs nothing on the wire, and a caller whose answer was lost still knows it. A `~`
 * begins it: the ids that people choose seldom do.
 *
 * `session` is the base64url of the session's 16 bytes, `number` the request's, `index`
 * the item's place among the `count` items of that request.
 */
export function automaticTaskId (session: string, number: number, index = 0, count = 1): string {
  return count === 1 ? `~${session}.${number}` : `~${session}.${number}.${index}`
}
