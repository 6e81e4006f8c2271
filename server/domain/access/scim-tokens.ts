import type { Db } from '#server/store/dialects/dialect.ts'
import {
  insertScimToken,
  listedScimTokens,
  revokeScimToken,
  scimTokenById,
  scimTokenHolder,
} from '#server/store/scim-tokens.ts'
import type { ScimTokenRow } from '#server/store/tables/directory.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { requireRecentSignIn } from '../accounts/recent.ts'
import type { Context } from '../context.ts'
import { requireEnterprise } from '../workspaces/plan.ts'
import { type Actor, nobody } from './actor.ts'
import type { Administration } from './administration.ts'
import { type Caller, hashOfToken, parseSettings } from './authenticate.ts'
import { ownCapabilities } from './capabilities.ts'
import { newToken, tokenPrefixes } from './tokens.ts'

/** A SCIM token as it is told of: never itself. */
export interface ScimToken {
  id: string
  /** Which directory shows it. Tokens of one name are of one directory, so that one can follow another. */
  name: string
  /** Its prefix and its last four characters. */
  hint: string
  status: 'active' | 'expired' | 'revoked'
  createdTime: number
  /** Null where the command line or a workspace file made it. */
  createdBy: string | null
  expiresTime: number | null
  revokedTime: number | null
  revokedBy: string | null
  lastUse: { time: number; address: string | null; agent: string | null } | null
}

/**
 * The directory that shows a token, as the workspace knows it: it administers people and groups like an owner, and
 * sees no content. Anything but a token that works now is refused.
 */
export async function authenticateDirectory(db: Db, token: string | null, now: number): Promise<Caller> {
  if (token === null || token === '') throw new Problem('unauthenticated', 'The request has no SCIM token.')
  const [holder] = await scimTokenHolder(db, hashOfToken(token), now)
  if (holder === undefined) throw new Problem('unauthenticated', 'The SCIM token is not valid.')
  const workspace = {
    id: holder.workspace_id,
    name: holder.workspace_name,
    icon: holder.workspace_icon,
    settings: parseSettings(holder.workspace_settings),
  }
  return { actor: actorOf(holder), workspace }
}

const actorOf = ({ id, name }: { id: string; name: string }): Actor => ({
  type: 'directory',
  userId: id,
  role: 'owner',
  capabilities: ownCapabilities,
  connection: null,
  principals: '[]',
  tokenId: id,
  directory: name,
})

/** Makes a token under which an identity provider may provision this workspace. It is shown now and never again. */
export async function addScimToken(
  context: Context,
  {
    name,
    token = newToken('scim'),
    expiresTime = null,
  }: { name: string; token?: string | undefined; expiresTime?: number | null },
): Promise<string> {
  return (await keepScimToken(context, { name, token, expiresTime })).token
}

/** The same for owners. Others of the name go on working, so that an identity provider can be given the new one first. */
export async function createScimToken(
  context: Context,
  _administration: Administration<'owners'>,
  { name, expiresTime }: { name: string; expiresTime: number | null },
): Promise<ScimToken & { token: string }> {
  requireEnterprise(context, 'SCIM tokens')
  requireRecentSignIn(context)
  if (expiresTime !== null && !(expiresTime > context.now)) {
    throw invalid('body.expiration_time should be in the future.')
  }
  return keepScimToken(context, { name: name.trim(), token: newToken('scim'), expiresTime })
}

async function keepScimToken(
  context: Context,
  { name, token, expiresTime }: { name: string; token: string; expiresTime: number | null },
): Promise<ScimToken & { token: string }> {
  const { db, workspace, actor, now } = context
  const row: ScimTokenRow = {
    hash: hashOfToken(token),
    workspace_id: workspace.id,
    id: context.newId(),
    name,
    hint: token.slice(-4),
    created_time: now,
    created_by: actor === nobody ? null : actor.userId,
    expires_time: expiresTime,
    revoked_time: null,
    revoked_by: null,
    last_used_time: null,
    last_used_address: null,
    last_used_agent: null,
  }
  await insertScimToken(db, row)
  context.record({ type: 'scim_token.created', entity: { type: 'scim_token', id: row.id }, after: { name } })
  return { ...toScimToken(row, now), token }
}

/** Tokens in the order they were made. `fromId` is the first one wanted. */
export async function listScimTokens(
  { db, workspace, now }: Context,
  _administration: Administration<'owners'>,
  fromId: string | null,
  limit: number,
): Promise<ScimToken[]> {
  const rows = await listedScimTokens(db, workspace.id, fromId, limit)
  return rows.map((row) => toScimToken(row, now))
}

/** Ends a token from the next request on. People and groups stay as they are, and still managed by its directory. */
export async function endScimToken(
  context: Context,
  _administration: Administration<'owners'>,
  asked: string,
): Promise<ScimToken> {
  const { db, workspace, actor, now } = context
  const id = toUuid(asked)
  const row = await scimTokenById(db, workspace.id, id)
  if (row === undefined) throw new Problem('absent', `Could not find SCIM token with ID: ${id}.`)
  if (row.revoked_time !== null) return toScimToken(row, now)
  const by = actor === nobody ? null : actor.userId
  await revokeScimToken(db, workspace.id, id, now, by)
  const before = { name: row.name }
  context.record({ type: 'scim_token.revoked', entity: { type: 'scim_token', id }, before })
  return toScimToken({ ...row, revoked_time: now, revoked_by: by }, now)
}

function toScimToken(row: ScimTokenRow, now: number): ScimToken {
  const isExpired = row.expires_time !== null && row.expires_time <= now
  return {
    id: row.id,
    name: row.name,
    // One that a workspace file gave may look like anything.
    hint: `${row.created_by === null ? '' : tokenPrefixes.scim}…${row.hint}`,
    status: row.revoked_time !== null ? 'revoked' : isExpired ? 'expired' : 'active',
    createdTime: row.created_time,
    createdBy: row.created_by,
    expiresTime: row.expires_time,
    revokedTime: row.revoked_time,
    revokedBy: row.revoked_by,
    lastUse:
      row.last_used_time === null
        ? null
        : { time: row.last_used_time, address: row.last_used_address, agent: row.last_used_agent },
  }
}
