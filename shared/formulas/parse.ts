import { formulaProblem, type Span } from './formula-problem.ts'
import type { BinaryOperator, Node, Placed, PropertyKey, Tree, UnaryOperator } from './nodes.ts'
import { type Token, tokensOf } from './tokens.ts'

/** How deep the tree of a formula may be. Whatever walks it may call itself. */
const maxDepth = 200
/** How deep brackets and operands may be nested; canonical text has more brackets than a formula needs. */
const maxNesting = 800

/** How many operands a call may have: they are handed over one by one. */
const maxOperands = 1000

/** How strongly each operator binds its operands (help page "Formula syntax"). */
const binding: Readonly<Record<string, number>> = {
  '?': 1,
  or: 2,
  '||': 2,
  and: 3,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '>': 5,
  '>=': 5,
  '<': 5,
  '<=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
  '^': 9,
}
const unaryBinding = 8

const unary: Readonly<Record<string, UnaryOperator>> = { '-': '-', '+': '+', '!': 'not', not: 'not' }
const sameAs: Readonly<Record<string, BinaryOperator>> = { '&&': 'and', '||': 'or' }

interface Parser {
  readonly expression: string
  readonly tokens: readonly Token[]
  next: number
  nesting: number
  /** Comments that were passed and belong to the next part. */
  comments: string[]
}

/** Reads an expression. Throws a Problem with the place where it is none. */
export function parseFormula(expression: string): Tree {
  const parser: Parser = { expression, tokens: tokensOf(expression), next: 0, nesting: 0, comments: [] }
  if (peek(parser).kind === 'end') throw problem(parser, peek(parser), 'The formula is empty.')
  const root = parseExpression(parser, 0)
  const rest = peek(parser)
  if (rest.kind !== 'end')
    throw problem(parser, rest, 'The formula should end here, or go on with an operator.')
  return { root, comments: [...parser.comments, ...rest.comments] }
}

function parseExpression(parser: Parser, strength: number): Node {
  const first = peek(parser)
  if (++parser.nesting > maxNesting) throw tooDeep(parser, first)
  let left = parsePostfix(parser, parsePrefix(parser))
  for (;;) {
    const operator = operatorAt(parser)
    const power = operator === null ? undefined : binding[operator]
    if (power === undefined || power <= strength) break
    advance(parser)
    left = operator === '?' ? parseBranches(parser, left) : parseRight(parser, left, operator!, power)
  }
  parser.nesting--
  return left
}

function parseRight(parser: Parser, left: Node, text: string, power: number): Node {
  // A power is counted from the right, and its exponent may have a sign.
  const right = parseExpression(parser, text === '^' ? unaryBinding - 1 : power)
  const operator = sameAs[text] ?? (text as BinaryOperator)
  return node(parser, { kind: 'binary', operator, left, right }, { start: left.start, end: right.end }, [
    left,
    right,
  ])
}

function parseBranches(parser: Parser, condition: Node): Node {
  const then = parseExpression(parser, 0)
  expect(parser, ':', 'Between the two values of `? :` there is a colon.')
  const otherwise = parseExpression(parser, 0)
  const span = { start: condition.start, end: otherwise.end }
  return node(parser, { kind: 'conditional', condition, then, otherwise }, span, [condition, then, otherwise])
}

function parsePrefix(parser: Parser): Node {
  const token = peek(parser)
  const text = textOf(token)
  const operator = text === null || !Object.hasOwn(unary, text) ? undefined : unary[text]
  if (operator === undefined) return parsePrimary(parser)
  advance(parser)
  const operand = parseExpression(parser, unaryBinding)
  return node(parser, { kind: 'unary', operator, operand }, join(token, operand), [operand])
}

function parsePrimary(parser: Parser): Node {
  const token = peek(parser)
  advance(parser)
  if (isSign(token, '(')) {
    const inner = parseExpression(parser, 0)
    expect(parser, ')', 'A closing bracket is missing here.')
    return inner
  }
  const { comments } = parser
  parser.comments = []
  switch (token.kind) {
    case 'number':
      return node(parser, { kind: 'number', value: token.value }, token, [], comments)
    case 'text':
      return node(parser, { kind: 'text', value: token.value }, token, [], comments)
    case 'property':
      return node(parser, { kind: 'property', of: null, key: token.key }, token, [], comments)
    case 'word':
      return parseWord(parser, token, token.text, comments)
    case 'sign': {
      if (token.text !== '[') throw problem(parser, token, 'A value is missing here.')
      const { items, end } = parseItems(parser, ']')
      return node(parser, { kind: 'list', items }, { start: token.start, end }, items, comments)
    }
    case 'end':
      throw problem(parser, token, 'The formula is not complete.')
  }
}

