import { basename } from 'node:path'

export const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { kebab: 'file names are in kebab-case' }
  },

  create: (context) => ({
    Program (node) {
      if (!/^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)+$/.test(basename(context.filename))) {
        context.report({ node, loc: { line: 1, column: 0 }, messageId: 'kebab' })
      }
    }
  })
}

/** `put (item): void` in interfaces too: @stylistic/space-before-function-paren leaves them out. */
export const spaceBeforeSignature = {
  meta: {
    type: 'layout',
    fixable: 'whitespace',
    schema: [],
    messages: { space: 'missing space before parentheses' }
  },

  create: (context) => ({
    TSMethodSignature (node) {
      const paren = context.sourceCode.getTokenAfter(node.typeParameters ?? node.key, (token) => token.value === '(')

      if (context.sourceCode.text[paren.range[0] - 1] !== ' ') {
        context.report({
          node: paren,
          messageId: 'space',
          fix: (fixer) => fixer.insertTextBefore(paren, ' ')
        })
      }
    }
  })
}
