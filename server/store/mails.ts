import type { Db } from './dialects/dialect.ts'
import type { MailRow } from './tables/workspaces.ts'

export const insertMail = (db: Db, row: MailRow): Promise<unknown> =>
  db.sql.insertInto('mails').values(row).execute()

/** The mail, of any workspace, that waits longest to be sent; undefined when none does. */
export const dueMail = (db: Db, now: number): Promise<MailRow | undefined> =>
  db.sql
    .selectFrom('mails')
    .selectAll()
    .where('due_time', '<=', now)
    .orderBy('due_time')
    .limit(1)
    .executeTakeFirst()

/** Claims a mail until a time; false when somebody was faster. */
export async function claimMail(
  db: Db,
  { workspace_id, id, due_time }: MailRow,
  until: number,
): Promise<boolean> {
  const claimed = await db.sql
    .updateTable('mails')
    .set({ due_time: until })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .where('due_time', '=', due_time)
    .returning('id')
    .executeTakeFirst()
  return claimed !== undefined
}

export async function updateMail(
  db: Db,
  { workspace_id, id }: Pick<MailRow, 'workspace_id' | 'id'>,
  change: Partial<MailRow>,
): Promise<void> {
  await db.sql
    .updateTable('mails')
    .set(change)
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

/** Mail of every workspace, the newest first. */
export const newestMails = (db: Db, limit: number): Promise<MailRow[]> =>
  db.sql
    .selectFrom('mails')
    .selectAll()
    .orderBy('created_time', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Forgets mail that was sent or given up before a time. */
export async function deleteOldMails(db: Db, before: number): Promise<void> {
  await db.sql.deleteFrom('mails').where('due_time', 'is', null).where('created_time', '<', before).execute()
}
