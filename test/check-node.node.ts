import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'chai'
import ts from 'typescript'
import { nodeTooOld } from '../src/check-node.ts'

const root = join(import.meta.dirname, '..')

describe('importing peerq on a Node.js that is too old', () => {
  let built: string

  before(async () => {
    built = await transpile(join(root, 'src'))
  })

  after(async () => {
    await rm(built, { recursive: true, force: true })
  })

  it('says so before anything else is evaluated', () => {
    const pretend = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })'

    expectRefusal(process.execPath, '20.20.2', ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`])
  })

  it('says so on an old Node.js itself, which has to link the whole graph first', function () {
    const old = oldNode()

    if (old == null) {
      this.skip()
    }

    expectRefusal(old.path, old.version)
  })

  it('is one sentence of the command, too', () => {
    const pretend = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })'
    const old = oldNode()
    const runs: Array<[node: string, version: string, args: string[]]> = [
      [process.execPath, '20.20.2', ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`]],
      ...old === undefined ? [] : [[old.path, old.version, []] as [string, string, string[]]]
    ]

    for (const [node, version, args] of runs) {
      const { status, stdout, stderr } = spawnSync(node, [...args, join(built, 'cli/bin.js'), '--version'], { encoding: 'utf8' })

      expect(stderr).to.equal(`peerq: ${nodeTooOld(version)}\n`)
      expect(stdout).to.equal('')
      expect(status).to.equal(1)
    }
  })

  function expectRefusal (node: string, version: string, args: string[] = []): void {
    const entry = pathToFileURL(join(built, 'index.js')).href
    const { status, stdout, stderr } = spawnSync(node, [
      ...args, '--input-type=module', '--eval', `import ${JSON.stringify(entry)}; console.log('evaluated')`
    ], { encoding: 'utf8' })

    expect(stderr).to.include(`Error: ${nodeTooOld(version)}\n`)
    expect(stdout).to.equal('')
    expect(status).to.equal(1)
  }
})

/** As the build does, but without checking types, and where the packages are still found. */
async function transpile (source: string): Promise<string> {
  const cache = join(root, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const out = await mkdtemp(join(cache, 'check-node-'))
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true
  }

  for await (const file of glob('**/*.{ts,js}', { cwd: source })) {
    const to = join(out, file.replace(/\.ts$/, '.js'))
    await mkdir(dirname(to), { recursive: true })

    if (file.endsWith('.js')) {
      await cp(join(source, file), to)
    } else if (!file.endsWith('.d.ts')) {
      await writeFile(to, ts.transpileModule(await readFile(join(source, file), 'utf8'), { compilerOptions }).outputText)
    }
  }

  await writeFile(join(out, 'package.json'), '{ "type": "module" }')

  return out
}

/** The first Node.js on the path that should be refused: often the machine's own, behind the project's. */
function oldNode (): { path: string, version: string } | undefined {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(directory, 'node')

    if (existsSync(path)) {
      const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().slice(1)

      if (nodeTooOld(version) != null) {
        return { path, version }
      }
    }
  }
}
