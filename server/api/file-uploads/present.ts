import type { FileUpload } from '#server/domain/files/upload.ts'
import { toMinute } from '#shared/timestamps.ts'

/** The newest JSON of a file upload (API reference, "File upload"), in the order Notion sends its keys. */
export function presentFileUpload(upload: FileUpload, { baseUrl }: { baseUrl: string }) {
  const url = `${baseUrl}/v1/file_uploads/${upload.id}`
  const isPending = upload.status === 'pending'
  return {
    object: 'file_upload',
    id: upload.id,
    created_time: toMinute(upload.createdTime),
    created_by: upload.createdBy,
    last_edited_time: toMinute(upload.lastEditedTime),
    expiry_time: upload.expiryTime === null ? null : toMinute(upload.expiryTime),
    ...(isPending ? { upload_url: `${url}/send` } : {}),
    ...(isPending && upload.parts !== null && upload.parts.sent > 0
      ? { complete_url: `${url}/complete` }
      : {}),
    in_trash: false,
    status: upload.status,
    filename: upload.filename,
    content_type: upload.contentType,
    content_length: upload.contentLength,
    ...(upload.parts === null ? {} : { number_of_parts: upload.parts }),
    ...(upload.importResult === null ? {} : { file_import_result: upload.importResult }),
  }
}
