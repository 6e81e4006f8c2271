import { Problem, type ProblemKind } from '#shared/problem.ts'

/** What each kind of problem is called by Notion's API (Status codes, "Error codes"). */
export const apiErrors: Readonly<Record<ProblemKind, { status: number; code: string }>> = {
  invalid: { status: 400, code: 'validation_error' },
  invalid_json: { status: 400, code: 'invalid_json' },
  invalid_address: { status: 400, code: 'invalid_request_url' },
  unsupported: { status: 400, code: 'invalid_request' },
  missing_version: { status: 400, code: 'missing_version' },
  unauthenticated: { status: 401, code: 'unauthorized' },
  forbidden: { status: 403, code: 'restricted_resource' },
  absent: { status: 404, code: 'object_not_found' },
  conflict: { status: 409, code: 'conflict_error' },
  too_large: { status: 413, code: 'validation_error' },
  rate_limited: { status: 429, code: 'rate_limited' },
  unavailable: { status: 503, code: 'service_unavailable' },
}

export interface ApiError {
  object: 'error'
  status: number
  code: string
  message: string
  additional_data?: Record<string, unknown>
  request_id: string
}

/** The error object of a problem. Whatever is no `Problem` is a fault of ours: 500, without detail. */
export function presentError(error: unknown, requestId: string): ApiError {
  if (!(error instanceof Problem)) {
    return {
      object: 'error',
      status: 500,
      code: 'internal_server_error',
      message: 'Unexpected error occurred.',
      request_id: requestId,
    }
  }
  return {
    object: 'error',
    ...apiErrors[error.kind],
    message: shorten(error.message),
    ...(error.data ? { additional_data: error.data } : {}),
    request_id: requestId,
  }
}

const MOST_MESSAGE_LENGTH = 10_000

/** Messages repeat names and cursors that a caller sent, who would get back a whole body. */
const shorten = (message: string): string =>
  message.length > MOST_MESSAGE_LENGTH
    ? `${message.slice(0, MOST_MESSAGE_LENGTH - 3).toWellFormed()}...`
    : message
