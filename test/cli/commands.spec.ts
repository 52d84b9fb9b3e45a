import { expect } from 'chai'
import { COMMANDS } from '../../src/cli/commands/index.ts'
import { createParser } from '../../src/cli/main.ts'
import { splitWords } from '../../src/cli/words.ts'

describe('the commands', () => {
  it('have names of their own', () => {
    expect(new Set(COMMANDS.map(({ name }) => name))).to.have.lengthOf(COMMANDS.length)
  })

  for (const command of COMMANDS) {
    describe(command.name, () => {
      it('is summed up in one line', () => {
        expect(command.summary).to.match(/^[a-z“'].{4,90}[^.]$/)
      })

      for (const [line] of command.examples) {
        it(`takes its own example: ${line}`, async () => {
          const words = /(?:^|\| |&& )(?:npx )?(?:PEERQ_\S+ )*peerq (.*?)(?: [|&<>].*)?$/.exec(line)?.[1]?.match(/"[^"]*"|'[^']*'|\S+/g) ?? []
          const called: string[] = []

          await createParser(async ({ name }) => { called.push(name) }).parseAsync(splitWords(words, command).own, { from: 'user' })

          expect(called).to.deep.equal([command.name])
        })
      }

      it('has its examples in its help', () => {
        let help = ''
        const parser = createParser(async () => {}).commands.find((each) => each.name() === command.name)
        parser?.configureOutput({ writeOut: (text) => { help += text } }).outputHelp()

        for (const [line] of command.examples) {
          expect(help).to.include(`  ${line}\n`)
        }
      })
    })
  }
})
