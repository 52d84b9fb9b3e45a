/**
 * What Node.js makes of the sources is kept for the next process, those that tests start included: most
 * of what a short process does is to load, and from here it takes half as long.
 */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { env } from 'node:process'

env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../node_modules/.cache/node')
enableCompileCache(env.NODE_COMPILE_CACHE)
