/** To be imported before anything else: makes the mistake that the environment's PEERQ_MUTANT names. What is in src knows nothing of it. */
import { registerHooks } from 'node:module'
import { MUTANTS } from './mutants.ts'

const name = process.env.PEERQ_MUTANT ?? ''
const mutant = MUTANTS[name]

if (mutant === undefined) {
  throw new RangeError(`there is no mutant '${name}'`)
}

const { file, changes } = mutant

registerHooks({
  load (url, context, nextLoad) {
    const loaded = nextLoad(url, context)

    if (!url.endsWith(`/src/${file}`)) {
      return loaded
    }

    let source = Buffer.from(loaded.source as Uint8Array).toString()

    for (const [from, to] of changes) {
      if (source.split(from).length !== 2) {
        throw new Error(`mutant '${name}': this is not once in ${file}: ${from}`)
      }

      source = source.replace(from, () => to)
    }

    return { ...loaded, source }
  }
})
