/** What can be wrong with what a caller asked. Each door maps a kind to its protocol's own shape. */
export type ProblemKind =
  | 'invalid'
  | 'invalid_json'
  | 'invalid_address'
  | 'unsupported'
  | 'missing_version'
  | 'unauthenticated'
  | 'forbidden'
  | 'absent'
  | 'conflict'
  | 'too_large'
  | 'rate_limited'
  | 'unavailable'

/** An error of the caller. The message is for people; nothing reads it back. */
export class Problem extends Error {
  readonly kind: ProblemKind
  /** Goes into `additional_data` of an API error. */
  readonly data: Record<string, unknown> | undefined
  /** Extra response headers, `Retry-After` for one. */
  readonly headers: Record<string, string> | undefined

  constructor(
    kind: ProblemKind,
    message: string,
    more: { data?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.kind = kind
    this.data = more.data
    this.headers = more.headers
  }
}

export const invalid = (message: string, data?: Record<string, unknown>): Problem =>
  new Problem('invalid', message, data ? { data } : {})
