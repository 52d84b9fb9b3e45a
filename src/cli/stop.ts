import { EXIT } from './exit-codes.ts'

/** The user, or whoever runs this, wants it to end. */
export class Stopped extends Error {
  readonly exitCode: number

  constructor (exitCode: number, message = 'stopped by a signal') {
    super(message)
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

  /** Requests it for another reason than a signal. */
  end (reason: Stopped): void
}

/** The first SIGINT or SIGTERM asks for an end, the second one is it. */
export function listenForStop (note: (text: string) => void): Stop {
  const controller = new AbortController()
  const requested = Promise.withResolvers<void>()
  const end = (reason: Stopped): void => {
    controller.abort(reason)
    requested.resolve()
  }

  for (const [name, exitCode] of [['SIGINT', EXIT.interrupted], ['SIGTERM', EXIT.terminated]] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) {
        process.exit(exitCode)
      }

      note('stopping; a second signal ends it at once')
      end(new Stopped(exitCode))
    })
  }

  return {
    signal: controller.signal,
    requested: requested.promise,
    end,
    get exitCode () { return (controller.signal.reason as Stopped | undefined)?.exitCode ?? EXIT.ok }
  }
}
