import { groupsOfUsers } from '#server/store/groups.ts'
import type { TokenRow } from '#server/store/tables/connections.ts'
import {
  listedPersonalTokens,
  type PersonalTokenRow,
  personalTokenById,
  revokeToken,
  tokenByHash,
} from '#server/store/tokens.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { requireRecentSignIn } from '../accounts/recent.ts'
import { type CapabilitiesGiven, capabilitiesOf } from '../connections/details.ts'
import type { Context, Workspace } from '../context.ts'
import { principalOf } from './actor.ts'
import type { Administration } from './administration.ts'
import { hashOfToken } from './authenticate.ts'
import { type Capabilities, ownCapabilities } from './capabilities.ts'
import { isAgainstPolicy, longestLife, mayHoldTokens } from './may-hold-tokens.ts'
import { addToken, newTokenOf, tokenPrefixes } from './tokens.ts'

/** A personal access token as it is told of: never itself. */
export interface PersonalToken {
  id: string
  name: string | null
  /** Its prefix and its last four characters. */
  hint: string
  userId: string
  /** What it may, of what its person may. */
  capabilities: Capabilities
  status: 'active' | 'expired' | 'revoked'
  /** That the policy of the workspace does not let it work now. */
  isBlocked: boolean
  createdTime: number
  expiresTime: number | null
  revokedTime: number | null
  revokedBy: string | null
  lastUse: { time: number; address: string | null; agent: string | null } | null
}

/** Tokens in the order they were made: of everybody for owners, their own for others. `fromId` is the first one wanted. */
export async function listPersonalTokens(
  context: Context,
  { isOwner }: Administration<'members'>,
  userId: string | undefined,
  fromId: string | null,
  limit: number,
): Promise<PersonalToken[]> {
  const { db, workspace, actor } = context
  if (!isOwner && userId !== undefined && userId !== actor.userId) return []
  const of = isOwner ? userId : actor.userId
  const rows = await listedPersonalTokens(db, workspace.id, of, fromId, limit)
  return toPersonalTokens(context, rows)
}

/** How long a token works when nobody says, in days. */
const DEFAULT_DAYS = 365

const DAY = 24 * 60 * 60 * 1000

export interface NewPersonalToken {
  name: string
  days?: number | undefined
  /** Milliseconds since 1970, in place of days. */
  expiresTime?: number | undefined
  /** All that its person may, when nothing is said. */
  capabilities?: CapabilitiesGiven | undefined
}

/** Makes a token for whoever asks, as far as the policy lets them. It is shown now and never again. */
export async function createPersonalToken(
  context: Context,
  _administration: Administration<'members'>,
  { name, days, expiresTime, capabilities: given }: NewPersonalToken,
): Promise<PersonalToken & { token: string }> {
  const { actor, workspace } = context
  if (actor.type === 'bot') {
    throw new Problem('forbidden', 'A connection acts for nobody, so it cannot make a personal access token.')
  }
  if (!mayHoldTokens(actor.role, JSON.parse(actor.principals), workspace)) {
    throw new Problem(
      'forbidden',
      'Insufficient permissions: the policy of this workspace does not let you make personal access tokens.',
    )
  }
  requireRecentSignIn(context)
  const capabilities = given === undefined ? null : capabilitiesOf(given)
  const expires = expiresTime ?? context.now + lifeOf(workspace, days)
  if (!(expires > context.now)) throw invalid('body.expiration_time should be in the future.')
  if (expires - context.now > longestLife(workspace)) {
    const { longest_days } = workspace.settings.policy.personal_access_tokens
    throw invalid(`A token of this workspace may work for ${longest_days} days at most.`)
  }
  const token = newTokenOf(workspace, 'personal')
  const id = await addToken(
    context,
    {
      kind: 'personal',
      userId: actor.userId,
      connectionId: null,
      capabilities,
      name,
      expiresTime: expires,
    },
    token,
  )
  context.record({
    type: 'token.created',
    entity: { type: 'token', id },
    data: { user_id: actor.userId },
    after: { name, expiration_time: new Date(expires).toISOString(), capabilities },
  })
  return { ...(await readToken(context, id)), token }
}

