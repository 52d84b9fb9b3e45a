import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { COMMANDS } from '../../src/cli/commands/index.ts'
import { createParser } from '../../src/cli/main.ts'
import { splitWords } from '../../src/cli/words.ts'

/** Every `peerq …` that a document has its reader type. */
function linesOf (document: string): string[] {
  const text = readFileSync(join(import.meta.dirname, '../..', document), 'utf8')
  const blocks = Array.from(text.matchAll(/^```(?:sh|ini)\n(.*?)^```$/gms), ([, block = '']) => block).join('\n')

  return Array.from(`${blocks}\n${text.replaceAll(/^```.*?^```$/gms, '')}`.matchAll(/(?:npx |\/\.bin\/)peerq ([^`\n]+)/g), ([, line = '']) => line)
}

for (const document of ['README.md', 'docs/deployment.md']) {
  describe(`the command lines in ${document}`, () => {
    const lines = linesOf(document)

    it('are some', () => {
      expect(lines.length).to.be.at.least(3)
    })

    for (const line of lines) {
      it(`are taken: peerq ${line}`, async () => {
        const words = line.split(' ')
        const command = COMMANDS.find(({ name }) => name === words[0])
        const called: string[] = []

        expect(command === undefined).to.equal(words[0] === 'help')
        await createParser(async ({ name }) => { called.push(name) }).parseAsync(splitWords(words, command).own, { from: 'user' }).catch((err: unknown) => {
          expect((err as { code?: string }).code).to.equal('commander.help')
        })
        expect(called).to.deep.equal(command === undefined ? [] : [command.name])
      })
    }
  })
}
