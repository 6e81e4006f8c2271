import { mapParts, type Schema } from './schema.ts'

/** Schemas whose equal parts are written once and referred to: what is kept on disk and compiled. */
export interface Shared {
  readonly $defs: Record<string, Schema>
  readonly roots: Record<string, Schema>
}

/** Parts that print shorter than a reference and its definition are left in place. */
const worthSharing = 120

export function share(roots: Readonly<Record<string, Schema>>): Shared {
  const $defs: Record<string, Schema> = {}
  const names = new Map<string, string>()
  const made = new Map<Schema, Schema>()

  const walk = (node: Schema): Schema => {
    const before = made.get(node)
    if (before) return before
    const result = refer(mapParts(node, walk))
    made.set(node, result)
    return result
  }

  const refer = (node: Schema): Schema => {
    const text = JSON.stringify(node)
    if (text.length < worthSharing) return node
    const name = names.get(text) ?? `d${names.size}`
    if (!names.has(text)) {
      names.set(text, name)
      $defs[name] = node
    }
    return { $ref: `#/$defs/${name}` }
  }

  return { $defs, roots: Object.fromEntries(Object.entries(roots).map(([name, root]) => [name, walk(root)])) }
}