/** What is asked for, in milliseconds; else a year, or what the policy lets one have. */
const lifeOf = (workspace: Workspace, days: number | undefined): number =>
  days === undefined ? Math.min(DEFAULT_DAYS * DAY, longestLife(workspace)) : days * DAY

/** Ends a token from the next request on: anybody's for owners, their own for others. */
export async function revokePersonalToken(
  context: Context,
  { isOwner }: Administration<'members'>,
  asked: string,
): Promise<PersonalToken> {
  const { db, workspace, actor } = context
  const id = toUuid(asked)
  const row = await personalTokenById(db, workspace.id, id)
  if (row === undefined || (!isOwner && row.user_id !== actor.userId)) {
    throw new Problem('absent', `Could not find token with ID: ${id}.`)
  }
  await revoke(context, row)
  return readToken(context, id)
}

/** As many strings as are looked at in one request. */
const MOST_LEAKED = 1000

/** Ends those of some strings that are tokens of this workspace, of people and of connections. Others tell nothing. */
export async function revokeLeaked(
  context: Context,
  _administration: Administration<'owners'>,
  strings: readonly string[],
): Promise<{ id: string; kind: TokenRow['kind']; hint: string; userId: string }[]> {
  if (strings.length > MOST_LEAKED) {
    throw invalid(`body.tokens should hold at most ${MOST_LEAKED} strings.`)
  }
  const revoked = new Map<string, TokenRow>()
  for (const text of new Set(strings.map((one) => one.trim()))) {
    const row = await tokenByHash(context.db, hashOfToken(text))
    if (row?.workspace_id !== context.workspace.id) continue
    await revoke(context, row)
    revoked.set(row.id, {
      ...row,
      hint: text.slice(0, text.indexOf('_') + 1) + ELLIPSIS + row.hint.slice(-4),
    })
  }
  return [...revoked.values()].map(({ id, kind, hint, user_id }) => ({ id, kind, hint, userId: user_id }))
}

async function revoke(context: Context, { id, user_id, name, revoked_time }: TokenRow): Promise<void> {
  if (revoked_time !== null) return
  await revokeToken(context.db, context.workspace.id, id, context.now, context.actor.userId)
  context.record({
    type: 'token.revoked',
    entity: { type: 'token', id },
    data: { user_id },
    before: { name },
  })
}

const ELLIPSIS = '…'

async function readToken(context: Context, id: string): Promise<PersonalToken> {
  const row = (await personalTokenById(context.db, context.workspace.id, id))!
  return (await toPersonalTokens(context, [row]))[0]!
}

async function toPersonalTokens(
  context: Context,
  rows: readonly PersonalTokenRow[],
): Promise<PersonalToken[]> {
  const userIds = [...new Set(rows.map(({ user_id }) => user_id))]
  const groups = userIds.length === 0 ? [] : await groupsOfUsers(context.db, context.workspace.id, userIds)
  const held = Map.groupBy(groups, ({ user_id }) => user_id)
  return rows.map((row) => {
    const principals = held.get(row.user_id)?.map(({ id }) => principalOf.group(id)) ?? []
    return toPersonalToken(context, row, principals)
  })
}

function toPersonalToken(
  { workspace, now }: Context,
  row: PersonalTokenRow,
  principals: readonly string[],
): PersonalToken {
  const isExpired = row.expires_time !== null && row.expires_time <= now
  // One that somebody else gave them, a workspace file for one, may look like anything.
  const isOwn = row.created_by === row.user_id
  return {
    id: row.id,
    name: row.name,
    hint: row.hint.includes(ELLIPSIS)
      ? row.hint
      : `${isOwn ? tokenPrefixes.personal : ''}${ELLIPSIS}${row.hint}`,
    userId: row.user_id,
    capabilities: row.capabilities === null ? ownCapabilities : JSON.parse(row.capabilities),
    status: row.revoked_time !== null ? 'revoked' : isExpired ? 'expired' : 'active',
    isBlocked: isAgainstPolicy(row, principals, workspace),
    createdTime: row.created_time,
    expiresTime: row.expires_time,
    revokedTime: row.revoked_time,
    revokedBy: row.revoked_by,
    lastUse:
      row.last_used_time === null
        ? null
        : { time: row.last_used_time, address: row.last_used_address, agent: row.last_used_agent },
  }
}
