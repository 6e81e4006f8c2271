import type { DirectoryCondition, DirectorySlice } from '#server/store/directory-conditions.ts'
import {
  countDirectoryPeople,
  type DirectoryPerson,
  directoryPeople,
} from '#server/store/directory-people.ts'
import { groupsOfUsers } from '#server/store/groups.ts'
import type { Actor } from '../access/actor.ts'
import type { Administration } from '../access/administration.ts'
import type { Context } from '../context.ts'
import { toUser, type User } from '../users/user.ts'
import type { SaidOfPerson } from './conflicts.ts'
import { fromNearestEnd, knownList, rememberEnd } from './known-lists.ts'

export type { DirectoryCondition, DirectorySlice }

/** A person as a directory finds them: what they are here, and what a directory said of them. */
export interface Provisioned {
  user: User
  updatedTime: number
  /** The directory that manages them; null where nobody but people do. */
  directory: string | null
  /** All that it said, in its own words, and in those of this server. */
  attributes: Record<string, unknown> | null
  said: SaidOfPerson | null
  /** What the directory that asks calls them. */
  externalId: string | null
  groups: { id: string; name: string }[]
}

/** What a directory says of a person. */
export interface Said {
  /** Unlike that of anybody else, in any case. */
  userName: string
  /** What they sign in with; null where it is not known. */
  email: string | null
  /** Null takes it away. */
  name: string | null
  /** The address of their picture. Null takes it away; as it is, where nothing is said. */
  avatarUrl: string | null | undefined
  /** As it is, where nothing is said. */
  active: boolean | undefined
  role: NonNullable<Actor['role']> | undefined
  externalId: string | null
  /** Every address, by which they may be looked for, and every part of their name. */
  emails: readonly string[]
  names: readonly SaidName[]
  /** All that was said, to be told again. */
  attributes: Record<string, unknown>
}

/** A part of a name, or the whole of it. */
export interface SaidName {
  kind: 'given_name' | 'family_name' | 'whole_name' | 'display_name'
  value: string
}

/** What the directory is called that acts. */
export const directoryOf = ({ actor }: Pick<Context, 'actor'>): string => actor.directory ?? ''

/** People in the order they came, guests among them and who may not act; not who was removed. */
export async function listPeople(
  context: Context,
  _administration: Administration<'owners'>,
  condition: DirectoryCondition | null,
  slice: DirectorySlice,
): Promise<Provisioned[]> {
  const { db, workspace } = context
  const known = slice.after == null ? await knownList(context, condition) : null
  const part = known === null ? slice : fromNearestEnd(known, slice)
  const rows = await directoryPeople(db, workspace.id, directoryOf(context), condition, part)
  if (known !== null && rows.length > 0) {
    rememberEnd(known, (slice.offset ?? 0) + rows.length, rows.at(-1)!.id)
  }
  const ids = rows.map(({ id }) => id)
  const groups = ids.length === 0 ? [] : await groupsOfUsers(db, workspace.id, ids)
  const byUser = Map.groupBy(groups, ({ user_id }) => user_id)
  return rows.map((row) => toProvisioned(row, byUser.get(row.id) ?? []))
}

/** Everybody, and everybody who may act, is counted anew only when something happened: it takes longer the more there are. */
export async function countPeople(
  context: Context,
  _administration: Administration<'owners'>,
  condition: DirectoryCondition | null,
): Promise<number> {
  const { db, workspace } = context
  const known = await knownList(context, condition)
  const count =
    known?.count ?? (await countDirectoryPeople(db, workspace.id, directoryOf(context), condition))
  if (known !== null) known.count = count
  return count
}

const toProvisioned = (row: DirectoryPerson, groups: { id: string; name: string }[]): Provisioned => ({
  user: toUser(row),
  updatedTime: row.updated_time,
  directory: row.directory,
  attributes: row.attributes === null ? null : JSON.parse(row.attributes),
  said: row.said === null ? null : JSON.parse(row.said),
  externalId: row.external_id,
  groups: groups.map(({ id, name }) => ({ id, name })),
})
