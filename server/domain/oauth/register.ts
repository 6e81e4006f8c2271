import { updateConnection } from '#server/store/connections.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { countRequest } from '#server/store/rate-windows.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { allWorkspaces } from '#server/store/workspaces.ts'
import { Problem } from '#shared/problem.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Installation } from '../accounts/account.ts'
import { createPublicConnection } from '../connections/create.ts'
import { usualCapabilities } from '../connections/details.ts'
import type { Context, Workspace } from '../context.ts'
import { readWorkspace } from '../workspaces/read.ts'
import { capabilitiesToGrant } from './scope.ts'

/** What a client says of itself (RFC 7591 section 2), checked. */
export interface NewClient {
  name: string
  redirectUris: readonly string[]
  authMethod: ConnectionRow['client_auth_method']
  scope: string | null
  details: Partial<Pick<ConnectionRow, 'website_url' | 'logo_url' | 'privacy_url' | 'terms_url'>>
}

/** The workspace where clients that register themselves are at home: the first, if its policy lets them. */
export async function homeOfNewClients(db: Db): Promise<Workspace | null> {
  const [first] = await allWorkspaces(db)
  const home = first === undefined ? null : await readWorkspace(db, first.id)
  return home?.settings.policy.connections.self_registration ? home : null
}

const HOUR = 60 * 60_000

/** Registrations in an hour: from one address, and from everywhere. */
const limits = { address: 30, all: 300 }

/** These windows belong to no workspace. */
const NO_WORKSPACE = ''

/** Anybody may register, so nobody may do it without end. */
export async function countRegistration(
  { store, surroundings }: Installation,
  address: string,
): Promise<void> {
  const now = surroundings.now()
  const started = now - (now % HOUR)
  for (const [name, limit] of [
    [`register address ${hashOfToken(address)}`, limits.address],
    ['register all', limits.all],
  ] as const) {
    const count = await store.transaction((db) => countRequest(db, NO_WORKSPACE, name, started))
    if (count > limit) {
      const seconds = Math.max(1, Math.ceil((started + HOUR - now) / 1000))
      throw new Problem('rate_limited', 'Too many clients were registered. Try again later.', {
        headers: { 'retry-after': String(seconds) },
      })
    }
  }
}

/** Makes a public connection for a client that registers itself. Everybody who meets it is told that. */
export async function registerClient(
  context: Context,
  { name, redirectUris, authMethod, scope, details }: NewClient,
): Promise<{ clientId: string; clientSecret: string | null }> {
  const { id, clientId, clientSecret } = await createPublicConnection(context, {
    name,
    capabilities: capabilitiesToGrant(usualCapabilities, scope),
    redirectUris,
    details,
  })
  const hasSecret = authMethod !== 'none'
  await updateConnection(context.db, context.workspace.id, id, {
    client_auth_method: authMethod,
    is_self_registered: 1,
    created_by: null,
    ...(hasSecret ? {} : { client_secret_hash: null, client_secret_sealed: null }),
  })
  return { clientId, clientSecret: hasSecret ? clientSecret : null }
}
