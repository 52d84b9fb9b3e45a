import { expect } from 'chai'
import * as errors from '../../src/errors.ts'
import { describe as inWords, explain, EXPLANATIONS, UsageError } from '../../src/cli/explain.ts'
import { EXIT } from '../../src/cli/exit-codes.ts'
import { Stopped } from '../../src/cli/stop.ts'

describe('errors, explained', () => {
  it('have an exit code and an advice for each class of ours, and for no other', () => {
    expect(Object.keys(EXPLANATIONS).sort()).to.deep.equal(Object.keys(errors).filter((name) => name !== 'PeerqError').sort())
  })

  it('take two lines, whatever the message', () => {
    const explanation = explain(new errors.EmptyError('nothing\n  came'))

    expect(explanation).to.include({ exit: EXIT.unavailable, name: 'EmptyError', code: 'ERR_EMPTYERROR', message: 'nothing came' })
    expect(inWords(explanation).split('\n')).to.have.lengthOf(2)
  })

  const table: Array<[what: string, error: unknown, exit: number]> = [
    ['a wrong command line', new UsageError('no', 'do'), EXIT.usage],
    ['a wrong argument of the library', new RangeError('no'), EXIT.usage],
    ['a file that is not there', Object.assign(new Error('ENOENT'), { code: 'ENOENT', syscall: 'open' }), EXIT.usage],
    ['a signal', new Stopped(130), 130],
    ['a bug', new Error('bug'), EXIT.failed],
    ['something that is no error', 'no', EXIT.failed],
    ["somebody else's error of the same name", Object.assign(new Error('no'), { name: 'TimeoutError' }), EXIT.failed]
  ]

  for (const [what, error, exit] of table) {
    it(`exit with ${exit} for ${what}`, () => {
      expect(explain(error).exit).to.equal(exit)
    })
  }
})
