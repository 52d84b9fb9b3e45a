import { EXIT } from './exit-codes.ts'

/** The user, or whoever runs this, wants it to end. */
export class Stopped extends Error {
  readonly exitCode: number

  constructor (exitCode: number) {
    super('stopped by a signal')
    this.name = 'Stopped'
    this.exitCode = exitCode
  }
}

/** How a command learns that it should end. */
export interface Stop {
  /** Aborts with a `Stopped`. */
  readonly signal: AbortSignal

  /** Resolves then. */
  readonly requested: Promise<void>

  /** 130 or 143 once it was requested. */
  readonly exitCode: number
}

/** The first SIGINT or SIGTERM asks for an end, the second one is it. */
export function listenForStop (note: (text: string) => void): Stop {
  const controller = new AbortController()
  const requested = Promise.withResolvers<void>()

  for (const [name, exitCode] of [['SIGINT', EXIT.interrupted], ['SIGTERM', EXIT.terminated]] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) {
        process.exit(exitCode)
      }

      note('stopping; a second signal ends it at once')
      controller.abort(new Stopped(exitCode))
      requested.resolve()
    })
  }

  return {
    signal: controller.signal,
    requested: requested.promise,
    get exitCode () { return (controller.signal.reason as Stopped | undefined)?.exitCode ?? EXIT.ok }
  }
}
