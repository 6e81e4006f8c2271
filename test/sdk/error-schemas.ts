import { APIErrorCode } from '@notionhq/client'
import { closed, constant, nullableString, number, oneOf, open, type Schema, string } from './schema.ts'

/** Codes that the API documents without the SDK knowing them: its users get an `UnknownHTTPResponseError`. */
const unknownToSdk = ['missing_version', 'invalid_grant', 'bad_gateway', 'database_connection_unavailable']

const codes = oneOf([...Object.values(APIErrorCode), ...unknownToSdk])

const optional = (schema: Schema, more: Readonly<Record<string, Schema>>): Schema => ({
  ...schema,
  properties: { ...schema.properties, ...more },
})

/** What every failed request is answered with. */
export const errorSchema: Schema = optional(
  closed({ object: constant('error'), status: number, code: codes, message: string, request_id: string }),
  { additional_data: open },
)

/** The token endpoints speak OAuth (RFC 6749, section 5.2); beside it may stand what the other endpoints answer. */
export const oauthErrorSchema: Schema = optional(closed({ error: string, request_id: string }), {
  error_description: nullableString,
  object: constant('error'),
  status: number,
  code: codes,
  message: string,
})
