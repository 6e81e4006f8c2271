import { type Static, Type } from 'typebox'
import { isWebAddress } from '../addresses.ts'
import { contentProblem } from '../content-problem.ts'
import { named } from '../validation/named-schemas.ts'
import { OptionalTag, StrictObject, Url } from '../validation/schemas.ts'
import { FileUploadBranch } from './upload.ts'

/** The cover of a page or a database in a request. */
export const CoverRequest = named(
  'CoverRequest',
  Type.Union([
    StrictObject({ external: StrictObject({ url: Url }), type: OptionalTag('external') }),
    FileUploadBranch(),
  ]),
)

export type CoverRequest = Static<typeof CoverRequest>

/** A cover as it is stored, and as it is answered. */
export type StoredCover = { type: 'external'; external: { url: string } }

/** Brings a cover that keeps to `CoverRequest` into its stored shape. */
export function storeCover({ external: { url } }: CoverRequest): StoredCover {
  if (!isWebAddress(url)) throw contentProblem('Invalid image url.')
  return { type: 'external', external: { url } }
}