function parseWord(parser: Parser, token: Span, word: string, comments: readonly string[]): Node {
  if (word === 'true' || word === 'false') {
    return node(parser, { kind: 'checkbox', value: word === 'true' }, token, [], comments)
  }
  if (isSign(peek(parser), '(')) {
    advance(parser)
    return parseCall(parser, token, word, null, comments)
  }
  if (word === 'and' || word === 'or') throw problem(parser, token, 'A value is missing here.')
  return node(parser, { kind: 'name', name: word }, token, [], comments)
}

/** What follows a value after a point: a function, or a property of a page. */
function parsePostfix(parser: Parser, value: Node): Node {
  let left = value
  while (isSign(peek(parser), '.')) {
    advance(parser)
    const token = peek(parser)
    advance(parser)
    if (token.kind === 'property') {
      left = node(parser, { kind: 'property', of: left, key: token.key }, join(left, token), [left])
    } else if (token.kind === 'word') {
      expect(parser, '(', `After \`.${token.text}\` there are brackets.`)
      left = parseCall(parser, token, token.text, left, [])
    } else {
      throw problem(parser, token, 'The name of a function is missing after the point.')
    }
  }
  return left
}

/** The opening bracket has been read. */
function parseCall(
  parser: Parser,
  at: Span,
  name: string,
  receiver: Node | null,
  comments: readonly string[],
): Node {
  const { items, end } = parseItems(parser, ')')
  if (items.length > maxOperands) {
    throw problem(parser, at, `A function takes at most ${maxOperands} operands.`)
  }
  const span = { start: receiver?.start ?? at.start, end }
  if (name === 'prop') {
    const key = propertyKey(parser, items, { start: at.start, end })
    return node(parser, { kind: 'property', of: receiver, key }, span, receiver ? [receiver] : [], [
      ...comments,
      ...items[0]!.comments,
    ])
  }
  const operands = receiver ? [receiver, ...items] : items
  const place = { start: at.start, end: at.end }
  const call = { kind: 'call', name, at: place, operands, isMethod: receiver !== null } as const
  return node(parser, call, span, operands, comments)
}

function propertyKey(parser: Parser, items: readonly Node[], span: Span): PropertyKey {
  const [item] = items
  const key =
    item?.kind === 'text'
      ? ({ by: 'name', name: item.value } as const)
      : // As Notion shows a property, within `prop`.
        item?.kind === 'property' && item.of === null && item.key.by === 'id'
        ? item.key
        : null
  if (items.length === 1 && key) return key
  throw problem(parser, span, '`prop` takes the name of one property, between double quotes.')
}

function parseItems(parser: Parser, close: ')' | ']'): { items: Node[]; end: number } {
  const items: Node[] = []
  while (!isSign(peek(parser), close)) {
    items.push(parseExpression(parser, 0))
    if (!isSign(peek(parser), ',')) break
    advance(parser)
  }
  const { end } = peek(parser)
  expect(parser, close, `A comma or \`${close}\` is missing here.`)
  return { items, end }
}

type Bare<Kind extends Node = Node> = Kind extends Node ? Omit<Kind, keyof Placed> : never

function node(
  parser: Parser,
  bare: Bare,
  { start, end }: Span,
  parts: readonly Node[],
  comments: readonly string[] = [],
): Node {
  const depth = 1 + parts.reduce((deepest, part) => Math.max(deepest, part.depth), 0)
  if (depth > maxDepth) throw tooDeep(parser, { start, end })
  return { ...bare, start, end, depth, comments } as Node
}

function operatorAt(parser: Parser): string | null {
  const text = textOf(peek(parser))
  return text !== null && Object.hasOwn(binding, text) ? text : null
}

/** Goes on to the next token; comments before this one wait for the next part of the tree. */
function advance(parser: Parser): void {
  const { kind, comments } = peek(parser)
  parser.comments = [...parser.comments, ...comments]
  if (kind !== 'end') parser.next++
}

function expect(parser: Parser, sign: string, reason: string): void {
  const token = peek(parser)
  if (!isSign(token, sign)) throw problem(parser, token, reason)
  advance(parser)
}

const join = (from: Span, to: Span): Span => ({ start: from.start, end: to.end })
const peek = (parser: Parser): Token => parser.tokens[parser.next]!
const textOf = (token: Token): string | null =>
  token.kind === 'sign' || token.kind === 'word' ? token.text : null
const isSign = (token: Token, text: string): boolean => token.kind === 'sign' && token.text === text
const problem = (parser: Parser, span: Span, reason: string) =>
  formulaProblem(parser.expression, span, reason)
const tooDeep = (parser: Parser, { start }: Span) =>
  problem(
    parser,
    { start, end: start },
    `The formula is nested too deeply: at most ${maxDepth} levels are possible.`,
  )
