/** People as directories find them. */
import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import { type DirectoryCondition, type DirectorySlice, holdsOf } from './directory-conditions.ts'
import { prepared } from './prepared.ts'
import type { UserRow } from './tables/people.ts'

export interface DirectoryPerson extends UserRow {
  /** Null of who is kept by hand. */
  directory: string | null
  attributes: string | null
  said: string | null
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
      .select(['d.directory', 'd.attributes', 'd.said', 'e.external_id'])
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
