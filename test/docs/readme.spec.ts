import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'chai'

const root = join(import.meta.dirname, '../..')
const readme = read('README.md')
const { scripts, version, engines } = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>
  version: string
  engines: { node: string }
}

describe('README.md', () => {
  it('names only commands that there are', () => {
    const shell = Array.from(readme.matchAll(/^```sh\n(.*?)^```$/gms), ([, commands = '']) => commands).join('\n')
    const run = Array.from(`${shell}\n${readme}`.matchAll(/npm run ([\w:]+)/g), ([, script = '']) => script)

    expect(shell).to.include('npm ci && npm run demo').and.to.include('npm cit')
    expect(Object.keys(scripts)).to.include.members([...run, 'test'])
  })

  it('names the version that `npm pack` makes, and the Node.js that it needs', () => {
    expect(readme).to.include(`peerq-${version}.tgz`)
    expect(readme).to.include(`Node.js ${engines.node.replace('>=', '')} or newer`)
  })

  it('leads to every example', () => {
    const examples = readdirSync(join(root, 'examples'))

    expect(examples).to.not.be.empty
    expect(linksOf('README.md')).to.include.members(examples.map((name) => `examples/${name}`))
  })

  it('promises what the guarantees promise', () => {
    const promises = promisesIn(readme)

    expect(promises).to.have.lengthOf(5)
    expect(promisesIn(read('docs/guarantees.md'))).to.deep.equal(promises)
  })

  it('leads to every document, in some steps', () => {
    const reached = new Set(['README.md'])

    // a set that grows while it is gone through
    for (const document of reached) {
      linksOf(document).map((link) => join(dirname(document), link))
        .filter((path) => path.endsWith('.md') && existsSync(join(root, path)))
        .forEach((path) => reached.add(path))
    }

    expect([...reached]).to.include.members(globSync('docs/**/*.md', { cwd: root }))
  })
})

describe('the documents', () => {
  for (const document of ['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: root })]) {
    it(`lead nowhere that is not there: ${document}`, () => {
      const dead = linksOf(document).filter((link) => !existsSync(join(root, dirname(document), link)))

      expect(dead).to.deep.equal([])
    })
  }
})

describe('docs/architecture.md', () => {
  it('names only files and folders that there are', () => {
    const [...paths] = read('docs/architecture.md').matchAll(/`((?:[\w.-]+\/)+(?:[\w.-]+\.\w+)?|[\w-]+\.ts)`/g)
    const missing = paths.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, 'src', path)))

    expect(paths).to.not.be.empty
    expect(missing).to.deep.equal([])
  })
})

function read (path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Those within the project. */
function linksOf (document: string): string[] {
  return Array.from(read(document).matchAll(/\]\(([^)#]+)[^)]*\)/g), ([, link = '']) => link).filter((link) => !link.includes('://'))
}

function promisesIn (text: string): string[] {
  return text.split('\n').filter((line) => /^\d\. /.test(line)).slice(0, 5)
}
