import stylistic from '@stylistic/eslint-plugin'
import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { layers } from './eslint/layers.js'
import { fileName, spaceBeforeSignature } from './eslint/typography.js'

/** What everybody may lean on. They import nothing but each other. */
const ground = ['arguments', 'errors', 'constants', 'clock', 'check-node', 'module-url', 'task-id', 'deque', 'pages', 'slab', 'thrown', 'within']

/** What pure rooms may lean on: no machine, no time, no chance. */
const pureGround = { imports: ['errors', 'constants', 'task-id', 'deque', 'pages', 'slab'], types: ['clock'] }
const pureRooms = ['engine', 'protocol']
const bytes = ['protons-runtime', 'uint8arraylist', 'uint8arrays']

/**
 * The architecture: for each room of src, which rooms it may import, and from which only types.
 * An arrow that is not here does not exist. Server and client never meet below `node`; index.ts
 * is the public face, and nothing looks at it from inside.
 */
const rooms = {
  ...Object.fromEntries(ground.map((room) => [room, { imports: ground, packages: [] }])),
  engine: { ...pureGround, packages: bytes },
  protocol: { ...pureGround, packages: [...bytes, 'cborg'] },
  storage: { imports: ground, types: ['engine'] },
  link: { imports: [...ground, 'protocol'] },
  coordinator: { imports: [...ground, 'engine', 'storage', 'protocol', 'link'] },
  worker: { imports: ground, types: ['client'] },
  client: { imports: [...ground, 'protocol', 'link', 'worker'] },
  node: { imports: [...ground, 'engine', 'storage', 'protocol', 'link', 'coordinator', 'worker', 'client'] },
  // a program on top of the public face; `node` for what it looks at and does not use
  cli: { imports: [...ground, 'index', 'node'] },
  // storage: a coordinator in a bottle has a journal in memory; protocol: items are compared as they travel
  testing: { imports: [...ground, 'coordinator', 'client', 'worker', 'link', 'storage', 'protocol'], types: ['engine', 'node'] },
  index: {
    imports: [...ground, 'engine', 'storage', 'protocol', 'link', 'coordinator', 'worker', 'client', 'node', 'testing']
  }
}

const takeClock = 'take a Clock: time and chance come from src/clock.ts only'
const stayPure = 'this room is pure: values in, values out'
const timers = ['setTimeout', 'setInterval', 'setImmediate', 'performance']
const effects = ['Date', 'Promise', 'queueMicrotask', 'process', 'crypto', 'fetch', 'AbortSignal', 'AbortController', 'EventTarget']

const clockProperties = [['Date', 'now'], ['Math', 'random'], ['AbortSignal', 'timeout'], ['process', 'hrtime']]
  .map(([object, property]) => ({ object, property, message: takeClock }))

const clockSyntax = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: takeClock },
  { selector: 'CallExpression[callee.name="Date"]', message: takeClock }
]

const pureSyntax = [
  { selector: ':function[async=true]', message: stayPure },
  { selector: 'AwaitExpression', message: stayPure },
  { selector: 'ForOfStatement[await=true]', message: stayPure }
]

const linkSyntax = [
  {
    selector: 'ImportDeclaration[source.value="node:crypto"] > ImportSpecifier[imported.name=/^argon2/]',
    message: 'import * as crypto: src/check-node.ts says why'
  }
]

const typographySyntax = [
  { selector: 'Literal[raw=/^[0-9]{5,}n?$/]', message: 'separate thousands: 10_000' }
]

const forbidGlobals = (names, message) => ['error', {
  globals: names.map((name) => ({ name, message })),
  checkGlobalObject: true
}]

const forbidImports = (paths) => ['error', {
  paths,
  patterns: [{ regex: '^\\.{1,2}/(?!.*generated/).*\\.js$', message: 'Node.js runs the sources: imports end in .ts' }]
}]

