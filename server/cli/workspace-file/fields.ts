import { keyOf, type Ledger } from './mistakes.ts'
import { nearest } from './nearest.ts'
import { type Branch, plainTree, type Tree } from './tree.ts'

/** A value of the file on its way to be read: what it is, where it stands, and who wants to know of mistakes. */
export interface Place {
  readonly tree: Tree
  readonly line: number
  readonly key: string
  readonly ledger: Ledger
}

/** The entries of a map. A key without a value (YAML's null) counts as absent. */
export interface Fields<K extends string> {
  readonly place: Place
  /** The keys that have a value. */
  readonly stated: ReadonlySet<string>
  at(key: K): Place | undefined
  /** Like `at`; absence is a mistake. */
  need(key: K): Place | undefined
}

export const note = (place: Place, message: string): void => place.ledger.note(place, message)

/**
 * Reads a map that may have these keys and no other, or any where none are named. Anything but a map is a
 * mistake, and has no keys then.
 */
export function fieldsOf<K extends string>(place: Place, known?: readonly K[]): Fields<K> {
  const entries = place.tree.kind === 'map' ? place.tree.entries : undefined
  if (!entries) should(place, 'a map')
  const places = new Map<string, Place>()
  for (const [name, entry] of entries ?? []) {
    const here = childOf(place, name, entry)
    if (known && !(known as readonly string[]).includes(name)) note(here, unknownKey(name, known))
    else if (!isNull(entry.tree)) places.set(name, here)
  }
  return {
    place,
    stated: new Set(places.keys()),
    at: (key) => places.get(key),
    need(key) {
      const found = places.get(key)
      if (!found && entries) place.ledger.note({ line: place.line, key: keyOf(place.key, key) }, 'is missing')
      return found
    },
  }
}

/** The entries of a map whose keys are names, in their order. */
export function entriesOf(place: Place | undefined): [string, Place][] {
  if (!place) return []
  if (place.tree.kind === 'map') {
    return [...place.tree.entries].map(([name, entry]) => [name, childOf(place, name, entry)])
  }
  should(place, 'a map')
  return []
}

export function listOf<T>(place: Place | undefined, read: (item: Place) => T): T[] {
  if (!place) return []
  if (place.tree.kind === 'list') return itemsOf(place).map(read)
  should(place, 'a list')
  return []
}

/** The items of a list, or the one value that stands instead of it. */
export function itemsOf(place: Place): Place[] {
  if (place.tree.kind !== 'list') return [place]
  return place.tree.items.map(({ line, tree }, index) => ({
    ...place,
    line,
    tree,
    key: `${place.key}[${index}]`,
  }))
}

export function textOf(place: Place | undefined): string | undefined {
  if (!place) return undefined
  const { tree } = place
  if (tree.kind === 'scalar' && typeof tree.value === 'string') return tree.value
  should(place, tree.kind === 'scalar' && tree.value !== null ? 'a string (in quotes)' : 'a string')
  return undefined
}

/** A name or a title: a string that shows something. */
export function nameOf(place: Place | undefined): string | undefined {
  const text = textOf(place)
  if (place && text !== undefined && !text.trim()) should(place, 'a string that is not empty')
  return text?.trim() ? text : undefined
}

export function flagOf(place: Place | undefined): boolean | undefined {
  if (!place) return undefined
  const { tree } = place
  if (tree.kind === 'scalar' && typeof tree.value === 'boolean') return tree.value
  should(place, 'true or false')
  return undefined
}

export function numberOf(place: Place | undefined): number | undefined {
  if (!place) return undefined
  const { tree } = place
  if (tree.kind === 'scalar' && typeof tree.value === 'number' && !tree.isInexact) return tree.value
  const isInexact = tree.kind === 'scalar' && tree.isInexact
  should(place, isInexact ? 'a number that can be kept exactly' : 'a number')
  return undefined
}

/** A whole number of at least one. */
export function countOf(place: Place | undefined): number | undefined {
  if (!place) return undefined
  const { tree } = place
  const isCount = tree.kind === 'scalar' && Number.isSafeInteger(tree.value) && Number(tree.value) > 0
  if (isCount) return tree.value as number
  should(place, 'a whole number of at least 1')
  return undefined
}

export function oneOf<T extends string>(place: Place | undefined, values: readonly T[]): T | undefined {
  if (!place) return undefined
  const { tree } = place
  const value = values.find((candidate) => tree.kind === 'scalar' && candidate === tree.value)
  if (value === undefined) should(place, choices(values))
  return value
}

/** Notes a mistake in the grammar of the API's own messages. */
export function should(place: Place, expectation: string): void {
  note(place, `should be ${expectation}, instead was ${describe(place.tree)}`)
}

/** `a or b`; three and more as a list. */
export const choices = (values: readonly string[]): string =>
  values.length < 3 ? values.join(' or ') : `one of ${values.join(', ')}`

/** The plain value, for what is kept as it was written. */
export const plainOf = (place: Place): unknown => plainTree(place.tree)

export const isNull = (tree: Tree): boolean => tree.kind === 'scalar' && tree.value === null

export function childOf(place: Place, name: string, { line, tree }: Branch): Place {
  return { ledger: place.ledger, line, tree, key: keyOf(place.key, name) }
}

function unknownKey(name: string, known: readonly string[]): string {
  if (!known.length) return 'is not a key here, instead the map should be empty'
  const meant = nearest(name, known)
  return meant === undefined
    ? `is not a key here, instead there are ${known.join(', ')}`
    : `is not a key here, did you mean ${meant}?`
}

/** Of maps and lists the kind only: they may be long, and hold secrets. */
function describe(tree: Tree): string {
  if (tree.kind !== 'scalar') return `a ${tree.kind}`
  const text = typeof tree.value === 'number' ? String(tree.value) : JSON.stringify(tree.value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
