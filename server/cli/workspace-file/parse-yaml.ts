import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar as ScalarNode,
  visit,
} from 'yaml'
import { keyOf, type Ledger } from './mistakes.ts'
import { type Branch, listTree, mapTree, type Scalar, scalarTree, type Tree } from './tree.ts'

// Beyond these a file is an accident or an attack: pages a hundred levels deep, aliases of aliases.
const maxDepth = 250
const maxSizeWithAliases = 200_000

/** The text of a file, which is YAML 1.2 and so may be JSON. Undefined where it cannot be read at all. */
export function parseYaml(text: string, ledger: Ledger): Branch | undefined {
  const lines = new LineCounter()
  // The core schema knows no dates: 2026-12-01 is a string. Directives do not change that.
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    resolveKnownTags: false,
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
  })
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line)
  noteSyntax(document, ledger, lineAt)
  if (ledger.count) return undefined
  if (document.contents === null) {
    ledger.note({ line: 1, key: '' }, 'should be a map, instead was empty')
    return undefined
  }
  const plan: Plan = { ledger, lineAt, targets: findTargets(document), made: new Map(), size: 0 }
  const tree = plant(document.contents, { line: lineAt(document.contents.range?.[0] ?? 0), key: '' }, plan)
  if (tree.size > maxSizeWithAliases && tree.size > plan.size * 2) {
    ledger.note({ line: 1, key: '' }, 'the file is too large once its aliases are written out')
    return undefined
  }
  if (tree.depth > maxDepth) {
    ledger.note({ line: 1, key: '' }, `the file is nested deeper than ${maxDepth} levels`)
    return undefined
  }
  return { line: 1, tree }
}

type LineAt = (offset: number) => number

interface Plan {
  readonly ledger: Ledger
  readonly lineAt: LineAt
  /** What each alias stands for. */
  readonly targets: ReadonlyMap<Alias, Node>
  /** The tree of each node with an anchor; null while it is being made. */
  readonly made: Map<Node, Tree | null>
  /** How much was written, aliases not counted. */
  size: number
}

interface Where {
  readonly line: number
  readonly key: string
}

function noteSyntax(document: Document.Parsed, ledger: Ledger, lineAt: LineAt): void {
  const problems = [...document.errors, ...document.warnings]
  if (problems.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) {
    // What follows a parser that gave up means nothing.
    ledger.note({ line: 1, key: '' }, 'the file is nested too deep to be read')
    return
  }
  const seen = new Set<string>()
  for (const { code, message, pos } of problems) {
    const { key, begins } = keyAt(document.contents, pos[0])
    // What was never closed is noticed at the end of the file.
    const line = lineAt(code === 'MISSING_CHAR' && message.startsWith('Missing closing') ? begins : pos[0])
    if (seen.has(`${line} ${message}`)) continue
    seen.add(`${line} ${message}`)
    // Its message is for programmers, and it belongs to no key.
    if (code === 'MULTIPLE_DOCS')
      ledger.note({ line, key: '' }, 'a second document begins here, the file should be one')
    else ledger.note({ line, key }, message)
  }
}

/** The key of whatever begins last before an offset, and where that is. */
function keyAt(contents: unknown, offset: number): { key: string; begins: number } {
  let key = ''
  let begins = 0
  let node = contents
  while (isMap(node) || isSeq(node)) {
    const item: unknown = node.items.findLast((candidate) => startOf(keyNode(candidate)) <= offset)
    if (item === undefined) break
    begins = startOf(keyNode(item))
    if (isPair(item)) {
      key = keyOf(key, isScalar(item.key) ? String(item.key.value) : '')
      node = item.value
    } else {
      key = `${key}[${node.items.indexOf(item as never)}]`
      node = item
    }
  }
  return { key, begins }
}

const keyNode = (item: unknown): unknown => (isPair(item) ? item.key : item)

const startOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? Number.POSITIVE_INFINITY

/** An alias means the last anchor of its name before it. */
function findTargets(document: Document.Parsed): Map<Alias, Node> {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source)
        if (target) targets.set(node, target)
      } else if (node.anchor) anchors.set(node.anchor, node)
    },
  })
  return targets
}

function plant(node: unknown, at: Where, plan: Plan): Tree {
  if (isAlias(node)) return follow(node, at, plan)
  const hasAnchor = (isMap(node) || isSeq(node)) && node.anchor !== undefined
  if (hasAnchor) plan.made.set(node, null)
  const tree = plantOwn(node, at, plan)
  if (hasAnchor || (isScalar(node) && node.anchor !== undefined)) plan.made.set(node, tree)
  return tree
}

function follow(alias: Alias, at: Where, { ledger, targets, made }: Plan): Tree {
  const target = targets.get(alias)
  const tree = target && made.get(target)
  if (tree) return tree
  if (target) ledger.note(at, `*${alias.source} stands inside what it stands for`)
  else ledger.note(at, `no anchor &${alias.source} stands before this alias`)
  return scalarTree(null)
}

function plantOwn(node: unknown, at: Where, plan: Plan): Tree {
  if (isScalar(node)) return plantScalar(node, at, plan)
  plan.size += 1
  if (isSeq(node)) {
    return listTree(
      node.items.map((item, index) => {
        const line = isPair(item) ? at.line : lineOf(item, at.line, plan)
        return { line, tree: plant(item, { line, key: `${at.key}[${index}]` }, plan) }
      }),
    )
  }
  if (isMap(node)) return plantMap(node.items, at, plan)
  return scalarTree(null)
}

function plantMap(
  pairs: readonly { readonly key: unknown; readonly value: unknown }[],
  at: Where,
  plan: Plan,
): Tree {
  const entries = new Map<string, Branch>()
  for (const pair of pairs) {
    const name = isScalar(pair.key) ? String(pair.key.value) : ''
    const line = lineOf(pair.key, at.line, plan)
    const here = { line, key: keyOf(at.key, name) }
    const known = entries.get(name)
    if (known) plan.ledger.note(here, `is given twice, first on line ${known.line}`)
    refuseBrokenText(name, here, plan.ledger)
    entries.set(name, { line, tree: plant(pair.value, here, plan) })
  }
  return mapTree(entries)
}

function plantScalar({ value, source }: ScalarNode, at: Where, plan: Plan): Tree {
  if (typeof value === 'string') refuseBrokenText(value, at, plan.ledger)
  const isLong = /^[-+]?\d+$/.test(source ?? '') && !Number.isSafeInteger(value)
  const tree = scalarTree(value as Scalar, typeof value === 'number' && (isLong || !Number.isFinite(value)))
  plan.size += tree.size
  return tree
}

/** Half a surrogate pair has no UTF-8, and PostgreSQL keeps no NUL. */
function refuseBrokenText(text: string, at: Where, ledger: Ledger): void {
  if (!text.isWellFormed() || text.includes('\0')) ledger.note(at, 'should be valid Unicode without NUL')
}

const lineOf = (node: unknown, otherwise: number, { lineAt }: Plan): number => {
  const start = startOf(node)
  return Number.isFinite(start) ? lineAt(start) : otherwise
}
