/** Personal access tokens: programs that act as a person. */
import { queryOptions } from '@tanstack/react-query'
import type { NewPersonalAccessToken, PersonalAccessToken } from '#client/generated.ts'
import { adminBase, refreshed } from './admin.ts'
import { call, getAll } from './api.ts'
import type { Session } from './session.ts'

export type { NewPersonalAccessToken, PersonalAccessToken }

export const ownTokensQuery = (session: Session) =>
  queryOptions({
    queryKey: ['settings', 'token', 'own'],
    queryFn: () => getAll<PersonalAccessToken>(`${adminBase(session)}/tokens?user_id=${session.user.id}`),
  })

/** Of everybody; for owners. */
export const allTokensQuery = (session: Session) =>
  queryOptions({
    queryKey: ['settings', 'token', 'all'],
    queryFn: () => getAll<PersonalAccessToken>(`${adminBase(session)}/tokens`),
  })

export type TokenCapabilities = PersonalAccessToken['capabilities']

export interface NewToken {
  name: string
  /** As long as the rules let it, at most a year, when nothing is said. */
  expires_in_days?: number
  /** All that its person may, when nothing is said. */
  capabilities?: TokenCapabilities
}

export const tokenActs = (session: Session) => ({
  create: (token: NewToken) =>
    refreshed(() => call<NewPersonalAccessToken>('POST', `${adminBase(session)}/tokens`, token)),
  revoke: (id: string) => refreshed(() => call('DELETE', `${adminBase(session)}/tokens/${id}`)),
})
