/** A value of the file. Aliases make it share branches, so it may be far larger than what was written. */
export type Tree = (
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Branch> }
  | { readonly kind: 'list'; readonly items: readonly Branch[] }
  /** `isInexact`: a number that would not be the one that was written. */
  | { readonly kind: 'scalar'; readonly value: Scalar; readonly isInexact?: boolean }
) & {
  /** What it would take with every alias written out. */
  readonly size: number
  readonly depth: number
}

export type Scalar = string | number | boolean | null

/** A part of a map or a list, and the line where it begins: that of its key in a map. */
export interface Branch {
  readonly line: number
  readonly tree: Tree
}

export const mapTree = (entries: ReadonlyMap<string, Branch>): Tree => ({
  kind: 'map',
  entries,
  ...extent([...entries.values()]),
})

export const listTree = (items: readonly Branch[]): Tree => ({ kind: 'list', items, ...extent(items) })

export const scalarTree = (value: Scalar, isInexact = false): Tree => ({
  kind: 'scalar',
  value,
  isInexact,
  size: typeof value === 'string' ? 1 + value.length / 64 : 1,
  depth: 1,
})

/** The tree of a value that stands in no file. */
export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return listTree(value.map(branchOf))
  if (typeof value !== 'object' || value === null) return scalarTree(value as Scalar)
  return mapTree(new Map(Object.entries(value).map(([key, part]) => [key, branchOf(part)])))
}

/** The plain value of a tree. */
export function plainTree(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value
  if (tree.kind === 'list') return tree.items.map((item) => plainTree(item.tree))
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, plainTree(entry.tree)]))
}

const branchOf = (value: unknown): Branch => ({ line: 1, tree: treeOf(value) })

function extent(branches: readonly Branch[]): { size: number; depth: number } {
  let size = 1
  let depth = 0
  for (const { tree } of branches) {
    size += tree.size
    depth = Math.max(depth, tree.depth)
  }
  return { size, depth: depth + 1 }
}
