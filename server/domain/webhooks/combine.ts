/** The most that one delivery tells of one object: what is more becomes another. */
const MOST_ITEMS = 500

type Data = Record<string, unknown>

interface Identified {
  id: string
  action?: string
}

/**
 * The data of two events of one object as that of one: where both have a list it is the union of both, otherwise the
 * later value stands.
 *
 * @returns null where that is too much for one.
 */
export function combine(first: Data, then: Data): Data | null {
  const combined = { ...first, ...then }
  for (const [key, items] of Object.entries(first)) {
    const more = then[key]
    if (!Array.isArray(items) || !Array.isArray(more)) continue
    const union = unite(items, more)
    if (union.length > MOST_ITEMS) return null
    combined[key] = union
  }
  return combined
}

/** Everything in either list once; of what is in both, the later. */
export function unite(items: readonly unknown[], more: readonly unknown[]): unknown[] {
  const united = new Map(items.map((item) => [keyOf(item), item]))
  for (const item of more) united.set(keyOf(item), settle(united.get(keyOf(item)), item))
  return [...united.values()]
}

/** What was made and then changed was made. */
function settle(before: unknown, after: unknown): unknown {
  const isNew = (before as Identified | undefined)?.action === 'created'
  return isNew && (after as Identified).action === 'updated'
    ? { ...(after as Identified), action: 'created' }
    : after
}

const keyOf = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : JSON.stringify(item)
