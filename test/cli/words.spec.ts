import { expect } from 'chai'
import { splitWords } from '../../src/cli/words.ts'

const both = { takesCommand: true, takesItems: true }

describe('the words of a command line', () => {
  const table: Array<[line: string, takes: object, own: string, command: string, items: string | undefined]> = [
    ['map q', both, 'map q', '', undefined],
    ['map q -- convert {} ::: a b', both, 'map q', 'convert {}', 'a b'],
    ['map -- convert {}', both, 'map', 'convert {}', undefined],
    ['map q ::: a b', both, 'map q', '', 'a b'],
    ['map q :::', both, 'map q', '', ''],
    ['map -- cmd -- x ::: a', both, 'map', 'cmd -- x', 'a'],
    ['map q ::: a -- b', both, 'map q', '', 'a -- b'],
    ['map -- cmd ::: a ::: b', both, 'map', 'cmd', 'a ::: b'],
    ['work q -- cmd ::: a', { takesCommand: true }, 'work q', 'cmd ::: a', undefined],
    ['put q -- -x', {}, 'put q -- -x', '', undefined],
    ['put q ::: -- -x', { takesItems: true }, 'put q', '', '-- -x']
  ]

  for (const [line, takes, own, command, items] of table) {
    it(`are sorted: ${line}`, () => {
      const words = splitWords(line.split(' '), takes)

      expect(words.own.join(' ')).to.equal(own)
      expect(words.command.join(' ')).to.equal(command)
      expect(words.items?.join(' ')).to.equal(items)
    })
  }
})
