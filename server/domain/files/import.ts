import type { IncomingMessage } from 'node:http'
import type { FileStorage } from '#server/adapters/file-storage/file-storage.ts'
import { type Outgoing, UnreachableAddress } from '#server/adapters/outgoing-http.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import {
  claimImport,
  deleteParts,
  dueUpload,
  putPart,
  updateUpload,
  uploadById,
} from '#server/store/file-uploads.ts'
import type { FileUploadRow } from '#server/store/tables/files.ts'
import { baseType, canHold } from '#shared/files/content-types.ts'
import { Problem } from '#shared/problem.ts'
import { toOffsetTime } from '#shared/timestamps.ts'
import type { Context, Workspace } from '../context.ts'
import { folderOf } from './send.ts'
import { inMebibytes, mostFileBytes, wrongSize } from './upload.ts'

/** How long a process may fetch a file before another one takes over, in milliseconds. */
const CLAIMED_FOR = 10 * 60 * 1000

/** A file that is to be fetched from elsewhere, claimed for this process. */
export type ClaimedImport = Pick<FileUploadRow, 'workspace_id' | 'id' | 'content_type'> & {
  filename: string
  external_url: string
}

/** Claims the file that has waited longest to be fetched; null when none waits. */
export async function claimDueImport(
  db: Db,
  transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T>,
  now: number,
): Promise<ClaimedImport | null> {
  for (;;) {
    const due = await dueUpload(db, 'import_time', now)
    if (due === undefined) return null
    if (await transaction((trx) => claimImport(trx, due, now + CLAIMED_FOR))) return due as ClaimedImport
  }
}

/** Gives a claim back, for another process to go on at once. */
export async function giveBackImport(
  transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T>,
  { workspace_id, id }: ClaimedImport,
  now: number,
): Promise<void> {
  await transaction((trx) => updateUpload(trx, workspace_id, id, { import_time: now }))
}

/** Why a file was not imported, in Notion's shape. */
interface ImportError {
  type: 'validation_error' | 'internal_system_error' | 'download_error' | 'upload_error'
  code: string
  message: string
  parameter: string | null
  status_code: number | null
}

export type Fetched = { storageKey: string; size: number; contentType: string } | { error: ImportError }

/** Fetches a file and keeps its bytes as they come; what is wrong with it is told, not thrown. */
export async function fetchFile(
  { outgoing, files, newId }: { outgoing: Outgoing; files: FileStorage; newId(): string },
  workspace: Workspace,
  upload: ClaimedImport,
  stopping: AbortSignal,
): Promise<Fetched> {
  const giveUp = AbortSignal.any([stopping, AbortSignal.timeout(CLAIMED_FOR / 2)])
  try {
    const response = await outgoing.get(upload.external_url, giveUp)
    try {
      return await keep({ files, newId }, workspace, upload, response)
    } finally {
      response.destroy()
    }
  } catch (error) {
    // A server that stops has not failed: another process goes on.
    if (stopping.aborted) throw error
    return { error: toImportError(error) }
  }
}

async function keep(
  { files, newId }: { files: FileStorage; newId(): string },
  workspace: Workspace,
  upload: ClaimedImport,
  response: IncomingMessage,
): Promise<Fetched> {
  const { statusCode = 0, headers } = response
  if (statusCode < 200 || statusCode > 299) return { error: unanswered(statusCode) }
  const contentType = baseType(headers['content-type'] ?? '')
  const refusal = refuseType(upload, contentType)
  if (refusal !== null) return { error: refusal }
  const most = mostFileBytes(workspace)
  const tooLarge = () => wrongSize(inMebibytes(most))
  if (Number(headers['content-length'] ?? 0) > most) throw tooLarge()

  const storageKey = folderOf(workspace.id, upload.id) + newId()
  let size = 0
  async function* counted() {
    for await (const chunk of bytesOf(response)) {
      size += chunk.length
      if (size > most) throw tooLarge()
      yield chunk
    }
  }
  await files.put(storageKey, counted())
  return { storageKey, size, contentType }
}

/** A connection that breaks is the other side's fault. */
async function* bytesOf(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* response
  } catch {
    throw new UnreachableAddress('The answer broke off before its end.')
  }
}

/** The address must say what it gives, and that must fit the name; a vague type fits any. */
function refuseType(upload: ClaimedImport, contentType: string): ImportError | null {
  const problem = (code: string, message: string): ImportError => ({
    type: 'validation_error',
    code,
    message,
    parameter: 'external_url',
    status_code: null,
  })
  if (contentType === '') {
    return problem(
      'file_upload_missing_content_type',
      'The address did not answer with a `Content-Type` header.',
    )
  }
  if (contentType === 'application/octet-stream' || canHold(upload.filename, contentType)) return null
  return problem(
    'file_upload_invalid_content_type',
    `The content type ${contentType} does not match the extension of \`filename\` ${upload.filename}.`,
  )
}

const unanswered = (status: number): ImportError => ({
  type: 'download_error',
  code: 'file_upload_download_failed',
  message: `The address answered with the status ${status}. Redirects are not followed.`,
  parameter: 'external_url',
  status_code: status,
})

function toImportError(error: unknown): ImportError {
  if (error instanceof Problem) {
    return {
      type: 'validation_error',
      code: 'file_upload_invalid_size',
      message: error.message,
      parameter: null,
      status_code: null,
    }
  }
  const isOutside = error instanceof UnreachableAddress || (error as Error).name === 'AbortError'
  return {
    type: isOutside ? 'download_error' : 'internal_system_error',
    code: isOutside ? 'file_upload_download_failed' : 'internal_server_error',
    message: isOutside
      ? `The address could not be fetched: ${(error as Error).message}`
      : 'The file could not be kept. Please try again with a new file upload.',
    parameter: isOutside ? 'external_url' : null,
    status_code: null,
  }
}

/** Writes down how an import ended, unless the upload was given up meanwhile. */
export async function finishImport(context: Context, id: string, fetched: Fetched): Promise<void> {
  const { db, workspace, now } = context
  const row = await uploadById(db, workspace.id, id)
  if (row === undefined || row.status !== 'pending') return
  const common = { last_edited_time: now, import_time: null, sweep_time: now }
  const imported_time = toOffsetTime(now)
  if ('error' in fetched) {
    const result = { imported_time, type: 'error', error: fetched.error }
    await deleteParts(db, workspace.id, id)
    await updateUpload(db, workspace.id, id, {
      ...common,
      status: 'failed',
      import_result: JSON.stringify(result),
    })
    context.record({
      type: 'file_upload.upload_failed',
      entity: { type: 'file_upload', id },
      data: { file_import_result: result },
    })
    return
  }
  const { storageKey: storage_key, size } = fetched
  await putPart(db, { workspace_id: workspace.id, upload_id: id, part_number: 1, storage_key, size })
  await updateUpload(db, workspace.id, id, {
    ...common,
    status: 'uploaded',
    content_length: size,
    parts_sent: 1,
    import_result: JSON.stringify({ imported_time, type: 'success', success: {} }),
  })
  context.record({ type: 'file_upload.completed', entity: { type: 'file_upload', id } })
}
