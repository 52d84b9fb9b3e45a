import { expect } from 'chai'
import { readResult, readTask } from '../../../src/cli/run/travel.ts'

const data = Uint8Array.of(1)
const TASK = { command: 'cat', args: ['a'], stdin: 'x', files: [{ path: 'a', data, executable: false }], returns: ['b'], tries: 1, maxAttempts: 3 }
const RESULT = { exit: 0, stdout: data, stderr: data, files: [{ path: 'b', data, executable: true }], ms: 1.5, startedAt: 1, attempt: 2, worker: 'w' }

describe('commands that travel', () => {
  it('are read as they were sent', () => {
    expect(readTask(TASK)).to.deep.equal(TASK)
    expect(readTask({ ...TASK, stdin: undefined, more: 1, files: [], returns: [] })).to.not.have.any.keys('stdin', 'more')
  })

  const bad: Array<[what: string, task: unknown]> = [
    ['text', 'cat a'],
    ['nothing', null],
    ['a list', [TASK]],
    ['no command', { ...TASK, command: '' }],
    ['a command that is no text', { ...TASK, command: 1 }],
    ['arguments that are no texts', { ...TASK, args: [1] }],
    ['stdin that is no text', { ...TASK, stdin: 1 }],
    ['a file without bytes', { ...TASK, files: [{ path: 'a', data: 'x' }] }],
    ['no list of files', { ...TASK, files: { 0: {} } }],
    ['no count of tries', { ...TASK, tries: 0 }],
    ['half an attempt', { ...TASK, maxAttempts: 1.5 }]
  ]

  for (const [what, task] of bad) {
    it(`are refused: ${what}`, () => {
      expect(() => readTask(task)).to.throw(TypeError)
    })
  }

  for (const path of ['../a', '/etc/passwd', '', 'a/']) {
    it(`bring no file to, and fetch none from, ${JSON.stringify(path)}`, () => {
      expect(() => readTask({ ...TASK, files: [{ path, data }] })).to.throw('no path below')
      expect(() => readTask({ ...TASK, returns: [path] })).to.throw('no path below')
      expect(() => readResult({ ...RESULT, files: [{ path, data }] }, new Set([path]))).to.throw('no path below')
    })
  }

  it('bring back what was asked for', () => {
    expect(readResult(RESULT, new Set(['b', 'c']))).to.deep.equal(RESULT)
    expect(readResult({ ...RESULT, signal: 'SIGKILL' }, new Set(['b'])).signal).to.equal('SIGKILL')
  })

  it('bring back nothing else', () => {
    expect(() => readResult(RESULT, new Set(['c']))).to.throw('not asked for: "b"')
    expect(() => readResult({ ...RESULT, files: [{ path: './b/../.ssh/authorized_keys', data }] }, new Set(['b']))).to.throw('not asked for')

    for (const result of [null, 'x', { ...RESULT, stdout: 'x' }, { ...RESULT, exit: -1 }, { ...RESULT, worker: undefined }, { ...RESULT, ms: '1' }]) {
      expect(() => readResult(result, new Set(['b']))).to.throw(TypeError)
    }
  })
})
