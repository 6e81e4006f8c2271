import { idCursor, pageSize, type Slice, slice } from '#server/http/paging.ts'

/**
 * A part of a list that is ordered by id: its cursor is the id of the first item that comes next.
 *
 * @param read gives items from that id on, at most so many
 */
export async function listed<T>(
  { start_cursor, page_size }: { start_cursor?: string | null; page_size?: number },
  read: (fromId: string | null, limit: number) => Promise<T[]>,
  idOf: (item: T) => string,
): Promise<Slice<T>> {
  const size = pageSize(page_size)
  return slice(await read(idCursor(start_cursor), size + 1), size, idOf)
}
