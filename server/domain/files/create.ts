import { insertUpload } from '#server/store/file-uploads.ts'
import type { FileUploadRow } from '#server/store/tables/files.ts'
import { invalid } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { describeFile, type FileUpload, toUpload, UNUSED_FOR } from './upload.ts'

export type NewUpload = {
  filename: string | null
  contentType: string | null
} & (
  | { mode: 'single_part' }
  | { mode: 'multi_part'; numberOfParts: number }
  | { mode: 'external_url'; externalUrl: string }
)

/** Announces a file. Its bytes are sent after that, or fetched by a job. */
export async function createUpload(context: Context, upload: NewUpload): Promise<FileUpload> {
  const { filename, contentType } = describeFile(upload.filename, upload.contentType)
  if (upload.mode === 'external_url' && URL.parse(upload.externalUrl)?.protocol !== 'https:') {
    throw invalid(
      `body failed validation: body.external_url should be an https url, instead was \`${JSON.stringify(upload.externalUrl)}\`.`,
    )
  }
  const { db, workspace, actor, now } = context
  const row: FileUploadRow = {
    workspace_id: workspace.id,
    id: context.newId(),
    created_by: actor.userId,
    created_by_type: actor.type === 'bot' ? 'bot' : 'person',
    created_time: now,
    last_edited_time: now,
    mode: upload.mode,
    status: 'pending',
    filename,
    content_type: contentType,
    content_length: null,
    parts_total: upload.mode === 'multi_part' ? upload.numberOfParts : null,
    parts_sent: 0,
    external_url: upload.mode === 'external_url' ? upload.externalUrl : null,
    import_result: null,
    expiry_time: now + UNUSED_FOR,
    import_time: upload.mode === 'external_url' ? now : null,
    sweep_time: null,
  }
  await insertUpload(db, row)
  context.record({ type: 'file_upload.created', entity: { type: 'file_upload', id: row.id } })
  return toUpload(row, now)
}
