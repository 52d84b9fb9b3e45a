import { kindOf } from '../arguments.ts'

/**
 * What somebody may do with a queue. `put`: put items in, and follow, await and cancel tasks.
 * `work`: take items out and settle them. `observe`: look at tasks, statistics and peers.
 * `admin`: all of that, and everything that changes the queue itself.
 */
export type Role = 'put' | 'work' | 'observe' | 'admin'

export const ROLES: readonly Role[] = ['put', 'work', 'observe', 'admin']

/**
 * Who may do what: `{ [who]: { [queue or '*']: roles } }`, where who is `key:NAME` (whoever came
 * in with the key of that name), a peer id, or `*` (everybody). All entries that fit count together.
 */
export type Access = Record<string, Record<string, Role[]>>

/** Whom access is asked for. */
export interface Caller {
  peerId: string

  /** '' for a key without a name. */
  keyName: string

  /** The coordinator's own process. */
  local: boolean
}

/** An `Access` that was checked. Maps, since a peer may name a queue `constructor`. */
export type AccessTable = ReadonlyMap<string, ReadonlyMap<string, readonly Role[]>>

const ANY = '*'
const ALL_ROLES: ReadonlySet<Role> = new Set(ROLES)

/** Throws a `TypeError` for what is no object of objects. */
export function checkAccess (access: unknown): asserts access is Record<string, Record<string, unknown>> {
  if (!isRecord(access)) {
    throw new TypeError(`access is an object like { 'key:press': { news: ['put'] } }, not ${kindOf(access)}`)
  }

  for (const [who, queues] of Object.entries(access)) {
    if (!isRecord(queues)) {
      throw new TypeError(`access['${who}'] is an object of queues and roles, like { news: ['put'] } or { '*': ['work'] }, not ${kindOf(queues)}`)
    }
  }
}

/** Throws a `TypeError` that names what is wrong. */
export function readAccess (access: Access): AccessTable {
  checkAccess(access)

  return new Map(Object.entries(access).map(([who, queues]) =>
    [who, new Map(Object.entries(queues).map(([queue, roles]) => [queue, readRoles(`access['${who}']['${queue}']`, roles)]))]))
}

/**
 * The roles of `caller` on `queue`; '' for what concerns the whole farm, where only `*` counts.
 *
 * The coordinator's own process has them all. A key that `access` does not mention has the
 * role that it is named after, if it is named after one; without any `access` a key without
 * a name has them all: that is what sharing one key means.
 */
export function rolesOf (access: AccessTable | undefined, caller: Caller, queue: string): ReadonlySet<Role> {
  const { keyName } = caller

  if (caller.local || (access === undefined && keyName === '')) {
    return ALL_ROLES
  }

  const named = keyName === '' ? undefined : access?.get(`key:${keyName}`)
  const entries = [named, access?.get(caller.peerId), access?.get(ANY)]
  const roles = entries.flatMap((entry) => [...entry?.get(ANY) ?? [], ...entry?.get(queue) ?? []])

  return new Set(named === undefined && isRole(keyName) ? [keyName, ...roles] : roles)
}

/** Whether one of `needed` is held; `admin` stands for every role. */
export function suffices (held: ReadonlySet<Role>, needed: readonly Role[]): boolean {
  return held.has('admin') || needed.some((role) => held.has(role))
}

/** Says in words what is lacking, for a `PermissionError`. */
export function lacking (needed: readonly Role[], caller: Caller, queue: string): string {
  const roles = needed.map((role) => `'${role}'`).join(' or ')
  const where = queue === '' ? "on all queues ('*')" : `on queue '${queue}'`
  const key = caller.keyName === '' ? 'the pre-shared key' : `key '${caller.keyName}'`

  return `this call needs the role ${roles} ${where}, which neither ${key} nor peer ${caller.peerId} has: see 'access' of the coordinator`
}

function readRoles (place: string, roles: unknown): Role[] {
  if (!Array.isArray(roles) || !roles.every(isRole)) {
    throw new TypeError(`${place} is a list of roles (${ROLES.join(', ')}), and this is ${textOf(roles)}`)
  }

  return [...roles]
}

function textOf (roles: unknown): string {
  if (Array.isArray(roles)) {
    return `[${roles.map(textOf).join(', ')}]`
  }

  return typeof roles === 'string' ? JSON.stringify(roles) : kindOf(roles)
}

function isRecord (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRole (value: unknown): value is Role {
  return (ROLES as readonly unknown[]).includes(value)
}
