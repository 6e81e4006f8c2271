import { Type } from 'typebox'
import { accountAtBrowser, confirmedAccount } from '#server/domain/access/accounts.ts'
import { changePassword, removePassword, tryPassword } from '#server/domain/accounts/change-password.ts'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import { type AnyRoute, route } from '#server/http/route.ts'
import { invalid } from '#shared/problem.ts'
import { StrictObject } from '#shared/validation/schemas.ts'

/** How whoever is at a browser signs in. A token of theirs changes nothing of it. */
const answer = Type.Object(
  { object: Type.Literal('account_password'), is_set: Type.Boolean() },
  { additionalProperties: false },
)

const setRoute = route({
  method: 'PUT',
  url: '/v1/account/password',
  call: 'account.setPassword',
  summary:
    'Gives whoever is signed in another password, or their first. It asks for a recent sign-in, the current password or a code of their app, ends all their other sessions, and tells them by mail.',
  needs: 'no capability',
  isExtension: true,
  answer,
  body: StrictObject({
    password: Type.String(),
    current_password: Type.Optional(Type.String()),
    code: Type.Optional(Type.String()),
  }),
  ask: (context, { body: { password, current_password: current, code } }, server) =>
    tryPassword(server, context, { password, current, code }).catch(nameField),
  // Who they are was proved before.
  allow: accountAtBrowser,
  handle: (context, _request, account, hash) => changePassword(context, account, hash),
  present: () => ({ object: 'account_password', is_set: true }),
})

const removeRoute = route({
  method: 'DELETE',
  url: '/v1/account/password',
  call: 'account.removePassword',
  summary:
    'Takes the password away from whoever is signed in and has another way in. It asks for a recent sign-in, ends all their other sessions, and tells them by mail.',
  needs: 'no capability',
  isExtension: true,
  answer,
  allow: confirmedAccount,
  handle: (context, _request, account) => removePassword(context, account),
  present: () => ({ object: 'account_password', is_set: false }),
})

export const passwordRoutes: readonly AnyRoute[] = [setRoute, removeRoute]

const nameOf: Readonly<Record<string, string>> = {
  password: 'password',
  current: 'current_password',
  code: 'code',
}

/** What is wrong with a field, as the API says it. */
function nameField(error: unknown): never {
  if (!(error instanceof FieldProblem)) throw error
  const [[field, says]] = Object.entries(error.fields) as [[string, string]]
  throw invalid(`body.${nameOf[field]}: ${says}`)
}
