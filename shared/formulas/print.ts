import type { BinaryOperator, Node, PropertyNode, Tree } from './nodes.ts'

/** How a property is written: `prop("Name")` or a token with its id. */
export type PrintProperty = (property: PropertyNode) => string

/**
 * The one way to write a formula: one space around operators, brackets around every operand that is an operation
 * itself (chains of the same operator aside), `and` for `&&`. Comments stay.
 */
export function printFormula({ root, comments }: Tree, printProperty: PrintProperty): string {
  return [print(root, printProperty), ...comments.map(printComment)].join(' ')
}

/** A text as a formula has it. */
export const printText = (text: string): string =>
  `"${text.replace(/[\\"\n\t\r]/g, (letter) => escaped[letter]!)}"`

const escaped: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
}

function print(node: Node, printProperty: PrintProperty): string {
  return [...node.comments.map(printComment), printBare(node, printProperty)].join(' ')
}

function printBare(node: Node, printProperty: PrintProperty): string {
  const inner = (part: Node) => print(part, printProperty)
  const operand = (part: Node) => (isOperation(part) ? `(${inner(part)})` : inner(part))
  switch (node.kind) {
    case 'number':
    case 'checkbox':
      return String(node.value)
    case 'text':
      return printText(node.value)
    case 'list':
      return `[${node.items.map(inner).join(', ')}]`
    case 'name':
      return node.name
    case 'property':
      return node.of === null ? printProperty(node) : `${operand(node.of)}.${printProperty(node)}`
    case 'unary':
      return `${node.operator === 'not' ? 'not ' : node.operator}${operand(node.operand)}`
    case 'binary': {
      const { operator, left, right } = node
      const chained = left.kind === 'binary' && left.operator === operator && inChains.has(operator)
      return `${chained ? inner(left) : operand(left)} ${operator} ${operand(right)}`
    }
    case 'conditional':
      return `${operand(node.condition)} ? ${operand(node.then)} : ${operand(node.otherwise)}`
    case 'call': {
      const [first, ...rest] = node.operands
      if (!node.isMethod) return `${node.name}(${node.operands.map(inner).join(', ')})`
      return `${operand(first!)}.${node.name}(${rest.map(inner).join(', ')})`
    }
  }
}

const inChains: ReadonlySet<BinaryOperator> = new Set<BinaryOperator>(['+', '*', 'and', 'or'])

const isOperation = ({ kind }: Node): boolean =>
  kind === 'unary' || kind === 'binary' || kind === 'conditional'

function printComment(comment: string): string {
  const text = comment.replaceAll('*/', '* /')
  return text === '' ? '/* */' : `/* ${text} */`
}
