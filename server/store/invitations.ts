import type { Db } from './dialects/dialect.ts'
import type { InvitationRow } from './tables/people.ts'

export const insertInvitation = (db: Db, row: InvitationRow): Promise<unknown> =>
  db.sql.insertInto('invitations').values(row).execute()

export const invitationById = (db: Db, workspaceId: string, id: string): Promise<InvitationRow | undefined> =>
  db.sql
    .selectFrom('invitations')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

export const invitationsByIds = (
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<InvitationRow[]> =>
  db.sql
    .selectFrom('invitations')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute()

/** Those of an e-mail that nobody accepted or cancelled, expired ones too. */
export const pendingInvitationsOf = (
  db: Db,
  workspaceId: string,
  emailKey: string,
): Promise<InvitationRow[]> =>
  db.sql
    .selectFrom('invitations')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('email_key', '=', emailKey)
    .where('state', '=', 'pending')
    .orderBy('id')
    .execute()

/** The invitation of a link, in whatever workspace. */
export const invitationOfLink = (db: Db, tokenHash: string): Promise<InvitationRow | undefined> =>
  db.sql.selectFrom('invitations').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()

/**
 * Invitations in one state, the oldest first.
 *
 * @param createdBy only theirs; null for everybody's.
 * @param fromId where to begin.
 */
export const listedInvitations = (
  db: Db,
  workspaceId: string,
  state: InvitationRow['state'],
  createdBy: string | null,
  fromId: string | null,
  limit: number,
): Promise<InvitationRow[]> =>
  db.sql
    .selectFrom('invitations')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', state)
    .$if(createdBy !== null, (query) => query.where('created_by', '=', createdBy))
    .$if(fromId !== null, (query) => query.where('id', '>=', fromId!))
    .orderBy('id')
    .limit(limit)
    .execute()

export async function updateInvitation(
  db: Db,
  { workspace_id, id }: Pick<InvitationRow, 'workspace_id' | 'id'>,
  change: Partial<Omit<InvitationRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('invitations')
    .set(change)
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}
