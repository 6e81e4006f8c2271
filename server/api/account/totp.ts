import { Type } from 'typebox'
import { accountAtBrowser, confirmedAccount } from '#server/domain/access/accounts.ts'
import { confirmTotp, offerTotp, readTotp, removeTotp } from '#server/domain/accounts/change-totp.ts'
import { renewRecoveryCodes } from '#server/domain/accounts/recovery-codes.ts'
import { route } from '#server/http/route.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, StrictObject } from '#shared/validation/schemas.ts'

/** The authenticator app of an account. */
const Totp = named(
  'Totp',
  Type.Object({
    object: Type.Literal('totp'),
    is_enabled: Type.Boolean(),
    created_time: Nullable(Type.String()),
    recovery_codes_left: Type.Integer(),
  }),
)

const Offer = Type.Object({
  object: Type.Literal('totp_offer'),
  /** Base32. */
  secret: Type.String(),
  /** What the app reads from a picture. */
  uri: Type.String(),
})

const RecoveryCodes = named(
  'RecoveryCodes',
  Type.Object({ object: Type.Literal('recovery_codes'), codes: Type.Array(Type.String()) }),
)

const presentTotp = ({ createdTime, codesLeft }: { createdTime: number | null; codesLeft: number }) => ({
  object: 'totp',
  is_enabled: createdTime !== null,
  created_time: createdTime === null ? null : new Date(createdTime).toISOString(),
  recovery_codes_left: codesLeft,
})

const presentCodes = (codes: readonly string[]) => ({ object: 'recovery_codes', codes })

const ours = { needs: 'no capability', isExtension: true } as const

export const totpRoutes = [
  route({
    ...ours,
    method: 'GET',
    url: '/v1/account/totp',
    call: 'account.totp.retrieve',
    answer: Totp,
    summary:
      'Whether the account of the person who calls has an authenticator app, and how many recovery codes are left.',
    reads: true,
    allow: accountAtBrowser,
    handle: (context, _request, account) => readTotp(context, account),
    present: presentTotp,
  }),
  route({
    ...ours,
    method: 'POST',
    url: '/v1/account/totp',
    call: 'account.totp.offer',
    answer: Offer,
    summary:
      'A secret for a new authenticator app, which waits ten minutes for a code. Wants a recent sign-in.',
    allow: confirmedAccount,
    handle: (context, _request, account) => offerTotp(context, account, account.sessionId),
    present: ({ secret, address }) => ({ object: 'totp_offer', secret, uri: address }),
  }),
  route({
    ...ours,
    method: 'POST',
    url: '/v1/account/totp/confirm',
    call: 'account.totp.confirm',
    answer: RecoveryCodes,
    summary:
      'Adds the app that was offered, in place of the one before, by a code that it shows. Answers with recovery codes, this once.',
    body: StrictObject({ code: Type.String({ maxLength: 20 }) }),
    allow: confirmedAccount,
    handle: (context, { body }, account) => confirmTotp(context, account, body.code),
    present: presentCodes,
  }),
  route({
    ...ours,
    method: 'POST',
    url: '/v1/account/totp/recovery_codes',
    call: 'account.totp.renewRecoveryCodes',
    answer: RecoveryCodes,
    summary: 'New recovery codes in place of those there are, told this once. Wants a recent sign-in.',
    allow: confirmedAccount,
    handle: (context, _request, account) => renewRecoveryCodes(context, account),
    present: presentCodes,
  }),
  route({
    ...ours,
    method: 'DELETE',
    url: '/v1/account/totp',
    call: 'account.totp.remove',
    answer: Totp,
    summary: 'Takes the authenticator app and its recovery codes away. Wants a recent sign-in.',
    allow: confirmedAccount,
    handle: async (context, _request, account) => {
      await removeTotp(context, account)
      return readTotp(context, account)
    },
    present: presentTotp,
  }),
]
