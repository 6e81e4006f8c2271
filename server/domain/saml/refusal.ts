import { Problem } from '#shared/problem.ts'
import type { XmlFlaw } from './xml.ts'

/** Why somebody was not signed in by their identity provider. The audit log has the word, the page has the sentence. */
export const refusals = {
  malformed: 'The answer of the identity provider cannot be read.',
  dtd: 'The answer of the identity provider holds a document type, which no such answer may.',
  processing_instruction: 'The answer of the identity provider holds a processing instruction.',
  comment: 'The answer of the identity provider holds a comment, which could hide what was signed.',
  too_deep: 'The answer of the identity provider cannot be read.',
  not_a_response: 'What came is no answer to a sign-in (a SAML 2.0 Response).',
  assertion_count: 'The answer of the identity provider should hold exactly one assertion.',
  encrypted:
    'The assertion is encrypted, and this server has no key for it. Turn the encryption of assertions off at the identity provider.',
  duplicate_id: 'Two parts of the answer have the same ID.',
  misplaced_signature: 'A signature stands where none belongs, or covers something else than it stands in.',
  unsigned: 'Neither the answer nor its assertion is signed.',
  sha1: 'The answer is signed with SHA-1, which this workspace does not take. Choose SHA-256 at the identity provider.',
  unknown_algorithm: 'The answer is signed in a way that is not taken.',
  bad_signature:
    'The signature is not from the identity provider that this workspace knows. Its certificate may have changed: the metadata is then to be given again.',
  identity_provider_refused: 'The identity provider did not sign you in.',
  wrong_issuer: 'The answer comes from another identity provider than this workspace knows.',
  wrong_audience: 'The assertion is meant for another service (Audience).',
  wrong_destination: 'The answer is meant for another address (Destination).',
  wrong_recipient: 'The assertion is meant for another address (Recipient).',
  no_confirmation: 'The assertion does not say until when it may be used, or by whom.',
  not_yet_valid: 'The assertion is not valid yet. The clock of the identity provider may be wrong.',
  expired: 'The assertion has expired. Sign in again.',
  too_old: 'The assertion was made too long ago. Sign in again.',
  unknown_request: 'This sign-in was not begun here, took too long, or is over already. Sign in again.',
  unsolicited:
    'The sign-in began at the identity provider, which this workspace does not allow. Begin it on this server.',
  replayed: 'This answer of the identity provider was used already. Sign in again.',
  other_browser: 'This sign-in was begun in another browser. Sign in again.',
  no_name_id: 'The assertion does not name anybody (NameID).',
  no_email:
    'The assertion has no e-mail address: neither as its NameID nor in the attribute that the workspace looks into.',
  foreign_domain:
    'Your e-mail address is not in a domain of this workspace. Only people of its verified domains can sign in this way.',
  guest: 'You are a guest here. Guests sign in with their own account and not with the company.',
  suspended: 'You are suspended in this workspace. Ask one of its owners to let you in again.',
  not_a_member:
    'You are not a member of this workspace yet. Ask one of its owners to invite you, or whoever runs your directory to add you.',
} as const satisfies Record<XmlFlaw, string> & Record<string, string>

export type RefusalReason = keyof typeof refusals

/** That somebody was not signed in, and why. */
export class SamlRefusal extends Problem {
  readonly reason: RefusalReason
  /** Whom it befell, where that is known. */
  readonly userId: string | null

  constructor(reason: RefusalReason, userId: string | null = null) {
    super('forbidden', refusals[reason], { data: { reason } })
    this.reason = reason
    this.userId = userId
  }
}
