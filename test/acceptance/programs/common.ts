/** What the programs of this folder share: the one argument, and how they talk to the test that started them. */
import type { Saying } from '../child.ts'

/** What the test has for its program. */
export interface Args {
  key: string
  address: string
}

export function argsOf<A = object> (): A & Args {
  return JSON.parse(process.argv[2] as string) as A & Args
}

export function say (type: string, detail: Record<string, unknown> = {}): void {
  process.send?.({ type, ...detail })
}

/** Does something each time the test says this. */
export function onTold (type: string, act: (saying: Saying) => Promise<void> | void): void {
  process.on('message', (saying: Saying) => {
    if (saying.type === type) {
      void act(saying)
    }
  })
}

/** Nothing of the test keeps this process alive any more. */
export function letGo (): void {
  process.disconnect()
}

/** The exit code of a process that lived on although nothing was left to do. */
const LINGERED = 3

/**
 * From here on nothing is left to do, and this process ends by itself. What counts is how long its event loop waits
 * for something, and not how long it takes: that may be the machine's doing.
 *
 * @param idleMs - milliseconds for which it may wait; as it is, an idle timer of a second would be seen
 */
export function endsByItself (idleMs = 900): void {
  const stopped = performance.eventLoopUtilization()

  process.on('exit', () => {
    if (performance.eventLoopUtilization(stopped).idle > idleMs) {
      process.exitCode = LINGERED
    }
  })
}

/** This process does not outlive its test, however that ends. */
export function endWithTest (): void {
  process.once('disconnect', () => { process.exit() })
}
