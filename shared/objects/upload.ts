import { OptionalTag, StrictObject, Uuid } from '../validation/schemas.ts'

/** An uploaded file in a request. */
export const FileUpload = StrictObject({ id: Uuid })

/** The keys of an object that stands for an uploaded file. */
export const fileUploadKeys = { file_upload: FileUpload, type: OptionalTag('file_upload') }

export const FileUploadRequest = StrictObject(fileUploadKeys)
