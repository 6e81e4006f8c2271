/** What directories said of people and groups. */
import type { Db } from './dialects/dialect.ts'
import type { DirectoryKeyRow, DirectoryPersonRow } from './tables/directory.ts'

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
