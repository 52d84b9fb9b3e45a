// `npm run generate`: src/protocol/peerq.proto → src/protocol/generated/peerq.{js,d.ts}.
// `--check` writes nothing, and fails when the tree does not hold what it would write.
//
// protons emits enums and namespaces, which Node's type stripping cannot run. So its output
// is compiled once, here, and the result is committed: neither tests nor users need protons.
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'

const root = join(import.meta.dirname, '..')
const proto = join(root, 'src/protocol/peerq.proto')
const generated = join(root, 'src/protocol/generated')
const names = ['peerq.js', 'peerq.d.ts']
const header = '// Made by `npm run generate` from src/protocol/peerq.proto: change that, not this.\n'

const { values: { check } } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

// inside the project, so that the compiler finds protons-runtime
const cache = join(root, 'node_modules/.cache')
await mkdir(cache, { recursive: true })
const temporary = await mkdtemp(join(cache, 'generate-'))

try {
  compile(temporary)

  for (const name of names) {
    const content = header + await readFile(join(temporary, name), 'utf8')
    await (check ? compare : write)(join(generated, name), content)
  }
} finally {
  await rm(temporary, { recursive: true, force: true })
}

function compile (directory: string): void {
  run('protons/dist/bin/protons.js', '--strict', '--output', directory, proto)

  run('typescript/bin/tsc', join(directory, 'peerq.ts'), '--ignoreConfig', '--outDir', directory,
    '--declaration', '--strict', '--skipLibCheck', '--types', 'node', '--newLine', 'lf',
    '--target', 'es2024', '--module', 'nodenext')
}

function run (script: string, ...args: string[]): void {
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], { stdio: 'inherit' })
}

async function write (path: string, content: string): Promise<void> {
  await mkdir(generated, { recursive: true })
  await writeFile(path, content)
}

async function compare (path: string, content: string): Promise<void> {
  if (await readFile(path, 'utf8').catch(() => undefined) !== content) {
    console.error(`${relative(root, path)} is not what the .proto file says: run \`npm run generate\` and commit the result`)
    process.exitCode = 1
  }
}
