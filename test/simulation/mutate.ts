/** To be imported before anything else: makes the mistake that the environment's PEERQ_MUTANT names. What is in src knows nothing of it. */
import { registerHooks } from 'node:module'
import { MUTANTS, mutate } from './mutants.ts'

const name = process.env.PEERQ_MUTANT ?? ''
const mutant = MUTANTS[name]

if (mutant === undefined) {
  throw new RangeError(`there is no mutant '${name}'`)
}

registerHooks({
  load (url, context, nextLoad) {
    const loaded = nextLoad(url, context)

    return url.endsWith(`/src/${mutant.file}`) ? { ...loaded, source: mutate(Buffer.from(loaded.source as Uint8Array).toString(), mutant) } : loaded
  }
})
