import { updateConnection } from '#server/store/connections.ts'
import { renameOAuthClient } from '#server/store/oauth.ts'
import type { ConnectionRow } from '#server/store/tables.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Capabilities } from '../access/capabilities.ts'
import type { Context } from '../context.ts'

export interface ConnectionChange {
  capabilities?: Capabilities
  firstParty?: boolean
  clientId?: string
  clientSecret?: string
  redirectUris?: readonly string[]
}

/** Changes a connection. A change to what is there already leaves no trace. */
export async function changeConnection(
  context: Context,
  connection: ConnectionRow,
  change: ConnectionChange,
): Promise<void> {
  const wanted = columnsOf(context, change)
  const changed = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
    (column) => column !== 'client_secret_sealed' && wanted[column] !== connection[column],
  )
  if (changed.length === 0) return
  await updateConnection(context.db, context.workspace.id, connection.id, {
    ...wanted,
    updated_time: context.now,
  })
  if (change.clientId !== undefined && connection.client_id !== null) {
    await renameOAuthClient(context.db, connection.client_id, change.clientId)
  }
  context.record({
    type: 'connection.updated',
    entity: { type: 'connection', id: connection.id },
    data: { updated_fields: changed },
  })
}

function columnsOf({ secrets }: Context, change: ConnectionChange): Partial<ConnectionRow> {
  const { capabilities, firstParty, clientId, clientSecret, redirectUris } = change
  return {
    ...(capabilities && { capabilities: JSON.stringify(capabilities) }),
    ...(firstParty !== undefined && { first_party: firstParty ? 1 : 0 }),
    ...(clientId !== undefined && { client_id: clientId }),
    ...(clientSecret !== undefined && {
      client_secret_hash: hashOfToken(clientSecret),
      client_secret_sealed: secrets.seal(clientSecret),
    }),
    ...(redirectUris && { redirect_uris: JSON.stringify(redirectUris) }),
  }
}
