// `npm run build`: src → dist. What protons generated is JavaScript already and is copied.
import { execFileSync } from 'node:child_process'
import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

await rm(dist, { recursive: true, force: true })

execFileSync(process.execPath, [
  join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, '.config/tsconfig.build.json')
], { stdio: 'inherit' })

const generated = 'protocol/generated'

for (const name of await readdir(join(root, 'src', generated))) {
  await cp(join(root, 'src', generated, name), join(dist, generated, name))
}
