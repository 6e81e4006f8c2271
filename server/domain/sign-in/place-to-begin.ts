import { blocksByIds } from '#server/store/blocks.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import type { AccountRow } from '#server/store/tables/accounts.ts'

/**
 * Where somebody begins who is in several workspaces: in the one that is asked for, else the one that they are on
 * their way to, else where they were last, else in the oldest; undefined for who is in none. What is not open to them
 * as they are is chosen when they ask for it, or when nothing else is left.
 *
 * @param next an address on this server.
 */
export async function placeToBegin<Place extends { id: string }>(
  db: Db,
  account: Pick<AccountRow, 'last_workspace_id'> | undefined,
  places: readonly Place[],
  {
    workspaceId,
    next,
    isOpen = () => true,
  }: { workspaceId?: string | undefined; next: string; isOpen?: (place: Place) => boolean },
): Promise<Place | undefined> {
  const asked = workspaceId ?? (await workspaceOfAddress(db, places, next))
  const open = places.filter(isOpen)
  const usual = (some: readonly Place[]) =>
    some.find(({ id }) => id === account?.last_workspace_id) ?? some[0]
  return places.find(({ id }) => id === asked) ?? usual(open) ?? usual(places)
}

const UUID = /(?<![0-9a-f])[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}(?![0-9a-f])/gi

/** Ids in an address that are looked at. */
const MOST_IDS = 4

/** The workspace, among some, that an address names, or that of a page or database that it names. */
async function workspaceOfAddress(
  db: Db,
  places: readonly { id: string }[],
  address: string,
): Promise<string | null> {
  const ids = (address.match(UUID) ?? []).slice(0, MOST_IDS).map(withDashes)
  if (ids.length === 0 || places.length < 2) return null
  const named = places.find(({ id }) => ids.includes(id))
  if (named !== undefined) return named.id
  for (const { id } of places) {
    if ((await blocksByIds(db, id, ids)).length > 0) return id
  }
  return null
}

const withDashes = (id: string): string =>
  id
    .toLowerCase()
    .replaceAll('-', '')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
