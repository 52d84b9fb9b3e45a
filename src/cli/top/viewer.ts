import { styleText } from 'node:util'
import { Screen } from './screen.ts'
import { viewLines } from './view.ts'
import type { Output } from '../output.ts'
import type { FarmView } from './view.ts'

/** Where looks at a farm go. */
export interface Viewer {
  show (view: FarmView): void

  /** The connection is gone, and looked for; or is back. */
  lost (isLost: boolean): void

  /** Lets go of the terminal. May be called twice. */
  end (): void
}

/** The screen, if there is one, and otherwise lines. `onQuit`: the user has seen enough. */
export function createViewer (output: Output, onQuit: () => void): Viewer {
  const isScreen = process.stdout.isTTY && process.env.TERM !== 'dumb' && !output.isJson

  return isScreen ? screenViewer(onQuit) : lineViewer(output)
}

function lineViewer (output: Output): Viewer {
  let isFirst = true

  return {
    show (view) {
      if (output.isJson) {
        output.json(view)
        return
      }

      const lines = [timeOf(view), ...viewLines(view, { rows: Infinity })]
      lines.forEach((line, index) => { output.line(index === 0 && !isFirst ? `\n${line}` : line) })
      isFirst = false
    },

    lost (isLost) {
      output.note(isLost ? 'the connection is gone; looking for the coordinator' : 'connected again')
    },

    end () {}
  }
}

function screenViewer (onQuit: () => void): Viewer {
  let view: FarmView | undefined
  let isLost = false

  const draw = (): void => {
    const title = ['peerq top', ...view === undefined ? [] : [timeOf(view)], isLost ? 'no connection, looking for the coordinator' : 'q quits'].join(' · ')
    const farm = view === undefined ? [] : viewLines(view, { rows: screen.rows - 1, heading: bold })

    screen.draw([isLost ? styleText(['bold', 'red'], title) : bold(title), ...farm])
  }

  const screen = new Screen({ input: process.stdin, output: process.stdout, onQuit, onResize: draw })

  return {
    show (next) {
      view = next
      draw()
    },

    lost (is) {
      isLost = is
      draw()
    },

    end () {
      screen.leave()
    }
  }
}

function timeOf ({ at }: FarmView): string {
  return new Date(at).toLocaleTimeString('en-GB')
}

function bold (text: string): string {
  return styleText('bold', text)
}
