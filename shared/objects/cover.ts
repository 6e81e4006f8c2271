import { type Static, Type } from 'typebox'
import { isWebAddress } from '../addresses.ts'
import { contentProblem } from '../content-problem.ts'
import { type NamedUpload, nameUpload, type ShownFile } from '../files/stored-file.ts'
import { named } from '../validation/named-schemas.ts'
import { OptionalTag, StrictObject, Url } from '../validation/schemas.ts'
import { FileUploadRequest } from './upload.ts'

/** The cover of a page or a database in a request. */
export const CoverRequest = named(
  'CoverRequest',
  Type.Union([
    StrictObject({ external: StrictObject({ url: Url }), type: OptionalTag('external') }),
    FileUploadRequest,
  ]),
)

export type CoverRequest = Static<typeof CoverRequest>

/** A cover as it is stored; but for a file kept here, also as it is answered. */
export type StoredCover = { type: 'external'; external: { url: string } } | ShownFile

/** Brings a cover that keeps to `CoverRequest` into its stored shape. */
export function storeCover(request: CoverRequest): StoredCover | NamedUpload {
  if ('file_upload' in request) return nameUpload(request.file_upload)
  const { url } = request.external
  if (!isWebAddress(url)) throw contentProblem('Invalid image url.')
  return { type: 'external', external: { url } }
}
