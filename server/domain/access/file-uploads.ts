import { uploadById } from '#server/store/file-uploads.ts'
import { toUuid } from '#shared/ids.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { type FileUpload, toUpload } from '../files/upload.ts'
import type { Granted } from './levels.ts'

/** An upload of the actor's own: those of others are absent. */
export async function uploadFor(context: Context, id: string): Promise<Granted<FileUpload, 'edit'>> {
  const { db, workspace, actor, now } = context
  const row = await uploadById(db, workspace.id, toUuid(id))
  if (row === undefined || row.created_by !== actor.userId) throw absentUpload(id)
  return toUpload(row, now) as Granted<FileUpload, 'edit'>
}

export const absentUpload = (id: string): Problem =>
  new Problem('absent', `Could not find file_upload with ID: ${toUuid(id)}.`)
