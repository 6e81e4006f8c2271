import { partsOf, putPart, updateUpload } from '#server/store/file-uploads.ts'
import { baseType, contentTypeOf } from '#shared/files/content-types.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import {
  describeFile,
  type FileUpload,
  inMebibytes,
  LEAST_PART_BYTES,
  MOST_PART_BYTES,
  mostFileBytes,
  wrongSize,
} from './upload.ts'

/** Bytes that came and are kept, and what they were said to be. */
export interface SentPart {
  storageKey: string
  size: number
  filename: string | null
  contentType: string
  /** As it was sent: text. */
  partNumber: string | undefined
}

/** Where the bytes of an upload lie, all its parts. */
export const folderOf = (workspaceId: string, uploadId: string): string => `${workspaceId}/${uploadId}/`

/**
 * Keeps the bytes of a part as they come. Nothing is held in memory, and nothing is written down yet: that
 * is for `sendPart`.
 *
 * @returns how many there were, and the key they are kept under.
 */
export async function keepPart(
  { workspace, files, newId }: Context,
  upload: FileUpload,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ storageKey: string; size: number }> {
  refuseUnlessWaiting(upload)
  const storageKey = folderOf(workspace.id, upload.id) + newId()
  let size = 0
  const most = mostPartBytes(workspace)
  async function* counted() {
    for await (const chunk of bytes) {
      size += chunk.length
      if (size > most) throw wrongSize(inMebibytes(most))
      yield chunk
    }
  }
  await files.put(storageKey, counted())
  return { storageKey, size }
}

/** Removes the bytes of a part that nothing names. */
export const letGoOfPart = (
  { files }: Context,
  { storageKey }: Pick<SentPart, 'storageKey'>,
): Promise<void> => files.remove([storageKey])

/** Where Notion's walls do not hold, a part may be as large as a file. */
const mostPartBytes = (workspace: Context['workspace']): number =>
  workspace.settings.limits.sizes === 'notion'
    ? Math.min(MOST_PART_BYTES, mostFileBytes(workspace))
    : mostFileBytes(workspace)

/** Writes down that a part has come. A file of one part is whole with it. */
export async function sendPart(
  context: Context,
  upload: Granted<FileUpload, 'edit'>,
  part: SentPart,
): Promise<void> {
  refuseUnlessWaiting(upload)
  const { db, workspace, now } = context
  const partNumber = numberOf(upload, part)
  refuseWrongPartSize(context, upload, partNumber, part.size)
  await putPart(db, {
    workspace_id: workspace.id,
    upload_id: upload.id,
    part_number: partNumber,
    storage_key: part.storageKey,
    size: part.size,
  })
  const parts = await partsOf(db, workspace.id, upload.id)
  const length = parts.reduce((sum, { size }) => sum + size, 0)
  const most = mostFileBytes(workspace)
  if (length > most) throw wrongSize(inMebibytes(most))
  const progress = { last_edited_time: now, content_length: length, parts_sent: parts.length }
  if (upload.parts !== null) return updateUpload(db, workspace.id, upload.id, progress)
  const { filename, contentType } = describeSent(upload, part)
  await updateUpload(db, workspace.id, upload.id, {
    ...progress,
    filename,
    content_type: contentType,
    status: 'uploaded',
    sweep_time: now,
  })
  recordCompleted(context, upload)
}

/** Makes a file of the parts that came, in the order of their numbers. */
export async function completeUpload(context: Context, upload: Granted<FileUpload, 'edit'>): Promise<void> {
  if (upload.mode !== 'multi_part') {
    throw invalid(`File upload ${upload.id} is not of mode multi_part, so there are no parts to complete.`)
  }
  refuseUnlessWaiting(upload)
  const { sent, total } = upload.parts!
  if (sent < total) {
    throw invalid(
      `File upload ${upload.id} cannot be completed yet: ${sent} of its ${total} parts have been sent.`,
    )
  }
  const { db, workspace, now } = context
  await updateUpload(db, workspace.id, upload.id, {
    status: 'uploaded',
    last_edited_time: now,
    sweep_time: now,
  })
  recordCompleted(context, upload)
}

const recordCompleted = (context: Context, { id }: FileUpload): void =>
  context.record({ type: 'file_upload.completed', entity: { type: 'file_upload', id } })

function refuseUnlessWaiting({ id, status, mode }: FileUpload): void {
  if (mode === 'external_url') {
    throw invalid(`File upload ${id} is of mode external_url: its file is fetched and cannot be sent.`)
  }
  if (status === 'pending') return
  throw invalid(
    status === 'expired'
      ? `File upload ${id} has expired. Create a new file upload.`
      : `File upload ${id} should have the status \`pending\`, instead was \`${status}\`.`,
  )
}

function numberOf(upload: FileUpload, { partNumber }: SentPart): number {
  if (upload.parts === null) {
    if (partNumber === undefined) return 1
    throw invalid(
      `body failed validation: body.part_number should be not present unless the file upload is of mode multi_part, instead was \`${JSON.stringify(partNumber)}\`.`,
    )
  }
  const { total } = upload.parts
  const number = /^\d{1,4}$/.test(partNumber ?? '') ? Number(partNumber) : 0
  if (number >= 1 && number <= total) return number
  const given = partNumber === undefined ? 'undefined' : JSON.stringify(partNumber)
  throw invalid(
    `body failed validation: body.part_number should be a whole number from \`1\` to \`${total}\`, instead was \`${given}\`.`,
  )
}

/** Every part but the last must be of some size, where Notion's walls hold. */
function refuseWrongPartSize({ workspace }: Context, upload: FileUpload, number: number, size: number): void {
  const isLast = upload.parts === null || number === upload.parts.total
  if (isLast || workspace.settings.limits.sizes === 'none' || size >= LEAST_PART_BYTES) return
  throw wrongSize(
    `at least ${inMebibytes(LEAST_PART_BYTES)} for every part but the last (part ${number} has ${size} bytes)`,
  )
}

/** What was not said when the upload was made, the form may say. */
function describeSent(upload: FileUpload, { filename, contentType }: SentPart) {
  if (upload.filename !== null) return { filename: upload.filename, contentType: upload.contentType }
  const said = baseType(contentType)
  const isVague =
    said === '' || said === 'application/octet-stream' || contentTypeOf(filename ?? '') !== undefined
  return describeFile(filename ?? 'file', upload.contentType ?? (isVague ? null : said))
}
