import { type TSchema, Type } from 'typebox'
import { OptionalTag, Refused, StrictObject } from '../validation/schemas.ts'

/** An uploaded file in a request. There are no uploads yet: it is refused by its name. */
export const FileUpload = Refused('not present until this server takes file uploads')

/** The branch of a union that would take an uploaded file. Nothing passes it, so it has no type. */
export const FileUploadBranch = (others: Record<string, TSchema> = {}) =>
  Type.Unsafe<never>(StrictObject({ file_upload: FileUpload, type: OptionalTag('file_upload'), ...others }))