const timerModules = ['node:timers', 'node:timers/promises'].map((name) => ({ name, message: takeClock }))

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'docs/api/', 'src/protocol/generated/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  stylistic.configs.customize({
    indent: 2,
    semi: false,
    quotes: 'single',
    quoteProps: 'as-needed',
    braceStyle: '1tbs',
    commaDangle: 'never',
    arrowParens: true,
    jsx: false
  }),

  {
    name: 'everywhere',
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { peerq: { rules: { layers, 'file-name': fileName, 'space-before-signature': spaceBeforeSignature } } },
    rules: {
      'peerq/file-name': 'error',
      'peerq/space-before-signature': 'error',

      '@stylistic/generator-star-spacing': ['error', 'both'],
      '@stylistic/indent': ['error', 2, {
        SwitchCase: 1,
        offsetTernaryExpressions: true,
        ignoredNodes: ['TSUnionType', 'TSIntersectionType', 'TSConditionalType']
      }],
      '@stylistic/list-style': 'off',
      // it knows of no space before the parentheses of a generic signature
      '@stylistic/type-generic-spacing': 'off',
      '@stylistic/max-len': ['error', {
        code: 160,
        ignoreUrls: true,
        ignoreStrings: true,
        ignoreTemplateLiterals: true,
        // the rows of a table
        ignorePattern: '^ +[A-Z_]+: \\{'
      }],
      '@stylistic/max-statements-per-line': 'off',
      '@stylistic/no-multi-spaces': ['error', { ignoreEOLComments: true }],
      '@stylistic/operator-linebreak': ['error', 'after', { overrides: { '?': 'before', ':': 'before', '|': 'before', '&': 'before' } }],
      '@stylistic/quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: 'avoidEscape' }],
      '@stylistic/space-before-function-paren': ['error', 'always'],
      '@stylistic/yield-star-spacing': ['error', 'both'],

      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-exports': ['error', {
        restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true }
      }],
      'no-restricted-syntax': ['error', ...typographySyntax],
      'object-shorthand': 'error',
      'prefer-const': 'error',

      '@typescript-eslint/array-type': ['error', { default: 'array-simple' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-restricted-imports': forbidImports([]),
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true, allowNullish: true }],
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],

      // an async function without await turns what it throws into a rejection, as its callers expect
      '@typescript-eslint/require-await': 'off'
    }
  },

  {
    name: 'src',
    files: ['src/**'],
    rules: {
      'peerq/layers': ['error', rooms],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/no-restricted-imports': forbidImports([
        ...timerModules,
        {
          name: 'node:sqlite',
          allowTypeImports: true,
          message: 'import it dynamically: src/check-node.ts says why'
        }
      ])
    }
  },

  {
    name: 'no clock but the Clock',
    files: ['src/**'],
    ignores: ['src/clock.ts'],
    rules: {
      'no-restricted-globals': forbidGlobals(timers, takeClock),
      'no-restricted-properties': ['error', ...clockProperties],
      'no-restricted-syntax': ['error', ...typographySyntax, ...linkSyntax, ...clockSyntax]
    }
  },

  {
    name: 'pure rooms',
    files: pureRooms.map((room) => `src/${room}/**`),
    rules: {
      'no-restricted-globals': forbidGlobals([...timers, ...effects], stayPure),
      'no-restricted-syntax': ['error', ...typographySyntax, ...pureSyntax]
    }
  },

  {
    name: 'the wire carries dates, which takes the class; what time it is, it still does not ask',
    files: ['src/protocol/**'],
    rules: {
      'no-restricted-globals': forbidGlobals([...timers, ...effects.filter((name) => name !== 'Date')], stayPure),
      'no-restricted-syntax': ['error', ...typographySyntax, ...clockSyntax, ...pureSyntax]
    }
  },

  {
    name: 'command line',
    files: ['src/cli/**'],
    rules: { 'no-console': 'off' }
  },

  {
    name: 'test',
    files: ['test/**'],
    rules: {
      // chai's assertions are properties
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/unbound-method': 'off'
    }
  },

  {
    name: 'unit tests do not sleep',
    files: ['test/**/*.{spec,deep,sim}.ts'],
    ignores: ['test/clock.spec.ts'],
    rules: {
      'no-restricted-globals': forbidGlobals(['setTimeout', 'setInterval'], 'no sleeps: a virtual clock or an awaited signal'),
      '@typescript-eslint/no-restricted-imports': forbidImports(timerModules)
    }
  },

  {
    name: 'handlers that run in threads, as users write them',
    files: ['test/**/handlers/**'],
    rules: { 'no-restricted-exports': 'off' }
  },

  {
    // the project service finds no tsconfig.json for files in a dot-folder; tsc does
    name: 'tools',
    files: ['.*/**'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      'no-restricted-exports': 'off',
      '@typescript-eslint/no-restricted-imports': 'off'
    }
  }
)
