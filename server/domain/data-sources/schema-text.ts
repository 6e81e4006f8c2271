import type { StoredSchema } from '#shared/properties/property.ts'

/** So many schemas are kept parsed. */
const MOST_KEPT = 500

/**
 * A schema as it was parsed before, so long as its text is the same. Schemas never change in place, and what
 * is known of one (its order, its compiled formulas) is kept by its identity.
 */
export function schemaOfText(text: string): StoredSchema {
  const known = parsed.get(text)
  const schema = known ?? (JSON.parse(text) as StoredSchema)
  // What was asked for last is thrown out last.
  parsed.delete(text)
  parsed.set(text, schema)
  if (parsed.size > MOST_KEPT) parsed.delete(parsed.keys().next().value!)
  return schema
}

const parsed = new Map<string, StoredSchema>()
