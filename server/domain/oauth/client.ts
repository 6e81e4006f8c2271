import { timingSafeEqual } from 'node:crypto'
import { connectionById } from '#server/store/connections.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { oauthClientByIds } from '#server/store/oauth.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { toUuid } from '#shared/ids.ts'
import { hashOfToken } from '../access/authenticate.ts'
import { OAuthProblem } from './problem.ts'

/** A public connection as an OAuth client: the row of its home. */
export interface Client extends ConnectionRow {
  client_id: string
}

/** The client of an id, which may be written with dashes or without; undefined when there is none. */
export async function findClient(db: Db, clientId: string): Promise<Client | undefined> {
  const digits = clientId.replaceAll('-', '').toLowerCase()
  const spellings = /^[0-9a-f]{32}$/.test(digits) ? [clientId, digits, toUuid(digits)] : [clientId]
  const known = await oauthClientByIds(db, spellings)
  const row = known && (await connectionById(db, known.workspace_id, known.connection_id))
  return row?.kind === 'public' && row.client_id !== null ? (row as Client) : undefined
}

/**
 * The client that shows its secret, or that can keep none and names itself. For an unknown client, a wrong secret
 * and a secret too many the answer is the same.
 */
export async function authenticateClient(
  db: Db,
  { id, secret }: { id: string; secret: string | null },
  now: number,
): Promise<Client> {
  const client = await findClient(db, id)
  if (client === undefined || !provesItself(client, secret, now)) {
    throw new OAuthProblem('invalid_client', 'Client authentication failed.')
  }
  return client
}

function provesItself(client: Client, secret: string | null, now: number): boolean {
  if (client.client_auth_method === 'none') return secret === null
  if (secret === null) return false
  const { previous_secret_hash: previous, previous_secret_expires_time: until } = client
  const hashes = [
    client.client_secret_hash,
    previous !== null && until !== null && until > now ? previous : null,
  ]
  const given = hashOfToken(secret)
  return hashes.some((hash) => hash !== null && isEqual(hash, given))
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
