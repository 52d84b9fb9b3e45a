import { expect } from 'chai'
import { fill, fillLine, hasPlaceholder, quoteForShell } from '../../../src/cli/run/template.ts'

describe('templates', () => {
  const table: Array<[template: string, item: string, filled: string]> = [
    ['{}', 'photos/a.png', 'photos/a.png'],
    ['{.}.jpg', 'photos/a.png', 'photos/a.jpg'],
    ['{/}', 'photos/a.png', 'a.png'],
    ['{//}', 'photos/a.png', 'photos'],
    ['{//}', 'a.png', '.'],
    ['{/.}', 'photos/a.tar.gz', 'a.tar'],
    ['{#}-{}', 'x', '7-x'],
    ['{.}', 'photos.d/a', 'photos.d/a'],
    ['{.}', '.profile', '.profile'],
    ['a{}b{}', 'x', 'axbx'],
    ['{}', '{.}', '{.}'],
    ['{}', '$& $1', '$& $1'],
    ['{ } {x} {', 'x', '{ } {x} {']
  ]

  for (const [template, item, filled] of table) {
    it(`make ${JSON.stringify(filled)} of ${template} with ${item}`, () => {
      expect(fill(template, { item, number: '7' })).to.equal(filled)
    })
  }

  it('know whether they take the item', () => {
    expect(['{}', 'a{.}', '{#}', '{/.}'].every(hasPlaceholder)).to.equal(true)
    expect(['', 'a', '{x}', '{ }'].some(hasPlaceholder)).to.equal(false)
  })

  it('keep an item in one argument, whatever is in it', () => {
    expect(fillLine(['echo', '-n', '{}'], { item: '$(touch x); "a b"', number: '1' }))
      .to.deep.equal({ command: 'echo', args: ['-n', '$(touch x); "a b"'], takesStdin: false })
  })

  it('leave the item to stdin where no word takes it', () => {
    expect(fillLine(['wc', '-w'], { item: 'x', number: '1' })).to.deep.equal({ command: 'wc', args: ['-w'], takesStdin: true })
  })

  it('quote it for a shell, where one was asked for', () => {
    expect(fillLine(['echo {} |', 'cat'], { item: 'it\'s $(x)', number: '1' }, { shell: true }))
      .to.deep.equal({ command: 'sh', args: ['-c', 'echo \'it\'\\\'\'s $(x)\' | cat'], takesStdin: false })
    expect(quoteForShell('')).to.equal('\'\'')
  })
})
