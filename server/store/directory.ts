/** People and groups as directories find them, with what those directories said of them. */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import { prepared } from './prepared.ts'
import type { DirectoryKeyRow, DirectoryPersonRow, GroupRow, Tables, UserRow } from './tables.ts'

/** What people or groups are looked for by. */
export type DirectoryCondition =
  | { all: readonly DirectoryCondition[] }
  | { any: readonly DirectoryCondition[] }
  | { by: 'id'; value: string }
  /** As the directory of the list calls it. */
  | { by: 'externalId'; value: string }
  /** Of people, in lower case: those who may be meant by it. */
  | { by: 'userName' | 'email'; value: string }
  | { by: 'active'; value: boolean }
  /** Of groups, in lower case. */
  | { by: 'name'; value: string }
  /** Groups that somebody is in. */
  | { by: 'member'; value: string }
  | { by: 'created_time' | 'updated_time'; is: '=' | '<' | '<=' | '>' | '>='; value: number }

/** A part of a list, which goes by id. */
export interface DirectorySlice {
  /** Those after this one. */
  after?: string | null
  /** Leaves out so many. */
  offset?: number
  limit: number
}

export interface DirectoryPerson extends UserRow {
  /** Null of who is kept by hand. */
  directory: string | null
  attributes: string | null
  external_id: string | null
}

/** People who were not removed, as one directory calls them. */
export async function directoryPeople(
  db: Db,
  workspaceId: string,
  directory: string,
  condition: DirectoryCondition | null,
  { after = null, offset = 0, limit }: DirectorySlice,
): Promise<DirectoryPerson[]> {
  // Two statements: a planner that joins both may well read everybody to find a few.
  const ids = await people(db.sql, workspaceId, directory, condition)
    .$if(after !== null, (query) => query.where('users.id', '>', after!))
    .select('users.id')
    .orderBy('users.id')
    .limit(limit)
    .offset(offset)
    .execute()
  return ids.length === 0
    ? []
    : peopleByIds(db, workspaceId, directory, JSON.stringify(ids.map(({ id }) => id)))
}

/** Values: workspace, directory, JSON array of ids. */
const peopleByIds = prepared<DirectoryPerson, [workspaceId: string, directory: string, ids: string]>(
  (query, [workspaceId, directory, ids], dialect) =>
    query
      .selectFrom('users')
      .leftJoin('directory_people as d', (join) =>
        join.onRef('d.workspace_id', '=', 'users.workspace_id').onRef('d.user_id', '=', 'users.id'),
      )
      .leftJoin('directory_external_ids as e', (join) =>
        join
          .onRef('e.workspace_id', '=', 'users.workspace_id')
          .on('e.directory', '=', directory)
          .onRef('e.resource_id', '=', 'users.id'),
      )
      .selectAll('users')
      .select(['d.directory', 'd.attributes', 'e.external_id'])
      .where('users.workspace_id', '=', workspaceId)
      .where(dialects[dialect].idIn('users.id', ids))
      .orderBy('users.id'),
)

