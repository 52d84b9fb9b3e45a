import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, relative, resolve, sep } from 'node:path'

/** What a user of the package has installed too. */
const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))

/**
 * Holds the arrows of the architecture. A room is a folder of src, or a file right inside it.
 * Files of one room may import each other; everything else has to be in the table, given as the
 * option: `{ [room]: { imports: room[], types?: room[], packages?: string[] } }`. From `types` a
 * room may `import type` only. `packages` defaults to Node's
 * own modules and the dependencies of package.json. Dynamic imports count as static ones do.
 *
 * A rule of our own, because `no-restricted-imports` compares specifiers as text: it cannot tell
 * `../index.ts` of src from that of a folder, and does not see `import()`.
 */
export const layers = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object' }],
    messages: {
      homeless: '{{room}} is not in the table of layers: say what it may import',
      outside: 'src imports nothing outside src',
      arrow: '{{room}} may not import {{target}}',
      typeOnly: '{{room}} may only `import type` from {{target}}',
      package: '{{room}} may not import {{target}}',
      unknown: '{{target}} is neither one of Node\'s modules nor in the dependencies of package.json'
    }
  },

  create (context) {
    const [table] = context.options
    const source = join(context.cwd, 'src')
    const room = roomOf(relative(source, context.filename))
    const may = table[room]

    if (may == null) {
      return { Program: (node) => { context.report({ node, messageId: 'homeless', data: { room } }) } }
    }

    function check (node, typeOnly) {
      const problem = node.value.startsWith('.') ? local(node.value, typeOnly) : external(node.value)

      if (problem != null) {
        context.report({ node, ...problem })
      }
    }

    function local (specifier, typeOnly) {
      const path = relative(source, resolve(dirname(context.filename), specifier))

      if (path.startsWith('..')) {
        return { messageId: 'outside' }
      }

      const data = { room, target: roomOf(path) }

      if (data.target === room || may.imports.includes(data.target)) {
        return
      }

      if (!may.types?.includes(data.target)) {
        return { messageId: 'arrow', data }
      }

      return typeOnly ? undefined : { messageId: 'typeOnly', data }
    }

    function external (specifier) {
      const target = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
      const data = { room, target }

      if (may.packages != null) {
        return may.packages.includes(target) ? undefined : { messageId: 'package', data }
      }

      return isBuiltin(specifier) || target in dependencies || target in optionalDependencies ? undefined : { messageId: 'unknown', data }
    }

    return {
      ImportDeclaration: (node) => { check(node.source, node.importKind === 'type') },
      ExportAllDeclaration: (node) => { check(node.source, node.exportKind === 'type') },
      'ExportNamedDeclaration[source]': (node) => { check(node.source, node.exportKind === 'type') },
      'ImportExpression > Literal.source': (node) => { check(node, false) },
      'TSImportType > Literal.source': (node) => { check(node, true) }
    }
  }
}

/** engine/heap.ts → engine, errors.ts → errors. */
function roomOf (path) {
  return path.split(sep)[0].replace(/\.[jt]s$/, '')
}
