import { credentialsOf, deleteCredential } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { Problem } from '#shared/problem.ts'
import type { AccountAtBrowser } from '../access/accounts.ts'
import type { Context } from '../context.ts'
import { recordOwnAct } from './record.ts'
import { requireOtherWay } from './ways-in.ts'

const KIND = 'oidc '

/** The provider under which the credential of a subject of an issuer is kept. */
export const credentialProvider = (issuer: string): string => `${KIND}${issuer}`

/** That an account comes in by an issuer. */
export interface BoundIdentity {
  id: string
  issuer: string
  createdTime: number
}

/** By which issuers an account comes in, the oldest first. */
export const identitiesOf = async (db: Db, accountId: string): Promise<BoundIdentity[]> =>
  (await credentialsOf(db, accountId))
    .filter(({ provider }) => provider.startsWith(KIND))
    .map(({ id, provider, created_time }) => ({
      id,
      issuer: provider.slice(KIND.length),
      createdTime: created_time,
    }))

/** Takes an issuer away from whoever is at the browser; by a verified e-mail they may be bound to it anew. */
export async function removeIdentity(context: Context, account: AccountAtBrowser, id: string): Promise<void> {
  const { db, mail } = context
  const identity = (await identitiesOf(db, account.id)).find((one) => one.id === id)
  if (identity === undefined) throw new Problem('absent', 'This account has no such identity.')
  await requireOtherWay(db, account.id, mail, credentialProvider(identity.issuer))
  await deleteCredential(db, account.id, id)
  await recordOwnAct(context, account, 'user.identity_unbound', { issuer: identity.issuer })
}