export async function countDirectoryPeople(
  db: Db,
  workspaceId: string,
  directory: string,
  condition: DirectoryCondition | null,
): Promise<number> {
  const { count } = await people(db.sql, workspaceId, directory, condition)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

type Builder = Pick<Db['sql'], 'selectFrom'>

const people = (
  from: Builder,
  workspaceId: string,
  directory: string,
  condition: DirectoryCondition | null,
) =>
  from
    .selectFrom('users')
    .where('users.workspace_id', '=', workspaceId)
    // Written out, as the index of these people has them: values of parameters say nothing to who plans.
    .where('users.type', '=', sql.lit('person'))
    .where('users.state', '<>', sql.lit('removed'))
    .$if(condition !== null, (query) =>
      query.where((eb) => holdsOf(eb as never, 'users', workspaceId, directory, condition!)),
    )

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

function holdsOf(
  eb: ExpressionBuilder<Tables, 'users' | 'groups'>,
  table: 'users' | 'groups',
  workspaceId: string,
  directory: string,
  condition: DirectoryCondition,
): Expression<SqlBool> {
  const holds = (one: DirectoryCondition) => holdsOf(eb, table, workspaceId, directory, one)
  if ('all' in condition) return eb.and(condition.all.map(holds))
  if ('any' in condition) return eb.or(condition.any.map(holds))
  const id = `${table}.id` as 'users.id'
  switch (condition.by) {
    case 'id':
      return eb(id, '=', condition.value)
    case 'externalId':
      return eb(id, 'in', (inner) =>
        inner
          .selectFrom('directory_external_ids')
          .select('resource_id')
          .where('workspace_id', '=', workspaceId)
          .where('directory', '=', directory)
          .where('external_id', '=', condition.value),
      )
    case 'userName':
    case 'email': {
      const kind = condition.by === 'email' ? 'email' : 'user_name'
      return eb(id, 'in', (inner) =>
        inner
          .selectFrom('directory_keys')
          .select('user_id')
          .where('workspace_id', '=', workspaceId)
          .where('kind', '=', kind)
          .where('key', '=', condition.value)
          .union(
            inner
              .selectFrom('users as same')
              .select('same.id as user_id')
              .where('same.workspace_id', '=', workspaceId)
              .where('same.email_key', '=', condition.value),
          ),
      )
    }
    case 'active':
      return eb('users.state', '=', condition.value ? 'active' : 'suspended')
    case 'name':
      return eb('groups.name_key', '=', condition.value)
    case 'member':
      return eb(id, 'in', (inner) =>
        inner
          .selectFrom('group_members as m')
          .innerJoin('users as u', (join) =>
            join.onRef('u.workspace_id', '=', 'm.workspace_id').onRef('u.id', '=', 'm.user_id'),
          )
          .select('m.group_id')
          .where('m.workspace_id', '=', workspaceId)
          .where('m.user_id', '=', condition.value)
          .where('u.state', '!=', 'removed'),
      )
    default:
      return eb(`${table}.${condition.by}` as 'users.created_time', condition.is, condition.value)
  }
}

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

/** What directories said of people; those who are kept by hand are not among them. */
export const directoryPeopleByIds = (
  db: Db,
  workspaceId: string,
  userIds: readonly string[],
): Promise<DirectoryPersonRow[]> =>
  db.sql
    .selectFrom('directory_people')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('user_id', 'in', userIds)
    .execute()

/** Writes down what a directory said of somebody, in place of what one said before. */
export async function putDirectoryPerson(
  db: Db,
  row: DirectoryPersonRow,
  keys: readonly Pick<DirectoryKeyRow, 'kind' | 'key'>[],
): Promise<void> {
  const { workspace_id, user_id, ...said } = row
  await db.sql
    .insertInto('directory_people')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id']).doUpdateSet(said))
    .execute()
  await deleteKeys(db, workspace_id, user_id)
  if (keys.length === 0) return
  await db.sql
    .insertInto('directory_keys')
    .values(keys.map(({ kind, key }) => ({ workspace_id, kind, key, user_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Forgets what directories said of a person or a group. */
export async function deleteDirectoryRows(db: Db, workspaceId: string, id: string): Promise<void> {
  await deleteKeys(db, workspaceId, id)
  await db.sql
    .deleteFrom('directory_people')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', id)
    .execute()
  await db.sql
    .deleteFrom('directory_external_ids')
    .where('workspace_id', '=', workspaceId)
    .where('resource_id', '=', id)
    .execute()
}

async function deleteKeys(db: Db, workspaceId: string, userId: string): Promise<void> {
  await db.sql
    .deleteFrom('directory_keys')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute()
}

/** Keeps what a directory calls something; null for nothing. */
export async function putExternalId(
  db: Db,
  of: { workspaceId: string; directory: string; resourceId: string },
  externalId: string | null,
): Promise<void> {
  const { workspaceId: workspace_id, directory, resourceId: resource_id } = of
  if (externalId === null) {
    await db.sql
      .deleteFrom('directory_external_ids')
      .where('workspace_id', '=', workspace_id)
      .where('directory', '=', directory)
      .where('resource_id', '=', resource_id)
      .execute()
    return
  }
  await db.sql
    .insertInto('directory_external_ids')
    .values({ workspace_id, directory, resource_id, external_id: externalId })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'directory', 'resource_id']).doUpdateSet({ external_id: externalId }),
    )
    .execute()
}
