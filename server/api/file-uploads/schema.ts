import { Type } from 'typebox'
import type { SentPart } from '#server/domain/files/send.ts'
import { OneOf, StrictObject, Text, Url, Uuid } from '#shared/validation/schemas.ts'

export const FileUploadParams = StrictObject({ file_upload_id: Uuid })

export const CreateFileUploadBody = StrictObject({
  mode: Type.Optional(OneOf(['single_part', 'multi_part', 'external_url'])),
  filename: Type.Optional(Text(900)),
  content_type: Type.Optional(Text(200)),
  number_of_parts: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  external_url: Type.Optional(Url),
})

export const FileUploadsQuery = StrictObject({
  status: Type.Optional(OneOf(['pending', 'uploaded', 'expired', 'failed'])),
  start_cursor: Type.Optional(Uuid),
  page_size: Type.Optional(Type.Number({ maximum: 100 })),
})

/** What a form holds that sends a file. */
export const SendFileUploadForm = Type.Unsafe<SentPart>(
  StrictObject({ file: Type.String({ format: 'binary' }), part_number: Type.Optional(Type.String()) }),
)
