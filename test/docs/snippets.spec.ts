import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import ts from 'typescript'

const root = join(import.meta.dirname, '../..')
const documents = globSync(['README.md', 'docs/**/*.md'], { cwd: root }).sort()

interface Block {
  document: string

  /** Of its first line in the document, from 1. */
  line: number
  code: string
}

/**
 * Every block marked `ts` is a module, `peerq` is our sources, and it has to compile as a user's
 * would. One that begins with `// name.ts` can be imported as `./name.ts` by the others of its
 * document. One marked `ts ignore` is not looked at.
 */
describe('the TypeScript in the documents', () => {
  const mistakes = new Map<string, string[]>()

  before(function () {
    this.timeout(60_000)

    const blocks = new Map(documents.flatMap(blocksOf))

    for (const { document, message } of compile(blocks)) {
      mistakes.set(document, [...mistakes.get(document) ?? [], message])
    }
  })

  for (const document of documents) {
    it(`compiles in ${document}`, () => {
      expect(mistakes.get(document) ?? []).to.deep.equal([])
    })
  }
})

/** The blocks of one document, by the path of the module that each stands for. */
function blocksOf (document: string): Array<[path: string, block: Block]> {
  const blocks = new Map<string, Block>()
  const text = readFileSync(join(root, document), 'utf8')

  for (const match of text.matchAll(/^( *)```ts\n(.*?)\n\1```$/gms)) {
    const [, indent = '', inner = ''] = match
    const code = inner.replaceAll(`\n${indent}`, '\n').slice(indent.length)
    const line = text.slice(0, match.index).split('\n').length + 1
    const folder = join(root, 'docs', 'snippets of', document)
    const [, name = ''] = /^\/\/ ([\w-]+\.ts)$/m.exec(code.split('\n', 1)[0] ?? '') ?? []
    const path = join(folder, name)

    blocks.set(name === '' || blocks.has(path) ? join(folder, `line-${line}.ts`) : path, { document, line, code })
  }

  return [...blocks]
}

function compile (blocks: Map<string, Block>): Array<{ document: string, message: string }> {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as { config: { compilerOptions: object } }
  const { options } = ts.convertCompilerOptionsFromJson({
    ...config.compilerOptions,
    types: ['node'],
    paths: { peerq: [join(root, 'src/index.ts')], 'peerq/testing': [join(root, 'src/testing/index.ts')] },
    moduleDetection: 'force',
    noUnusedLocals: false,
    noUnusedParameters: false
  }, root)

  const program = ts.createProgram([...blocks.keys()], options, hostOf(blocks, options))

  return [...blocks].flatMap(([path, { document, line }]) => {
    const file = program.getSourceFile(path)

    return ts.getPreEmitDiagnostics(program, file).map(({ start = 0, messageText }) => {
      const at = line + (file?.getLineAndCharacterOfPosition(start).line ?? 0)

      return { document, message: `${document}:${at} ${ts.flattenDiagnosticMessageText(messageText, '\n')}` }
    })
  })
}

/** The file system, and the blocks in it. */
function hostOf (blocks: Map<string, Block>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  const folders = new Set([...blocks.keys()].map((path) => dirname(path)))
  const { getSourceFile } = host

  return {
    ...host,
    fileExists: (path) => blocks.has(path) || existsSync(path),
    readFile: (path) => blocks.get(path)?.code ?? ts.sys.readFile(path),
    directoryExists: (path) => folders.has(path) || ts.sys.directoryExists(path),
    getSourceFile (path, languageVersion, ...rest) {
      const block = blocks.get(path)

      return block == null
        ? getSourceFile(path, languageVersion, ...rest)
        : ts.createSourceFile(path, block.code, languageVersion)
    }
  }
}
