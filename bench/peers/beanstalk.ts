import { connect } from 'node:net'
import type { Socket } from 'node:net'

const LINE = Buffer.from('\r\n')

/** What beanstalkd answered: the words of the line, and the body of a job. */
export interface Answer {
  words: string[]
  body?: Buffer
}

/** A connection to beanstalkd: commands are written at once, their answers come in their order. */
export class Beanstalk {
  readonly #socket: Socket
  readonly #waiting: Array<(answer: Answer) => void> = []
  #bytes: Buffer = Buffer.alloc(0)
  #isCorked = false

  constructor (port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (chunk) => { this.#read(chunk) })
  }

  /** Sends a command; what one turn sends travels together. */
  async ask (command: string, body?: Buffer): Promise<Answer> {
    if (!this.#isCorked) {
      this.#isCorked = true
      this.#socket.cork()
      setImmediate(() => {
        this.#isCorked = false
        this.#socket.uncork()
      })
    }

    this.#socket.write(`${command}\r\n`)

    if (body !== undefined) {
      this.#socket.write(body)
      this.#socket.write(LINE)
    }

    return new Promise((resolve) => { this.#waiting.push(resolve) })
  }

  #read (chunk: Buffer): void {
    const bytes = this.#bytes.byteLength === 0 ? chunk : Buffer.concat([this.#bytes, chunk])
    let offset = 0

    for (;;) {
      const end = bytes.indexOf(LINE, offset)

      if (end < 0) {
        break
      }

      const words = bytes.toString('latin1', offset, end).split(' ')
      const start = end + LINE.byteLength
      const length = words[0] === 'RESERVED' ? Number(words[2]) : undefined

      if (length === undefined) {
        offset = start
        this.#answer({ words })
      } else if (start + length + LINE.byteLength <= bytes.byteLength) {
        offset = start + length + LINE.byteLength
        this.#answer({ words, body: bytes.subarray(start, start + length) })
      } else {
        break
      }
    }

    this.#bytes = bytes.subarray(offset)
  }

  #answer (answer: Answer): void {
    this.#waiting[0]?.(answer)
    this.#waiting.shift()
  }
}
