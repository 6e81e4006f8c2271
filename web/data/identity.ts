/** How people of the workspace sign in, and which directories bring them. For owners. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  DirectoryConflict,
  Domain,
  NewScimToken,
  Saml,
  SamlEnforcement,
  SamlTest,
  ScimRequest,
  ScimToken,
} from '#client/generated.ts'
import { adminBase, type Here, refreshed } from './admin.ts'
import { call, get, getAll, type Listed } from './api.ts'

export type { DirectoryConflict, Domain, NewScimToken, Saml, SamlEnforcement, ScimRequest, ScimToken }

export const domainsQuery = (here: Here) =>
  queryOptions({
    queryKey: ['settings', 'domain'],
    queryFn: () => getAll<Domain>(`${adminBase(here)}/domains`),
  })

export const samlQuery = (here: Here) =>
  queryOptions({ queryKey: ['settings', 'saml'], queryFn: () => get<Saml>(`${adminBase(here)}/saml`) })

/** Whom enforcing reaches, or would. */
export const enforcementQuery = (here: Here) =>
  queryOptions({
    queryKey: ['settings', 'saml', 'enforcement'],
    queryFn: () => get<SamlEnforcement>(`${adminBase(here)}/saml/enforcement`),
  })

export const scimTokensQuery = (here: Here) =>
  queryOptions({
    queryKey: ['settings', 'scim_token'],
    queryFn: () => getAll<ScimToken>(`${adminBase(here)}/scim_tokens`),
  })

/** What of the log of directories' requests is looked for. */
export interface RequestFilter {
  directory?: string
  status?: string
  resource_id?: string
  since?: string
}

export const scimRequestsQuery = (here: Here, filter: RequestFilter) =>
  infiniteQueryOptions({
    queryKey: ['settings', 'scim_request', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({
        ...filter,
        page_size: '50',
        ...(pageParam && { start_cursor: pageParam }),
      })
      return get<Listed<ScimRequest>>(`${adminBase(here)}/scim_requests?${query}`)
    },
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })

export const conflictsQuery = (here: Here) =>
  queryOptions({
    queryKey: ['settings', 'directory_conflict'],
    queryFn: () => getAll<DirectoryConflict>(`${adminBase(here)}/directory_conflicts`),
  })

/** What of the SAML settings is to be changed. */
export type SamlChange = Partial<
  Pick<
    Saml,
    | 'enabled'
    | 'enforced'
    | 'just_in_time'
    | 'default_role'
    | 'allow_idp_initiated'
    | 'allow_sha1'
    | 'attribute_map'
    | 'groups'
    | 'break_glass'
  > & { metadata_xml: string; metadata_url: string }
>

export const identityActs = (here: Here) => {
  const base = adminBase(here)
  return {
    addDomain: (domain: string) => refreshed(() => call<Domain>('POST', `${base}/domains`, { domain })),
    checkDomain: (id: string) => refreshed(() => call<Domain>('POST', `${base}/domains/${id}/verify`, {})),
    removeDomain: (id: string) => refreshed(() => call('DELETE', `${base}/domains/${id}`)),
    setSaml: (change: SamlChange) => refreshed(() => call<Saml>('PUT', `${base}/saml`, change)),
    removeSaml: () => refreshed(() => call('DELETE', `${base}/saml`)),
    refreshMetadata: () => refreshed(() => call<Saml>('POST', `${base}/saml/refresh`, {})),
    /** A link under which a sign-in is tried without anybody being signed in. */
    testSaml: () => call<SamlTest>('POST', `${base}/saml/test`, {}),
    createScimToken: (name: string, expires: string | null) =>
      refreshed(() => call<NewScimToken>('POST', `${base}/scim_tokens`, { name, expiration_time: expires })),
    revokeScimToken: (id: string) => refreshed(() => call('DELETE', `${base}/scim_tokens/${id}`)),
    /** Takes what the directory said. */
    takeDirectoryValue: (id: string) =>
      refreshed(() => call('POST', `${base}/directory_conflicts/${id}/resolve`, {})),
    endSessionsOfOthers: () => refreshed(() => call<{ count: number }>('POST', `${base}/end_sessions`, {})),
  }
}
