import { hash } from 'node:crypto'
import type { Db, Store } from '#server/store/dialects/dialect.ts'
import { teamspacesOf } from '#server/store/teamspaces.ts'
import { groupsOf, type TokenHolder, tokenHolder } from '#server/store/tokens.ts'
import { Problem } from '#shared/problem.ts'
import type { SignedIn } from '../accounts/account.ts'
import type { Workspace } from '../context.ts'
import type { Source } from '../events/record.ts'
import { defaultSettings, type WorkspaceSettings } from '../workspaces/settings.ts'
import { type Actor, principalOf } from './actor.ts'
import { type Capabilities, noCapability, ownCapabilities } from './capabilities.ts'
import { isAgainstPolicy } from './may-hold-tokens.ts'

export interface Caller {
  actor: Actor
  workspace: Workspace
  /** Where a request of theirs came from; absent where there was none. */
  source?: Source
}

/** Tokens are kept and found by their SHA-256 only: they have too much randomness to be guessed. */
export const hashOfToken = (token: string): string => hash('sha256', token, 'base64url')

/** Who shows a token, at once when that is remembered; anything but a token that works now is refused. */
export type Authenticate = (token: string | null, now: number) => Caller | Promise<Caller>

/** Callers that are remembered at once. */
const MOST_CALLERS = 1000

/**
 * Asks the store at every request, so that a revocation holds at the next one on every process. A process
 * that has its store to itself asks again only after something was written.
 */
export function makeAuthenticate(store: Pick<Store, 'reader' | 'writes'>): Authenticate {
  const known = new Map<string, { caller: Caller; expires: number }>()
  let readAt: number | null = null

  const ask = async (token: string, now: number, writes: number | null): Promise<Caller> => {
    const [holder] = await tokenHolder(store.reader, hashOfToken(token), now)
    if (holder === undefined) throw refused()
    const workspace = workspaceOf(holder)
    const actor = await actorOf(store.reader, holder)
    if (isBarred(holder, actor, workspace)) throw refused()
    const caller = { actor, workspace }
    if (writes !== null && store.writes() === writes) {
      known.set(token, { caller, expires: holder.expires_time ?? Number.POSITIVE_INFINITY })
    }
    return caller
  }

  return (token, now) => {
    if (token === null) throw noToken()
    const writes = store.writes()
    if (writes === null || writes !== readAt || known.size > MOST_CALLERS) known.clear()
    readAt = writes
    const remembered = known.get(token)
    return remembered !== undefined && remembered.expires > now ? remembered.caller : ask(token, now, writes)
  }
}

/** A token that a person made for themselves works while they may have such a one. */
const isBarred = (holder: TokenHolder, { principals }: Actor, workspace: Workspace): boolean =>
  holder.kind === 'personal' && isAgainstPolicy(holder, JSON.parse(principals), workspace)

const refused = () => new Problem('unauthenticated', 'API token is invalid.')

/** Many programs set their headers up and forget to send them. */
const noToken = () =>
  new Problem(
    'unauthenticated',
    'API token is invalid. The request has none: send the header "Authorization: Bearer <token>" with the token of a connection or a personal access token.',
  )

async function actorOf(db: Db, holder: TokenHolder): Promise<Actor> {
  return {
    type: holder.user_type,
    userId: holder.user_id,
    role: holder.user_role,
    ...(holder.owner_user_id === null ? {} : { ownerUserId: holder.owner_user_id }),
    capabilities: capabilitiesOf(holder),
    connection: holder.connection_id
      ? { id: holder.connection_id, name: holder.connection_name ?? '' }
      : null,
    principals: JSON.stringify(
      holder.user_type === 'bot'
        ? [principalOf.bot(holder.user_id)]
        : await principalsOfPerson(db, holder.workspace_id, holder.user_id, holder.user_role),
    ),
    tokenId: holder.id,
  }
}

/** Whoever is signed in. What they do is counted by session. */
export async function actorOfSession(
  db: Db,
  { sessionId, provedTime, user, workspace }: SignedIn,
): Promise<Actor> {
  const principals = await principalsOfPerson(db, workspace.id, user.id, user.role)
  return {
    type: 'person',
    userId: user.id,
    role: user.role,
    capabilities: ownCapabilities,
    connection: null,
    principals: JSON.stringify(principals),
    tokenId: sessionId,
    isSession: true,
    provedTime,
  }
}

/** A person acts as themselves, as each of their groups and teamspaces and, guests aside, as the workspace. */
export async function principalsOfPerson(
  db: Db,
  workspaceId: string,
  userId: string,
  role: Actor['role'],
): Promise<string[]> {
  const groups = await groupsOf(db, workspaceId, userId)
  const isMember = role !== null && role !== 'guest' && role !== 'restricted_member'
  const principals = [
    principalOf.user(userId),
    ...groups.map((group) => principalOf.group(group.group_id)),
    ...(isMember ? [principalOf.workspace] : []),
  ]
  const teamspaces = await teamspacesOf(db, workspaceId, JSON.stringify(principals), isMember ? 1 : 0)
  const owned = teamspaces.filter((teamspace) => teamspace.role === 'owner')
  return [
    ...principals,
    ...new Set(teamspaces.map(({ id }) => principalOf.teamspace(id))),
    ...new Set(owned.map(({ id }) => principalOf.teamspaceOwners(id))),
  ]
}

const parsedCapabilities = new Map<string, Capabilities>()
const parsedSettings = new Map<string, WorkspaceSettings>()

function capabilitiesOf(holder: TokenHolder): Capabilities {
  if (holder.capabilities === null) return holder.user_type === 'person' ? ownCapabilities : noCapability
  return remembered(parsedCapabilities, holder.capabilities, (text) => JSON.parse(text))
}

function workspaceOf(holder: TokenHolder): Workspace {
  return {
    id: holder.workspace_id,
    name: holder.workspace_name,
    icon: holder.workspace_icon,
    settings: remembered(parsedSettings, holder.workspace_settings, parseSettings),
  }
}

/** Settings as stored: what is absent has its default. */
export function parseSettings(text: string): WorkspaceSettings {
  const settings = JSON.parse(text)
  const connections = { ...defaultSettings.policy.connections, ...settings.policy?.connections }
  const personal_access_tokens = {
    ...defaultSettings.policy.personal_access_tokens,
    ...settings.policy?.personal_access_tokens,
  }
  const sign_in = { ...defaultSettings.policy.sign_in, ...settings.policy?.sign_in }
  const policy = {
    ...defaultSettings.policy,
    ...settings.policy,
    connections,
    personal_access_tokens,
    sign_in,
  }
  const limits = { ...defaultSettings.limits, ...settings.limits }
  const retention = { ...defaultSettings.retention, ...settings.retention }
  const audit = { ...defaultSettings.audit, ...settings.audit }
  const compatibility = { ...defaultSettings.compatibility, ...settings.compatibility }
  return { ...defaultSettings, ...settings, policy, limits, retention, audit, compatibility }
}

/** Parsing the same few texts at every request would cost more than the request's reads. */
function remembered<T>(cache: Map<string, T>, text: string, parse: (text: string) => T): T {
  let value = cache.get(text)
  if (value === undefined) {
    if (cache.size >= 1000) cache.clear()
    value = parse(text)
    cache.set(text, value)
  }
  return value
}
