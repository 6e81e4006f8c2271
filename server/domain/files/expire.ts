import type { Db } from '#server/store/dialects/dialect.ts'
import { deleteParts, dueUpload, partsOf, updateUpload, uploadById } from '#server/store/file-uploads.ts'
import type { Context } from '../context.ts'
import { folderOf } from './send.ts'

/** An upload for which something is due. */
export interface DueUpload {
  workspaceId: string
  id: string
}

/** The upload that nothing has shown for too long. */
export async function unusedUpload(db: Db, now: number): Promise<DueUpload | null> {
  return toDue(await dueUpload(db, 'expiry_time', now))
}

/** Gives an upload up, unless something began to show it meanwhile. Its bytes are swept away after that. */
export async function expireUpload(context: Context, id: string): Promise<void> {
  const { db, workspace, now } = context
  const row = await uploadById(db, workspace.id, id)
  const isUnused = row !== undefined && row.expiry_time !== null && row.expiry_time <= now
  if (!isUnused || (row.status !== 'pending' && row.status !== 'uploaded')) return
  await deleteParts(db, workspace.id, id)
  await updateUpload(db, workspace.id, id, { status: 'expired', import_time: null, sweep_time: now })
  context.record({ type: 'file_upload.expired', entity: { type: 'file_upload', id } })
}

/** The upload that may have bytes which belong to none of its parts. */
export async function uploadToSweep(db: Db, now: number): Promise<DueUpload | null> {
  return toDue(await dueUpload(db, 'sweep_time', now))
}

/**
 * Removes the bytes that belong to no part of an upload that takes no more of them: of parts that were sent
 * again, of a process that died, of an upload that was given up. Doing it twice does no harm.
 */
export async function sweepUpload(
  { db, files }: { db: Db; files: Context['files'] },
  { workspaceId, id }: DueUpload,
): Promise<void> {
  const wanted = new Set((await partsOf(db, workspaceId, id)).map((part) => part.storage_key))
  const kept = await files.keysIn(folderOf(workspaceId, id))
  await files.remove(kept.filter((key) => !wanted.has(key)))
}

/** Writes down that an upload was swept. */
export const noteSwept = ({ db, workspace }: Context, id: string): Promise<void> =>
  updateUpload(db, workspace.id, id, { sweep_time: null })

const toDue = (row: { workspace_id: string; id: string } | undefined): DueUpload | null =>
  row === undefined ? null : { workspaceId: row.workspace_id, id: row.id }
