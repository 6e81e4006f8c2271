/** What OAuth calls a mistake of a client (RFC 6749 sections 4.1.2.1 and 5.2, RFC 7591 section 3.2.2, RFC 8707 section 2). */
export type OAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'access_denied'
  | 'login_required'
  | 'consent_required'
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'

/** A mistake of an OAuth client. The message is for people; clients read `error`. */
export class OAuthProblem extends Error {
  readonly error: OAuthError

  constructor(error: OAuthError, message: string) {
    super(message)
    this.error = error
  }
}
