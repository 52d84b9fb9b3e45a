import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The part of V8's format that is needed here. */
interface Profile {
  nodes: Array<{ id: number, callFrame: { functionName: string, url: string } }>
  samples: number[]
  timeDeltas: number[]
}

/** CPU time of one kind of process, by layer: microseconds, all processes of the kind together. */
export type Layers = Map<string, number>

/** Reads the profiles that processes have left in a directory: the program's name → its layers. */
export async function readProfiles (directory: string): Promise<Map<string, Layers>> {
  const programs = new Map<string, Layers>()

  for (const file of await readdir(directory)) {
    if (file.endsWith('.cpuprofile')) {
      const profile = JSON.parse(await readFile(join(directory, file), 'utf8')) as Profile
      const name = file.slice(0, file.indexOf('.'))
      const layers = programs.get(name) ?? new Map<string, number>()
      programs.set(name, layers)
      addUp(profile, layers)
    }
  }

  return programs
}

function addUp ({ nodes, samples, timeDeltas }: Profile, layers: Layers): void {
  const layerOf = new Map(nodes.map(({ id, callFrame }) => [id, layer(callFrame)]))

  for (const [index, sample] of samples.entries()) {
    const name = layerOf.get(sample)

    if (name !== undefined) {
      layers.set(name, (layers.get(name) ?? 0) + (timeDeltas[index] ?? 0))
    }
  }
}

/** A folder of src, a package, or what V8 and Node.js do themselves; nothing for idle time. */
function layer ({ functionName, url }: Profile['nodes'][number]['callFrame']): string | undefined {
  if (functionName === '(idle)') {
    return undefined
  }

  if (functionName === '(garbage collector)') {
    return 'garbage collection'
  }

  const ours = /\/src\/([\w-]+)/.exec(url)?.[1]
  const theirs = /\/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\/(?!.*\/node_modules\/)/.exec(url)?.[1]

  if (theirs !== undefined) {
    return theirs
  }

  if (ours !== undefined) {
    return `src/${ours}`
  }

  if (url.includes('/bench/')) {
    return 'the benchmark'
  }

  return 'Node.js and system calls'
}
