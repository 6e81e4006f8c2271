import { updateToken, workingTokens } from '#server/store/bots.ts'
import { updateConnection } from '#server/store/connections.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { hashOfToken } from '../access/authenticate.ts'
import { requireHome } from '../access/connections.ts'
import type { Granted } from '../access/levels.ts'
import { addToken, newToken, newTokenOf } from '../access/tokens.ts'
import { requireRecentSignIn } from '../accounts/recent.ts'
import type { Context } from '../context.ts'
import { presentToken, readSecret, type Secret } from './secret.ts'

/** A week, in seconds. */
export const LONGEST_GRACE = 604_800

/**
 * Gives a connection another secret, at once; the one before works for `graceSeconds` more, and older ones no longer.
 * A public connection that was an internal one has both kinds, and gets both anew.
 */
export async function rotateSecret(
  context: Context,
  connection: Granted<ConnectionRow, 'full_access'>,
  graceSeconds: number,
): Promise<Secret> {
  requireHome(context, connection)
  requireRecentSignIn(context)
  const ends = context.now + graceSeconds * 1000
  if (connection.bot_id !== null) await rotateToken(context, connection, connection.bot_id, ends)
  const changed =
    connection.kind === 'public' ? await rotateClientSecret(context, connection, ends) : connection
  context.record({
    type: 'connection.secret_rotated',
    entity: { type: 'connection', id: connection.id },
    data: { grace_seconds: graceSeconds },
  })
  return readSecret(context, changed)
}

/**
 * Ends the secrets before the present ones at once, where they still work.
 *
 * @returns how many it ended.
 */
export async function endPreviousSecrets(
  context: Context,
  connection: Granted<ConnectionRow, 'full_access'>,
): Promise<number> {
  requireHome(context, connection)
  const { db, workspace, actor, now } = context
  const tokens =
    connection.bot_id === null ? [] : await workingTokens(db, workspace.id, connection.bot_id, now)
  const previous = tokens.filter((token) => token !== presentToken(tokens))
  for (const { hash } of previous)
    await updateToken(db, hash, { revoked_time: now, revoked_by: actor.userId })
  const hasClientSecret = (connection.previous_secret_expires_time ?? 0) > now
  if (hasClientSecret) {
    const none = { previous_secret_hash: null, previous_secret_expires_time: null }
    await updateConnection(db, workspace.id, connection.id, none)
  }
  const ended = previous.length + Number(hasClientSecret)
  if (ended > 0) {
    context.record({
      type: 'connection.previous_secrets_ended',
      entity: { type: 'connection', id: connection.id },
      data: { ended },
    })
  }
  return ended
}

async function rotateToken(
  context: Context,
  { id }: ConnectionRow,
  botId: string,
  ends: number,
): Promise<void> {
  const { db, workspace, actor, now } = context
  const working = await workingTokens(db, workspace.id, botId, now)
  for (const [index, token] of working.entries()) {
    const isNewest = index === working.length - 1
    await updateToken(
      db,
      token.hash,
      isNewest && ends > now
        ? { expires_time: Math.min(ends, token.expires_time ?? ends) }
        : { revoked_time: now, revoked_by: actor.userId },
    )
  }
  await addToken(
    context,
    { kind: 'connection', userId: botId, connectionId: id, name: null },
    newTokenOf(context.workspace, 'internal'),
  )
}

async function rotateClientSecret(
  context: Context,
  connection: ConnectionRow,
  ends: number,
): Promise<ConnectionRow> {
  const { db, workspace, now, secrets } = context
  const secret = newToken('client_secret')
  const hasGrace = ends > now && connection.client_secret_hash !== null
  const change = {
    client_secret_hash: hashOfToken(secret),
    client_secret_sealed: secrets.seal(secret),
    previous_secret_hash: hasGrace ? connection.client_secret_hash : null,
    previous_secret_expires_time: hasGrace ? ends : null,
    updated_time: now,
  }
  await updateConnection(db, workspace.id, connection.id, change)
  return { ...connection, ...change }
}
