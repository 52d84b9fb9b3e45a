// Three workers, one of which is killed in the middle of its work, and a picture of what happened: the one in the README.
//
//   npm run example examples/pulling-the-plug/main.ts [DIRECTORY]
//
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { barsOf, captionOf, drawRun, isLost } from './picture.ts'
import { recordRun } from './run.ts'

const directory = process.argv[2] ?? tmpdir()
const run = await recordRun()

await writeFile(join(directory, 'pulling-the-plug.json'), `${JSON.stringify(run, undefined, 1)}\n`)
await writeFile(join(directory, 'pulling-the-plug.svg'), drawRun(run))

console.log(captionOf(run, barsOf(run).filter(isLost).length))
console.log(`a picture of it: ${join(directory, 'pulling-the-plug.svg')}`)
