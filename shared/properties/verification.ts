import Type from 'typebox'
import { DateRequest, type StoredDate, storeDate } from '../dates.ts'
import { verificationState } from '../filters/families/verification.ts'
import { Nullable, StrictObject } from '../validation/schemas.ts'
import { presentDate } from './date.ts'
import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

/** Kept only while a page is verified, or was until the end of its date. */
interface Verification {
  readonly state: 'verified'
  readonly verified_by: string
  readonly date: StoredDate | null
}

type VerificationRequest = { state: 'verified'; date?: DateRequest | null } | { state: 'unverified' }

export const verification = propertyType<object, Verification, unknown, VerificationRequest>({
  type: 'verification',
  ...noConfiguration,
  valueRequest: Type.Union([
    StrictObject({ state: Type.Literal('verified'), date: Type.Optional(Nullable(DateRequest)) }),
    StrictObject({ state: Type.Literal('unverified') }),
  ]),
  storeValue(request, { actor }) {
    if (request.state === 'unverified') return null
    return { state: 'verified', verified_by: actor, date: request.date ? storeDate(request.date) : null }
  },
  presentValue(value, _config, { resolved, now }) {
    if (!value) return { state: 'unverified', verified_by: null, date: null }
    return {
      state: verificationState(value, now),
      verified_by: resolved.user(value.verified_by),
      date: value.date && presentDate(value.date),
    }
  },
  plainText: (value, _config, { now }) => (value ? verificationState(value, now) : 'unverified'),
  // A verification names a user, and it expires by the clock.
  isReady: (value) => value === null,
  collectReferences(value, _meta, references) {
    if (value) references.users.add(value.verified_by)
  },
})
