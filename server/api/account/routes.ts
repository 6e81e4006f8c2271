import { Type } from 'typebox'
import { changeOwnAccount } from '#server/domain/accounts/change-own-account.ts'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import { type OwnAccount, readOwnAccount } from '#server/domain/accounts/own-account.ts'
import { route } from '#server/http/route.ts'
import { invalid } from '#shared/problem.ts'
import { Name } from '#shared/validation/name.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, StrictObject } from '#shared/validation/schemas.ts'

const Account = named(
  'Account',
  Type.Object({
    object: Type.Literal('account'),
    id: Nullable(Type.String()),
    name: Nullable(Type.String()),
    email: Nullable(Type.String()),
    pending_email: Nullable(Type.Object({ email: Type.String(), expiration_time: Type.String() })),
    email_domains: Nullable(Type.Array(Type.String())),
    locked: Type.Array(OneOf(['name', 'email'])),
    managed_by: Nullable(
      Type.Object({
        type: Type.Literal('directory'),
        name: Type.String(),
        workspace_name: Type.String(),
      }),
    ),
  }),
)

const presentAccount = ({ id, name, email, pendingEmail, rules }: OwnAccount) => ({
  object: 'account',
  id,
  name,
  email,
  pending_email: pendingEmail && {
    email: pendingEmail.email,
    expiration_time: new Date(pendingEmail.expiresTime).toISOString(),
  },
  email_domains: rules.domains,
  locked: rules.locked,
  managed_by: rules.lock && { ...rules.lock.by, workspace_name: rules.lock.workspace },
})

export const accountRoutes = [
  route({
    method: 'GET',
    url: '/v1/account',
    call: 'account.retrieve',
    answer: Account,
    summary: 'The account of the person who calls, over all of their workspaces.',
    needs: 'no capability',
    reads: true,
    isExtension: true,
    allow: () => null,
    handle: readOwnAccount,
    present: presentAccount,
  }),
  route({
    method: 'PATCH',
    url: '/v1/account',
    call: 'account.update',
    answer: Account,
    summary:
      'Changes the name of whoever is signed in, in all of their workspaces, or asks for another e-mail address, which gets a link that confirms it.',
    needs: 'no capability',
    isExtension: true,
    body: StrictObject({
      name: Type.Optional(Name),
      email: Type.Optional(Type.String()),
      password: Type.Optional(Type.String()),
      code: Type.Optional(Type.String()),
    }),
    ask: (context, { body }, server) => changeOwnAccount(server, context, body).catch(nameField),
    allow: () => null,
    handle: readOwnAccount,
    present: presentAccount,
  }),
]

/** What is wrong with a field, as the API says it. */
function nameField(error: unknown): never {
  if (!(error instanceof FieldProblem)) throw error
  const [[field, says]] = Object.entries(error.fields) as [[string, string]]
  throw invalid(`body.${field}: ${says}`)
}
