import { workingTokens } from '#server/store/bots.ts'
import { oauthClientById } from '#server/store/oauth.ts'
import type { ConnectionRow, TokenRow } from '#server/store/tables/connections.ts'
import { Problem } from '#shared/problem.ts'
import { requireHome } from '../access/connections.ts'
import type { Granted } from '../access/levels.ts'
import { requireRecentSignIn } from '../accounts/recent.ts'
import type { Context } from '../context.ts'

/** What a program proves itself with, and until when the one before still works. Times are milliseconds since 1970. */
export interface Secret {
  connectionId: string
  token: { value: string; createdTime: number; lastUsedTime: number | null } | null
  previousTokens: { hint: string; expiresTime: number | null; lastUsedTime: number | null }[]
  client: {
    id: string
    secret: string
    lastUsedTime: number | null
    previousExpiresTime: number | null
  } | null
}

/** Shows a secret again, at a browser only to who signed in recently; who did is written down. */
export async function revealSecret(
  context: Context,
  connection: Granted<ConnectionRow, 'full_access'>,
): Promise<Secret> {
  requireHome(context, connection)
  requireRecentSignIn(context)
  const secret = await readSecret(context, connection)
  if (secret.token === null && secret.client === null) {
    throw new Problem(
      'conflict',
      `"${connection.name}" was disconnected and has no token that works. Rotate its secret to get one.`,
    )
  }
  context.record({ type: 'connection.secret_revealed', entity: { type: 'connection', id: connection.id } })
  return secret
}

export async function readSecret(context: Context, connection: ConnectionRow): Promise<Secret> {
  const { db, workspace, now, secrets } = context
  const { id, bot_id, client_id, client_secret_sealed } = connection
  const tokens = bot_id === null ? [] : await workingTokens(db, workspace.id, bot_id, now)
  const newest = presentToken(tokens)
  const client = client_id === null ? undefined : await oauthClientById(db, client_id)
  return {
    connectionId: id,
    token: newest
      ? {
          value: secrets.open(newest.sealed!),
          createdTime: newest.created_time,
          lastUsedTime: newest.last_used_time,
        }
      : null,
    previousTokens: tokens
      .filter((token) => token !== newest)
      .map(({ hint, expires_time, last_used_time }) => ({
        hint,
        expiresTime: expires_time,
        lastUsedTime: last_used_time,
      })),
    client:
      client_id !== null && client_secret_sealed !== null
        ? {
            id: client_id,
            secret: secrets.open(client_secret_sealed),
            lastUsedTime: client?.last_used_time ?? null,
            previousExpiresTime: stillWorks(connection, now),
          }
        : null,
  }
}

/** Of the tokens of a bot the one that is to be used; others work on for a while. */
export const presentToken = (tokens: readonly TokenRow[]): TokenRow | undefined =>
  tokens.findLast(({ sealed, expires_time }) => sealed !== null && expires_time === null)

const stillWorks = ({ previous_secret_expires_time: ends }: ConnectionRow, now: number): number | null =>
  ends !== null && ends > now ? ends : null
