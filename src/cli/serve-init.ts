import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { COMMANDS_QUEUE } from './commands-queue.ts'
import { UsageError } from './explain.ts'
import { parseQueueWord, readQueueOptions } from './queue-options.ts'
import type { Environment } from './connection.ts'
import type { Access, CoordinatorInit, Key, Limits, QueueOptions } from '../index.ts'

/** What `peerq serve` can be told by options. */
export interface ServeOptions {
  config?: string
  keyFile?: string
  createKey?: boolean
  farm?: string
  queue?: string[]
  autoCreate?: boolean
  dataDir?: string
  identity?: string
  listen?: string[]
  mdns: boolean
  limit?: string[]
}

/** The same in a file: `--config`. Its paths are from where it lies. */
export interface ServeConfig {
  keyFile?: string
  keyFiles?: Record<string, string>
  farm?: string
  queues?: Record<string, unknown>
  autoCreate?: boolean
  dataDir?: string
  identity?: string
  listen?: string[]
  mdns?: boolean
  limits?: Partial<Limits>
  access?: Access
}

/** What each entry of the file is. */
const KINDS: Readonly<Record<keyof ServeConfig, 'string' | 'boolean' | 'list' | 'object'>> = {
  keyFile: 'string',
  keyFiles: 'object',
  farm: 'string',
  queues: 'object',
  autoCreate: 'boolean',
  dataDir: 'string',
  identity: 'string',
  listen: 'list',
  mdns: 'boolean',
  limits: 'object',
  access: 'object'
}

const HOW = 'docs/cli.md shows such a file'

/**
 * The text of a configuration file, understood.
 *
 * @throws UsageError that names the entry
 */
export function parseConfig (text: string, directory: string): ServeConfig {
  let given: unknown

  try {
    given = JSON.parse(text)
  } catch (err) {
    throw new UsageError(`the configuration is not JSON: ${(err as Error).message}`, HOW, { cause: err })
  }

  if (kindOf(given) !== 'object') {
    throw new UsageError('the configuration is not an object', HOW)
  }

  for (const [name, value] of Object.entries(given as object)) {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name as keyof ServeConfig] : undefined

    if (kind === undefined) {
      throw new UsageError(`the configuration has an entry '${name}', which is none`, `these are: ${Object.keys(KINDS).join(', ')}`)
    }

    if (kindOf(value) !== kind) {
      throw new UsageError(`the entry '${name}' of the configuration is a ${kindOf(value)}, and should be a ${kind}`, HOW)
    }
  }

  return withPaths(given as ServeConfig, (path) => resolve(directory, path))
}

function withPaths (config: ServeConfig, at: (path: string) => string): ServeConfig {
  const { keyFile, keyFiles, dataDir, identity } = config

  return {
    ...config,
    ...keyFile !== undefined && { keyFile: at(keyFile) },
    ...keyFiles && { keyFiles: Object.fromEntries(Object.entries(keyFiles).map(([name, path]) => [name, at(path)])) },
    ...dataDir !== undefined && { dataDir: at(dataDir) },
    ...identity !== undefined && { identity: at(identity) }
  }
}

function kindOf (value: unknown): string {
  return Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value
}

/** What is in the file, and over it what the options say. The key is not read yet. */
export function mergeServe (options: ServeOptions, config: ServeConfig, environment: Environment): ServeConfig & { key?: string } {
  const queues: Record<string, QueueOptions> = { [COMMANDS_QUEUE]: {} }
  const env = (name: string): string | undefined => environment[name] === '' ? undefined : environment[name]

  for (const [name, given] of Object.entries(config.queues ?? {})) {
    queues[name] = readQueueOptions(name, given)
  }

  for (const word of options.queue ?? []) {
    const [name, given] = parseQueueWord(word)
    queues[name] = { ...queues[name], ...given }
  }

  const hasKey = options.keyFile ?? config.keyFile ?? config.keyFiles
  const keyFile = options.keyFile ?? config.keyFile ?? (hasKey === undefined && env('PEERQ_KEY') === undefined ? env('PEERQ_KEY_FILE') : undefined)
  const key = hasKey === undefined ? env('PEERQ_KEY') : undefined
  const farm = options.farm ?? config.farm ?? env('PEERQ_FARM')
  const { dataDir = config.dataDir, identity = config.identity, listen = config.listen, autoCreate = config.autoCreate } = options

  return {
    queues,
    mdns: options.mdns && config.mdns !== false,
    limits: { ...config.limits, ...readLimits(options.limit) },
    ...config.access && { access: config.access },
    ...keyFile !== undefined && { keyFile },
    ...options.keyFile === undefined && config.keyFiles && { keyFiles: config.keyFiles },
    ...key !== undefined && { key },
    ...farm !== undefined && { farm },
    ...dataDir !== undefined && { dataDir },
    ...identity !== undefined && { identity },
    ...listen && { listen },
    ...autoCreate !== undefined && { autoCreate }
  }
}

function readLimits (words: string[] = []): Partial<Limits> {
  return Object.fromEntries(words.map((word) => {
    const [, name, value] = /^(\w+)=(\d+|inf)$/.exec(word) ?? []

    if (name === undefined) {
      throw new UsageError(`${JSON.stringify(word)} is no limit`, 'write: --limit maxPayloadBytes=1048576')
    }

    return [name, value === 'inf' ? Infinity : Number(value)]
  }))
}

/** Everything that a coordinator needs, the keys read, or made where that was asked for. */
export async function serveInit (options: ServeOptions, note: (text: string) => void): Promise<CoordinatorInit> {
  const config = options.config === undefined ? {} : parseConfig(await readFile(options.config, 'utf8'), dirname(options.config))
  const { key, keyFile, keyFiles, queues = {}, ...rest } = mergeServe(options, config, process.env)
  const { defineQueue } = await import('../index.ts')

  return {
    ...rest,
    queues: Object.entries(queues).map(([name, given]) => defineQueue(name, given as QueueOptions)),
    key: await readKeys({ key, keyFile, keyFiles, create: options.createKey === true, note })
  }
}

interface KeySources {
  key: string | undefined
  keyFile: string | undefined
  keyFiles: Record<string, string> | undefined
  create: boolean
  note: (text: string) => void
}

async function readKeys ({ key, keyFile, keyFiles, create, note }: KeySources): Promise<Key | Record<string, Key>> {
  if (keyFiles !== undefined) {
    const entries = Object.entries(keyFiles).map(async ([name, path]) => [name, await readKey(path, create, note)] as const)

    return Object.fromEntries(await Promise.all(entries))
  }

  if (keyFile !== undefined) {
    return readKey(keyFile, create, note)
  }

  if (key === undefined) {
    throw new UsageError('there is no key: who has it is in, and nobody else', 'make one and use it: peerq serve --key-file farm.key --create-key')
  }

  return key
}

async function readKey (path: string, create: boolean, note: (text: string) => void): Promise<Uint8Array> {
  const { generateKey, readKeyFile, writeKeyFile } = await import('../index.ts')

  try {
    return await readKeyFile(path)
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw err
    }

    if (!create) {
      throw new UsageError(`there is no key file ${path}`, `make it: peerq keygen ${path}, or add --create-key`, { cause: err })
    }
  }

  await writeKeyFile(path, generateKey())
  note(`${path} holds a new key: whoever has it is in`)

  return readKeyFile(path)
}
