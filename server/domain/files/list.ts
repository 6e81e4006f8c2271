import { uploadById, uploadsOf } from '#server/store/file-uploads.ts'
import { invalid } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { type FileUpload, toUpload } from './upload.ts'

/**
 * The actor's own uploads, newest first.
 *
 * @param from the first one wanted; null for the newest.
 */
export async function listUploads(
  { db, workspace, actor, now }: Context,
  status: FileUpload['status'] | null,
  from: string | null,
  count: number,
): Promise<FileUpload[]> {
  if (from !== null && (await uploadById(db, workspace.id, from))?.created_by !== actor.userId) {
    throw invalid(`The start_cursor provided is invalid: ${from}`)
  }
  const rows = await uploadsOf(db, workspace.id, { createdBy: actor.userId, status, now, from }, count)
  return rows.map((row) => toUpload(row, now))
}
