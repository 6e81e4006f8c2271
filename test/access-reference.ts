/**
 * The rules of access, the slow and obvious way: grants lie at the nodes of a tree, and whoever asks for a level walks
 * up from a node and adds up what it finds. Nothing here is shared with what is tested.
 */

export const levelNames = ['view', 'comment', 'edit_content', 'edit', 'full_access'] as const

export type LevelName = (typeof levelNames)[number]

/** `view` is 1, and so on; nothing is 0. */
export const rank = (level: LevelName): number => levelNames.indexOf(level) + 1

export interface Granted {
  level: LevelName
  /** When it ends; null for never. */
  ends: number | null
}

export interface ModelNode {
  id: string
  kind: 'page' | 'database' | 'teamspace'
  /** Of a database. */
  dataSource: string | null
  isRow: boolean
  parent: ModelNode | null
  /** By principal. */
  grants: Map<string, Granted>
  inherits: boolean
  inTrash: boolean
}

const lasts = ({ ends }: Granted, now: number): boolean => ends === null || ends > now

/** Everything that counts at a node, from it upwards. */
export function counting(node: ModelNode, now: number): [string, Granted][] {
  const own = [...node.grants].filter(([, grant]) => lasts(grant, now))
  return [...own, ...(node.inherits && node.parent ? counting(node.parent, now) : [])]
}

/** The level of somebody who holds some principals. */
export const levelAt = (node: ModelNode, principals: ReadonlySet<string>, now: number): number =>
  Math.max(
    0,
    ...counting(node, now)
      .filter(([principal]) => principals.has(principal))
      .map(([, { level }]) => rank(level)),
  )

export const isInTrash = (node: ModelNode): boolean =>
  node.inTrash || (node.parent !== null && isInTrash(node.parent))

export const isBelow = (node: ModelNode | null, other: ModelNode): boolean =>
  node !== null && (node === other || isBelow(node.parent, other))

const isMore = (a: Granted, b: Granted): boolean =>
  rank(a.level) > rank(b.level) ||
  (a.level === b.level && (a.ends ?? Number.POSITIVE_INFINITY) > (b.ends ?? Number.POSITIVE_INFINITY))

/** Keeps what counts as its own, the highest of each principal, and takes over nothing more. */
export function restrict(node: ModelNode, now: number): void {
  if (!node.inherits) return
  for (const [principal, grant] of counting(node, now)) {
    const own = node.grants.get(principal)
    if (own === undefined || !lasts(own, now) || isMore(grant, own)) node.grants.set(principal, grant)
  }
  node.inherits = false
}

/** Takes over again, and keeps as its own only what is more than that. */
export function restore(node: ModelNode, now: number): void {
  if (node.inherits) return
  const above = counting(node.parent!, now)
  for (const [principal, own] of node.grants) {
    const isCovered = above.some(
      ([other, grant]) => other === principal && !isMore(own, grant) && covers(grant, own),
    )
    if (isCovered) node.grants.delete(principal)
  }
  node.inherits = true
}

const covers = (a: Granted, b: Granted): boolean =>
  rank(a.level) >= rank(b.level) &&
  (a.ends ?? Number.POSITIVE_INFINITY) >= (b.ends ?? Number.POSITIVE_INFINITY)

/** Grants in place of what a principal had; a lower level than what comes from above ends that first. */
export function grant(node: ModelNode, principal: string, wanted: Granted, now: number): void {
  if (higherAbove(node, principal, wanted.level, now)) restrict(node, now)
  node.grants.set(principal, wanted)
}

const higherAbove = (node: ModelNode, principal: string, level: LevelName | null, now: number): boolean =>
  above(node, now).some(
    ([other, { level: inherited }]) =>
      other === principal && (level === null || rank(inherited) > rank(level)),
  )

const above = (node: ModelNode, now: number): [string, Granted][] =>
  node.inherits && node.parent ? counting(node.parent, now) : []

/** Leaves a principal nothing; false when it had nothing. */
export function revoke(node: ModelNode, principal: string, now: number): boolean {
  const isInherited = higherAbove(node, principal, null, now)
  if (!node.grants.has(principal) && !isInherited) return false
  if (isInherited) restrict(node, now)
  node.grants.delete(principal)
  return true
}
