import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import { prepared } from './prepared.ts'
import type { FilePartRow, FileUploadRow } from './tables/files.ts'

export const insertUpload = (db: Db, row: FileUploadRow): Promise<void> =>
  db.insertRows('file_uploads', [row as never])

export const uploadById = (db: Db, workspaceId: string, id: string): Promise<FileUploadRow | undefined> =>
  db.sql
    .selectFrom('file_uploads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

export const uploadsByIds = (db: Db, workspaceId: string, ids: readonly string[]): Promise<FileUploadRow[]> =>
  db.sql
    .selectFrom('file_uploads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute()

export async function updateUpload(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Omit<FileUploadRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('file_uploads')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** What a list of uploads asks for. */
export interface UploadFilter {
  createdBy: string
  /** As it is at `now`: what is past its time has expired, whether or not that was written down. */
  status: FileUploadRow['status'] | null
  now: number
  /** The newest one wanted, itself included; null for the newest of all. */
  from: string | null
}

/** The uploads of one bot or person, newest first. Ids tell the order in which they were made. */
export const uploadsOf = (
  db: Db,
  workspaceId: string,
  { createdBy, status, now, from }: UploadFilter,
  limit: number,
): Promise<FileUploadRow[]> =>
  db.sql
    .selectFrom('file_uploads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('created_by', '=', createdBy)
    .$if(from !== null, (query) => query.where('id', '<=', from!))
    .$if(status !== null, (query) =>
      query.where(
        sql<boolean>`case when status in ('pending', 'uploaded') and expiry_time <= ${now} then 'expired' else status end = ${status}`,
      ),
    )
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** The parts of a file, in order. */
export const partsOf = (db: Db, workspaceId: string, uploadId: string): Promise<FilePartRow[]> =>
  db.sql
    .selectFrom('file_parts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('upload_id', '=', uploadId)
    .orderBy('part_number')
    .execute()

/** Puts a part in place of the one of its number. */
export async function putPart(db: Db, row: FilePartRow): Promise<void> {
  const { storage_key, size } = row
  await db.sql
    .insertInto('file_parts')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'upload_id', 'part_number']).doUpdateSet({ storage_key, size }),
    )
    .execute()
}

export async function deleteParts(db: Db, workspaceId: string, uploadId: string): Promise<void> {
  await db.sql
    .deleteFrom('file_parts')
    .where('workspace_id', '=', workspaceId)
    .where('upload_id', '=', uploadId)
    .execute()
}

/** Which of several due times of an upload is meant. */
export type DueTime = 'expiry_time' | 'import_time' | 'sweep_time'

/** The upload, of any workspace, for which something is due longest; undefined when nothing is. */
export const dueUpload = (db: Db, time: DueTime, now: number): Promise<FileUploadRow | undefined> =>
  db.sql
    .selectFrom('file_uploads')
    .selectAll()
    .where(time, '<=', now)
    // What has expired keeps the time when it did, to be shown.
    .$if(time === 'expiry_time', (query) => query.where('status', 'in', ['pending', 'uploaded']))
    .orderBy(time)
    .limit(1)
    .executeTakeFirst()

/** Claims the import of an upload until a time; false when somebody was faster. */
export async function claimImport(
  db: Db,
  { workspace_id, id, import_time }: FileUploadRow,
  until: number,
): Promise<boolean> {
  const claimed = await db.sql
    .updateTable('file_uploads')
    .set({ import_time: until })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .where('import_time', '=', import_time)
    .returning('id')
    .executeTakeFirst()
  return claimed !== undefined
}

/** Writes down that something shows these files; that they do not go away any more is for the caller to write. */
export async function insertAttachments(
  db: Db,
  workspaceId: string,
  holderId: string,
  uploadIds: readonly string[],
): Promise<void> {
  await db.sql
    .insertInto('file_attachments')
    .values(uploadIds.map((upload_id) => ({ workspace_id: workspaceId, upload_id, holder_id: holderId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteAttachments(
  db: Db,
  workspaceId: string,
  holderId: string,
  uploadIds: readonly string[],
): Promise<void> {
  await db.sql
    .deleteFrom('file_attachments')
    .where('workspace_id', '=', workspaceId)
    .where('upload_id', 'in', uploadIds)
    .where('holder_id', '=', holderId)
    .execute()
}

/** Takes the time away at which files would go: something shows them. */
export async function keepForGood(db: Db, workspaceId: string, uploadIds: readonly string[]): Promise<void> {
  await db.sql
    .updateTable('file_uploads')
    .set({ expiry_time: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', uploadIds)
    .where('expiry_time', 'is not', null)
    .execute()
}

/** A file that something shows; nothing when nothing does. */
export const shownUpload = prepared<FileUploadRow, [workspaceId: string, id: string]>(
  (query, [workspaceId, id]) =>
    query
      .selectFrom('file_uploads as f')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .where('status', '=', 'uploaded')
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('file_attachments')
            .select('holder_id')
            .where('workspace_id', '=', workspaceId)
            .where('upload_id', '=', id),
        ),
      ),
)
