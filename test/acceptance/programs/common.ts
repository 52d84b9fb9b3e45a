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

/** This process does not outlive its test, however that ends. */
export function endWithTest (): void {
  process.once('disconnect', () => { process.exit() })
}
