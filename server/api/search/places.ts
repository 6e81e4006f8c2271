import type { SearchPlace } from '#server/domain/search/search.ts'
import { invalidCursor, packCursor, unpackCursor } from '#server/http/cursors.ts'
import { isUuid } from '#shared/validation/uuid.ts'

/** The cursor of the page of results that begins at a place. */
export const writePlace = ({ score, time, id }: SearchPlace): string => packCursor([score, time, id])

export function readPlace(cursor: string): SearchPlace {
  const [score, time, id] = unpackCursor<[number, number, string]>(cursor, ['number', 'number', 'string'])
  if (!isUuid(id)) throw invalidCursor(cursor)
  return { score, time, id }
}
