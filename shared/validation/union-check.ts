import { type Failure, joined } from './failure.ts'
import { branchesOf, type Check, type Compile, type SchemaNode } from './schema-node.ts'

interface Branch {
  readonly check: Check
  readonly kind: string
  /** What its `type` must be, if that is one word. */
  readonly tag: unknown
  /** Required keys that not all branches require: they say which branch was meant. */
  readonly keys: readonly string[]
  /** Every key it knows. */
  readonly allKeys: readonly string[]
  /** Whether it is an object that requires nothing. */
  readonly isOpen: boolean
  /** Whether it exists only to be refused. */
  readonly isRefused: boolean
}

/** The check of a union: finds the branch that was meant and tells what is wrong by that one. */
export function unionCheck(schema: SchemaNode, compile: Compile): Check {
  const nodes = branchesOf(schema)
  const allowsNull = nodes.some(({ type }) => type === 'null')
  const branches = toBranches(
    nodes.filter(({ type }) => type !== 'null'),
    compile,
  )
  const choose = chooser(branches)
  const checkTag = tagCheck(nodes)

  return (value, walk) => {
    if (allowsNull && value === null) return null
    const meant = choose(value)
    const failures: Failure[] = []
    for (const { check } of meant) {
      const wrong = check(value, walk)
      if (!wrong) return null
      failures.push(...wrong)
    }
    const others = branches.length > meant.length ? branches.filter((branch) => !meant.includes(branch)) : []
    if (others.some(({ check }) => check(value, walk) === null)) return null
    return withNull(checkTag(value) ?? joined(failures), allowsNull)
  }
}

function withNull(failures: Failure[], allowsNull: boolean): Failure[] {
  for (const { isOpen, path, expected } of failures) {
    if (allowsNull && isOpen && path.length === 0) expected.push('`null`')
  }
  return failures
}

function toBranches(nodes: readonly SchemaNode[], compile: Compile): Branch[] {
  const objects = nodes.filter(({ type }) => type === 'object')
  const isEverywhere = (key: string) => objects.every(({ required = [] }) => required.includes(key))
  return nodes.map((node) => {
    const required = node.required ?? []
    return {
      check: compile(node),
      kind: kindOfNode(node),
      tag: tagOf(node),
      keys: required.filter((key) => objects.length === 1 || !isEverywhere(key)),
      allKeys: Object.keys(node.properties ?? {}),
      isOpen: node.type === 'object' && required.length === 0,
      isRefused: required.some((key) => node.properties?.[key]?.not !== undefined),
    }
  })
}

const tagOf = ({ properties }: SchemaNode): unknown =>
  properties && Object.hasOwn(properties, 'type') ? properties.type?.const : undefined

function kindOfNode({ type, const: word, enum: words }: SchemaNode): string {
  if (type === 'integer') return 'number'
  if (type) return type
  if (words) return typeof words[0]
  return word === undefined ? 'any' : typeof word
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return value === null ? 'null' : typeof value
}

/** Where every branch names itself by a required `type`, a word that none has is what is wrong. */
function tagCheck(nodes: readonly SchemaNode[]): (value: unknown) => Failure[] | null {
  const tagged = nodes.filter(({ type }) => type !== 'null')
  const tags = tagged.map((node) => (node.required?.includes('type') ? tagOf(node) : undefined))
  if (tags.includes(undefined)) return () => null
  const expected = tags.map((tag) => `\`${JSON.stringify(tag)}\``)
  return (value) => {
    if (kindOf(value) !== 'object') return null
    const { type } = value as { type?: unknown }
    const isKnown = type === undefined || tags.includes(type)
    return isKnown ? null : [{ path: ['type'], expected: [...expected], isOpen: true, value: type }]
  }
}

/** A function that narrows the branches to those a value may have been meant for. */
function chooser(branches: readonly Branch[]): (value: unknown) => readonly Branch[] {
  const byTag = Map.groupBy(branches, ({ tag }) => tag)
  const byKey = new Map<string, Branch[]>()
  for (const branch of branches) {
    for (const key of branch.keys) byKey.set(key, [...(byKey.get(key) ?? []), branch])
  }
  const shown = branches.filter(({ isRefused }) => !isRefused)
  const objects = shown.filter(({ kind }) => kind === 'object' || kind === 'any')
  const open = objects.filter(({ isOpen }) => isOpen)

  return (value) => {
    const kind = kindOf(value)
    if (kind !== 'object') {
      const alike = branches.filter((branch) => branch.kind === kind || branch.kind === 'any')
      return alike.length > 0 ? alike : shown
    }
    const object = value as Record<string, unknown>
    const tag = Object.hasOwn(object, 'type') ? object.type : undefined
    const tagged = tag === undefined ? undefined : byTag.get(tag)
    if (tagged?.length === 1) return tagged
    const keyed = withMostKeys(object, byKey, tagged)
    if (keyed.length > 0) return keyed
    if (tagged) return tagged
    if (
      open.length > 0 &&
      Object.keys(object).every((key) => open.some(({ allKeys }) => allKeys.includes(key)))
    )
      return open
    return objects.length > 0 ? objects : shown
  }
}

/** The branches most of whose telling keys an object has. */
function withMostKeys(
  object: Record<string, unknown>,
  byKey: ReadonlyMap<string, readonly Branch[]>,
  among: readonly Branch[] | undefined,
): readonly Branch[] {
  const counts = new Map<Branch, number>()
  for (const key of Object.keys(object)) {
    if (object[key] === undefined) continue
    for (const branch of byKey.get(key) ?? []) {
      if (!among || among.includes(branch)) counts.set(branch, (counts.get(branch) ?? 0) + 1)
    }
  }
  if (counts.size < 2) return [...counts.keys()]
  const most = Math.max(...counts.values())
  return [...counts].filter(([, count]) => count === most).map(([branch]) => branch)
}
