/** The table of roles and requests in docs/security.md: what every test of permissions expects. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROLES } from '../../src/coordinator/access.ts'
import type { Role } from '../../src/coordinator/access.ts'

export interface RoleRow {
  /** As on the wire, and more words where only some requests of a kind are meant. */
  request: string

  /** What a user calls, as the table has it. */
  calls: string[]

  /** Any one of these will do. */
  roles: Role[]
}

export const ROLE_TABLE: readonly RoleRow[] = read()

/** The roles that may make a request. */
export function rolesFor (request: string): readonly Role[] {
  const row = ROLE_TABLE.find((each) => each.request === request)

  if (row === undefined) {
    throw new Error(`docs/security.md has no row for ${request}`)
  }

  return row.roles
}

function read (): RoleRow[] {
  const lines = readFileSync(join(import.meta.dirname, '../../docs/security.md'), 'utf8').split('\n')
  const header = lines.findIndex((line) => line.startsWith('| request |'))
  const [, , ...columns] = cellsOf(lines[header])

  if (columns.join() !== ROLES.join()) {
    throw new Error(`the columns of docs/security.md are ${columns.join()}, and the roles ${ROLES.join()}`)
  }

  return lines.slice(header + 2, lines.findIndex((line, at) => at > header && !line.startsWith('|'))).map((line) => {
    const [request = '', api = '', ...cells] = cellsOf(line)

    if (!cells.every((cell) => cell === 'yes' || cell === '')) {
      throw new Error(`${request} has a cell that is neither yes nor empty`)
    }

    return { request, calls: Array.from(api.matchAll(/`(.+?)`/g), ([, call = '']) => call), roles: ROLES.filter((_, at) => cells[at] === 'yes') }
  })
}

function cellsOf (line = ''): string[] {
  return line.split('|').slice(1, -1).map((cell) => cell.trim())
}
