import { type Static, Type } from 'typebox'
import { accountAtBrowser, confirmedAccount } from '#server/domain/access/accounts.ts'
import {
  addPasskey,
  LONGEST_PASSKEY_NAME,
  listPasskeys,
  offerPasskey,
  type Passkey,
  removePasskey,
  renamePasskey,
} from '#server/domain/accounts/passkeys.ts'
import type { NewCredential } from '#server/domain/sign-in/passkey-proof.ts'
import { listOf, presentList } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, StrictObject, Text, Uuid } from '#shared/validation/schemas.ts'

const PasskeyAnswer = named(
  'Passkey',
  Type.Object({
    object: Type.Literal('passkey'),
    id: Type.String(),
    name: Type.String(),
    /** Whether it is kept on several devices. */
    is_synced: Type.Boolean(),
    created_time: Type.String(),
    last_used_time: Nullable(Type.String()),
  }),
)

const at = (time: number): string => new Date(time).toISOString()

const presentPasskey = ({ id, name, is_synced, created_time, last_used_time }: Passkey) => ({
  object: 'passkey',
  id,
  name,
  is_synced: is_synced === 1,
  created_time: at(created_time),
  last_used_time: last_used_time === null ? null : at(last_used_time),
})

/** `PublicKeyCredential.toJSON()` of a new passkey (Web Authentication section 5.1). */
const Credential = Type.Object({
  id: Type.String({ maxLength: 2000 }),
  rawId: Type.String({ maxLength: 2000 }),
  type: Type.Literal('public-key'),
  response: Type.Object({
    clientDataJSON: Type.String({ maxLength: 10_000 }),
    attestationObject: Type.String({ maxLength: 100_000 }),
    transports: Type.Optional(Type.Array(Type.String({ maxLength: 50 }), { maxItems: 20 })),
  }),
})

const NewPasskey = StrictObject({ name: Text(LONGEST_PASSKEY_NAME), credential: Credential })

/** The library asks for two keys of extensions that it does not look into. */
const credentialIn = ({ credential }: Static<typeof NewPasskey>): NewCredential =>
  ({ ...credential, clientExtensionResults: {} }) as NewCredential

const params = StrictObject({ passkey_id: Uuid })

const ours = { needs: 'no capability', isExtension: true } as const

export const passkeyRoutes = [
  route({
    ...ours,
    method: 'GET',
    url: '/v1/account/passkeys',
    call: 'account.passkeys.list',
    answer: listOf('passkey', PasskeyAnswer),
    summary: 'The passkeys of the person who calls, the oldest first.',
    reads: true,
    allow: accountAtBrowser,
    handle: (context, _request, account) => listPasskeys(context, account),
    present: (passkeys) => presentList('passkey', passkeys.map(presentPasskey), null),
  }),
  route({
    ...ours,
    method: 'POST',
    url: '/v1/account/passkeys/options',
    call: 'account.passkeys.offer',
    answer: Type.Object({
      object: Type.Literal('passkey_options'),
      options: Type.Record(Type.String(), Type.Unknown()),
    }),
    summary:
      'What a browser makes a new passkey from (`navigator.credentials.create`), within ten minutes. Wants a recent sign-in.',
    allow: confirmedAccount,
    handle: (context, _request, account) => offerPasskey(context, account),
    present: (options) => ({ object: 'passkey_options', options }),
  }),
  route({
    ...ours,
    method: 'POST',
    url: '/v1/account/passkeys',
    call: 'account.passkeys.add',
    answer: PasskeyAnswer,
    summary: 'Keeps a passkey that the browser made. Wants a recent sign-in.',
    body: NewPasskey,
    allow: confirmedAccount,
    handle: (context, { body }, account) =>
      addPasskey(context, account, { name: body.name, credential: credentialIn(body) }),
    present: presentPasskey,
  }),
  route({
    ...ours,
    method: 'PATCH',
    url: '/v1/account/passkeys/:passkey_id',
    call: 'account.passkeys.rename',
    answer: PasskeyAnswer,
    summary: 'Calls a passkey something else. Wants a recent sign-in.',
    params,
    body: StrictObject({ name: Text(LONGEST_PASSKEY_NAME) }),
    allow: confirmedAccount,
    handle: (context, { params, body }, account) =>
      renamePasskey(context, account, toUuid(params.passkey_id), body.name),
    present: presentPasskey,
  }),
  route({
    ...ours,
    method: 'DELETE',
    url: '/v1/account/passkeys/:passkey_id',
    call: 'account.passkeys.remove',
    answer: PasskeyAnswer,
    summary: 'Removes a passkey: it signs in nowhere any more. Wants a recent sign-in.',
    params,
    allow: confirmedAccount,
    handle: (context, { params }, account) => removePasskey(context, account, toUuid(params.passkey_id)),
    present: presentPasskey,
  }),
]
