import { Type } from 'typebox'
import { Refused } from '#shared/validation/schemas.ts'

const refused = Type.Optional(
  Refused('not present (who has access is changed with /v1/pages/{page_id}/permissions)'),
)

/** Keys that people expect to share a page or database with; they are told what does. */
export const accessFields = { permissions: refused, users: refused, share: refused }
