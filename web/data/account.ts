/** One's own account, in all workspaces: its address, and where one is signed in. */
import { queryOptions } from '@tanstack/react-query'
import type { Account, Session as SignedInAt } from '#client/generated.ts'
import { refreshed } from './admin.ts'
import { call, get, getAll } from './api.ts'

export type { Account, SignedInAt }

export const accountQuery = queryOptions({
  queryKey: ['settings', 'account'],
  queryFn: () => get<Account>('/v1/account'),
})

export const sessionsQuery = queryOptions({
  queryKey: ['settings', 'session'],
  queryFn: () => getAll<SignedInAt>('/v1/account/sessions'),
})

export const accountActs = {
  /** The address is mailed a link that confirms it. */
  askForEmail: (email: string) => refreshed(() => call<Account>('PATCH', '/v1/account', { email })),
  endSession: (id: string) => refreshed(() => call('DELETE', `/v1/account/sessions/${id}`)),
  endOtherSessions: () => refreshed(() => call('POST', '/v1/account/sessions/end_others', {})),
}
