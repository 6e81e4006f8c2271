import { invalid, type Problem } from '#shared/problem.ts'

export const invalidCursor = (cursor: string): Problem =>
  invalid(`The start_cursor provided is invalid: ${cursor}`)

/** Packs what a list needs to go on into text that says nothing to its reader. */
export const packCursor = (parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url')

/**
 * Unpacks a cursor made by `packCursor`.
 *
 * @param types the type of each part, in order; a cursor of another shape is refused.
 */
export function unpackCursor<Parts extends (string | number)[]>(
  cursor: string,
  types: { [Index in keyof Parts]: Parts[Index] extends string ? 'string' : 'number' },
): Parts {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw invalidCursor(cursor)
  }
  const fits =
    Array.isArray(parts) &&
    parts.length === types.length &&
    parts.every(
      (part, index) =>
        typeof part === types[index] && (typeof part === 'string' || Number.isSafeInteger(part)),
    )
  if (!fits) throw invalidCursor(cursor)
  return parts as Parts
}
