import type { Clock } from '../clock.ts'
import type { Connection, Libp2pEvents, TypedEventTarget } from '@libp2p/interface'

/**
 * Cuts connections that have had no stream for `ms` milliseconds (at most twice that, after
 * their last one), from now on. A key is enough to connect, and a connection is not nothing:
 * whoever opens no session is not to keep it.
 */
export function cutIdle (events: TypedEventTarget<Libp2pEvents>, ms: number, clock: Clock): void {
  const looks = new Map<Connection, () => void>()

  const plan = (connection: Connection, wasIdle: boolean): void => {
    looks.set(connection, clock.alarm(() => {
      const isIdle = !connection.streams.some((stream) => stream.protocol !== '')

      if (isIdle && wasIdle) {
        connection.abort(new Error(`it had no session for ${ms} ms`))
      } else {
        plan(connection, isIdle)
      }
    }, ms, false))
  }

  const onOpen = ({ detail: connection }: CustomEvent<Connection>): void => {
    // cut before anybody heard of it: there will be no close event
    if (connection.status === 'open') {
      plan(connection, true)
    }
  }

  const onClose = ({ detail: connection }: CustomEvent<Connection>): void => {
    looks.get(connection)?.()
    looks.delete(connection)
  }

  events.addEventListener('connection:open', onOpen)
  events.addEventListener('connection:close', onClose)
}
