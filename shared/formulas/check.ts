import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import { findProperty, findPropertyById } from '../properties/property-ids.ts'
import { checkCall } from './check-call.ts'
import { type Checked, type Checking, type Names, refuse } from './checked.ts'
import type { Frame } from './frame.ts'
import { binaryOperators, constants, functions, suggestionFor, unaryOperators } from './functions/registry.ts'
import type { CallNode, NameNode, Node, PropertyKey, PropertyNode } from './nodes.ts'
import { typeOfProperty } from './property-types.ts'
import type { FormulaScope } from './scope.ts'
import { CHECKBOX, listOf, NUMBER, nameOfType, TEXT, unifyAll } from './type-rules.ts'
import type { FormulaPage, FormulaValue } from './values.ts'

/** Begins the checking of an expression. */
export function startChecking(expression: string, scope: FormulaScope): Checking {
  const checking: Checking = {
    expression,
    scope,
    read: new Map(),
    clock: false,
    people: false,
    pages: false,
    slots: 0,
    check: (node, names) => check(checking, node, names),
  }
  return checking
}

/** Finds the type of a part and how to evaluate it, or throws a Problem that says what is wrong with it. */
function check(checking: Checking, node: Node, names: Names): Checked {
  switch (node.kind) {
    case 'number':
      return literal(NUMBER, node.value)
    case 'text':
      return literal(TEXT, node.value)
    case 'checkbox':
      return literal(CHECKBOX, node.value)
    case 'list':
      return checkList(checking, node.items, names)
    case 'name':
      return checkName(checking, node, names)
    case 'property':
      return checkProperty(checking, node, names)
    case 'unary':
      return checkCall(checking, unaryOperators[node.operator], [node.operand], node, names)
    case 'binary': {
      const definition = binaryOperators[node.operator]
      const call = callOf(definition.name, node, [node.left, node.right])
      return 'check' in definition
        ? definition.check(checking, call, names)
        : checkCall(checking, definition, call.operands, node, names)
    }
    case 'conditional':
      return checkFunction(checking, callOf('if', node, [node.condition, node.then, node.otherwise]), names)
    case 'call':
      return checkFunction(checking, node, names)
  }
}

function literal(type: Checked['type'], value: FormulaValue): Checked {
  return { type, literal: value, cost: 1, evaluate: () => value }
}

function checkList(checking: Checking, nodes: readonly Node[], names: Names): Checked {
  const items = nodes.map((item) => checking.check(item, names))
  const evaluates = items.map(({ evaluate }) => evaluate)
  return {
    type: listOf(unifyAll(items.map(({ type }) => type))),
    cost: items.reduce((cost, item) => cost + item.cost, 1),
    evaluate: (frame) => evaluates.map((evaluate) => evaluate(frame)),
  }
}

function checkName(checking: Checking, node: NameNode, names: Names): Checked {
  const { name } = node
  for (let known = names; known; known = known.outer) {
    if (known.name !== name) continue
    const { slot, type } = known
    return { type, cost: 1, evaluate: (frame) => frame.variables[slot]! }
  }
  if (Object.hasOwn(constants, name)) return literal(NUMBER, constants[name]!)
  if (name === 'current' || name === 'index') {
    throw refuse(checking, node, `\`${name}\` is only known where a list is gone through, as in \`map\`.`)
  }
  const hint = Object.hasOwn(functions, name) ? ` A function has brackets: \`${name}()\`.` : ''
  throw refuse(checking, node, `There is no variable \`${name}\`.${hint}`)
}

function checkFunction(checking: Checking, call: CallNode, names: Names): Checked {
  const { name, at, operands } = call
  if (!Object.hasOwn(functions, name)) {
    const suggestion = suggestionFor(name)
    const hint = suggestion === null ? '' : ` Did you mean \`${suggestion}\`?`
    throw refuse(checking, at, `There is no function \`${name}\`.${hint}`)
  }
  const definition = functions[name]!
  if ('check' in definition) return definition.check(checking, call, names)
  return checkCall(checking, definition, operands, at, names)
}

const callOf = (name: string, at: Node, operands: readonly Node[]): CallNode => ({
  kind: 'call',
  name,
  at,
  operands,
  isMethod: false,
  start: at.start,
  end: at.end,
  depth: at.depth,
  comments: [],
})

function checkProperty(checking: Checking, node: PropertyNode, names: Names): Checked {
  const { of, key } = node
  const owner = of && checking.check(of, names)
  if (owner && owner.type.kind !== 'page') {
    const isPages = owner.type.kind === 'list' && owner.type.of.kind === 'page'
    const hint = isPages ? ' Each of them is asked with `map(current.prop(…))`.' : ''
    throw refuse(checking, node, `Only a page has properties, and this is ${nameOfType(owner.type)}.${hint}`)
  }
  const { scope } = checking
  const dataSourceId = owner?.type.kind === 'page' ? owner.type.dataSourceId : scope.dataSourceId
  const property = findByKey(scope.schemaOf(dataSourceId), key)
  if (!property) throw refuse(checking, node, `There is no property ${nameOfKey(key)}.`)
  const { id } = property
  checking.read.set(node, { dataSourceId, propertyId: id })
  const type = typeOfProperty(property, dataSourceId, scope)
  if (!owner) return { type, cost: 1, evaluate: ({ page, reader }: Frame) => reader.property(page, id) }
  checking.pages = true
  return {
    type,
    cost: owner.cost + 1,
    evaluate(frame) {
      const page = owner.evaluate(frame) as FormulaPage | null
      return page === null ? null : frame.reader.property(page, id)
    },
  }
}

/** The property that an expression means: an id is never taken for a name. */
export function findByKey(schema: StoredSchema | null, key: PropertyKey): StoredProperty | undefined {
  if (!schema) return undefined
  return key.by === 'name' ? findProperty(schema, key.name) : findPropertyById(schema, key.id)
}

const nameOfKey = (key: PropertyKey): string =>
  key.by === 'name' ? `with the name or id "${key.name}"` : `with the id "${key.id}"`
