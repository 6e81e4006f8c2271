import { Type } from 'typebox'
import {
  changePassword,
  ownAccount,
  removePassword,
  tryPassword,
} from '#server/domain/accounts/change-password.ts'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '#server/domain/accounts/password-policy.ts'
import { type AnyRoute, route } from '#server/http/route.ts'
import { invalid } from '#shared/problem.ts'

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
    'Gives whoever is signed in another password, or their first. It asks for a recent sign-in, ends all their other sessions, and tells them by mail.',
  needs: 'no capability',
  isExtension: true,
  answer,
  body: Type.Object({ password: Type.String() }, { additionalProperties: false }),
  async ask(context, { body: { password } }) {
    const tried = await tryPassword(context, await ownAccount(context), password)
    if ('hash' in tried) return tried.hash
    throw invalid(
      `body failed validation: body.password should be a good password of ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters. ${tried.weakness}`,
    )
  },
  allow: ownAccount,
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
  allow: ownAccount,
  handle: (context, _request, account) => removePassword(context, account),
  present: () => ({ object: 'account_password', is_set: false }),
})

export const passwordRoutes: readonly AnyRoute[] = [setRoute, removeRoute]
