import { tcp } from '@libp2p/tcp'

/**
 * TCP whose listeners come and go without the node hearing of it. libp2p notes its own
 * addresses a second after it hears that, for protocols that we do not run, and a process
 * whose node was stopped would live that second longer.
 *
 * @see https://github.com/libp2p/js-libp2p/blob/main/packages/libp2p/src/address-manager/index.ts
 */
export function quietTcp (): ReturnType<typeof tcp> {
  const makeTransport = tcp()

  return (components) => {
    const transport = makeTransport(components)
    const createListener = transport.createListener.bind(transport)

    transport.createListener = (options) => {
      const listener = createListener(options)
      // whoever listens first decides what others hear
      listener.addEventListener('listening', (event) => { event.stopImmediatePropagation() })
      listener.addEventListener('close', (event) => { event.stopImmediatePropagation() })

      return listener
    }

    return transport
  }
}
