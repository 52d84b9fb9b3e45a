import type { ReadStream, WriteStream } from 'node:tty'

/** The other screen, without a cursor, and without lines that go on in the next one. */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l'
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l'
const HOME = '\x1b[H'
const REST_OF_LINE = '\x1b[K'
const REST_OF_SCREEN = '\x1b[J'

/** q, Q, Ctrl-C and Ctrl-D: in raw mode the terminal makes no signals of them. */
const QUIT = ['q', 'Q', '\x03', '\x04']

export interface ScreenInit {
  input: Pick<ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>
  output: Pick<WriteStream, 'write' | 'columns' | 'rows' | 'on' | 'off'>
  onQuit: () => void
  onResize: () => void
}

/** A terminal, as long as it is ours: `leave` gives it back as it was. */
export class Screen {
  readonly #init: ScreenInit
  #left = false

  constructor (init: ScreenInit) {
    const { input, output, onResize } = init
    this.#init = init

    output.write(ENTER)
    output.on('resize', onResize)
    // however the process ends
    process.once('exit', this.#restore)

    if (input.isTTY) {
      input.setRawMode(true)
      input.on('data', this.#onKey)
      input.resume()
    }
  }

  /** What fits on it. */
  get rows (): number {
    return this.#init.output.rows
  }

  /** Without flicker: each line takes the place of the one that was there. What does not fit is left out. */
  draw (lines: string[]): void {
    const fitting = lines.slice(0, this.rows).map((line) => line + REST_OF_LINE)
    this.#init.output.write(HOME + fitting.join('\r\n') + REST_OF_SCREEN)
  }

  /** May be called twice. */
  leave (): void {
    const { input, output, onResize } = this.#init
    process.off('exit', this.#restore)
    output.off('resize', onResize)
    input.off('data', this.#onKey)
    this.#restore()
    input.pause()
  }

  readonly #restore = (): void => {
    if (!this.#left) {
      this.#left = true
      this.#init.output.write(LEAVE)

      if (this.#init.input.isTTY) {
        this.#init.input.setRawMode(false)
      }
    }
  }

  readonly #onKey = (bytes: Buffer): void => {
    if (QUIT.some((key) => bytes.includes(key))) {
      this.#init.onQuit()
    }
  }
}
