import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'

const root = join(import.meta.dirname, '../..')
const page = read('docs/from-python.md')

describe('docs/from-python.md', () => {
  for (const [heading, example] of [['The coordinator', 'coordinator.ts'], ['The worker', 'worker.ts']] as const) {
    describe(heading, () => {
      const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? ''
      const [, python = ''] = /^```python\n(.*?)^```$/ms.exec(section) ?? []
      const rows = Array.from(section.matchAll(/^\| (.*?) ?\| (.*?) ?\| .*\|$/gm), ([, theirs, ours]) => [code(theirs), code(ours)] as const).slice(1)
      const pythonLines = linesOf(python)
      const ourLines = linesOf(read(`examples/01-recipe/${example}`))

      it('sets every line of the Python program next to ours, in order', () => {
        expect(pythonLines).to.not.be.empty
        expect(rows.map(([theirs]) => theirs).filter((line) => line !== '')).to.deep.equal(unique(pythonLines))
      })

      it('quotes our example as it is', () => {
        const quoted = rows.map(([, ours]) => ours).filter((line) => line !== '')

        expect(quoted).to.not.be.empty
        expect(ourLines).to.include.members(quoted)
      })

      it('leaves out no line of our example that does something with a queue', () => {
        const quoted = new Set(rows.map(([, ours]) => ours))

        expect(ourLines.filter((line) => /\b(tasks|results|farm)\b/.test(line) && !line.startsWith('//') && !quoted.has(line))).to.deep.equal([])
      })
    })
  }
})

function read (path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function linesOf (program: string): string[] {
  return program.split('\n').map((line) => line.trim()).filter((line) => line !== '')
}

/** What stands between backticks, one or two of them. */
function code (cell = ''): string {
  return /^(`+)(.*)\1$/.exec(cell)?.[2] ?? cell.replace(/^-+$/, '')
}

function unique (lines: string[]): string[] {
  return [...new Set(lines)]
}
