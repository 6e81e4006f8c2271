/** Groups as directories find them, and who is in them. */
import type { Db } from './dialects/dialect.ts'
import { type DirectoryCondition, type DirectorySlice, holdsOf } from './directory-conditions.ts'
import type { GroupRow } from './tables/people.ts'

type Builder = Pick<Db['sql'], 'selectFrom'>

export type DirectoryGroup = GroupRow & { external_id: string | null }

/** Groups as one directory calls them. */
export const directoryGroups = (
  db: Db,
  workspaceId: string,
  directory: string,
  condition: DirectoryCondition | null,
  { after = null, offset = 0, limit }: DirectorySlice,
): Promise<DirectoryGroup[]> =>
  groups(db.sql, workspaceId, directory, condition)
    .leftJoin('directory_external_ids as e', (join) =>
      join
        .onRef('e.workspace_id', '=', 'groups.workspace_id')
        .on('e.directory', '=', directory)
        .onRef('e.resource_id', '=', 'groups.id'),
    )
    .selectAll('groups')
    .select('e.external_id')
    .$if(after !== null, (query) => query.where('groups.id', '>', after!))
    .orderBy('groups.id')
    .limit(limit)
    .offset(offset)
    .execute()

export async function countDirectoryGroups(
  db: Db,
  workspaceId: string,
  directory: string,
  condition: DirectoryCondition | null,
): Promise<number> {
  const { count } = await groups(db.sql, workspaceId, directory, condition)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

const groups = (
  from: Builder,
  workspaceId: string,
  directory: string,
  condition: DirectoryCondition | null,
) =>
  from
    .selectFrom('groups')
    .where('groups.workspace_id', '=', workspaceId)
    .$if(condition !== null, (query) =>
      query.where((eb) => holdsOf(eb as never, 'groups', workspaceId, directory, condition!)),
    )

/** Who is in a group, as many as there are; the removed aside, who only wait in it. */
export const directoryMembers = (
  db: Db,
  workspaceId: string,
  groupIds: readonly string[],
): Promise<{ group_id: string; id: string; name: string | null; email: string | null }[]> =>
  db.sql
    .selectFrom('group_members as m')
    .innerJoin('users as u', (join) =>
      join.onRef('u.workspace_id', '=', 'm.workspace_id').onRef('u.id', '=', 'm.user_id'),
    )
    .select(['m.group_id', 'u.id', 'u.name', 'u.email'])
    .where('m.workspace_id', '=', workspaceId)
    .where('m.group_id', 'in', groupIds)
    .where('u.state', '!=', 'removed')
    .orderBy('m.group_id')
    .orderBy('u.id')
    .execute()
