import type { GrantInForce } from '#server/store/access-grants.ts'
import { kindsOfNodes, type NodeKind } from '#server/store/access-lists.ts'
import { groupsByIds } from '#server/store/groups.ts'
import { invitationsByIds } from '#server/store/invitations.ts'
import type { InvitationRow, TeamspaceRow } from '#server/store/tables/people.ts'
import { teamspacesByIds } from '#server/store/teamspaces.ts'
import { usersByIds } from '#server/store/users.ts'
import { type PrincipalType, partsOf, principalOf } from '../access/actor.ts'
import { actsAsOwner } from '../access/administration.ts'
import { type LevelName, levelNamed } from '../access/levels.ts'
import type { Link } from '../access/lists.ts'
import type { Place } from '../access/places.ts'
import type { Context } from '../context.ts'

/** Who a permission is for. */
export interface Principal {
  type: PrincipalType
  /** Null of the workspace and the public. */
  id: string | null
  /** Of an invitation. */
  email: string | null
  /** What it is called; null where nobody said, or the caller may not know. */
  name: string | null
  avatarUrl: string | null
}

/** Somebody's access to a page or database, as it was granted there or above. */
export interface Permission {
  id: string
  place: Pick<Place, 'kind' | 'id' | 'title'>
  principal: Principal
  level: LevelName
  /** Where it was granted, when that is not here. */
  inheritedFrom: { kind: NodeKind; id: string } | null
  status: 'active' | 'pending' | 'expired'
  invitation: InvitationRow | null
  link: Link | null
  expirationTime: number | null
  createdTime: number
  createdBy: string | null
  lastEditedTime: number
  lastEditedBy: string | null
}

/** Where a permission was granted, in the words of a parent. */
export const inheritedFromOf = ({ kind, id }: NonNullable<Permission['inheritedFrom']>) => {
  if (kind === 'workspace') return { type: 'workspace', workspace: true }
  const type = kind === 'child_page' ? 'page_id' : kind === 'child_database' ? 'database_id' : 'teamspace_id'
  return { type, [type]: id }
}

/** What grants show at a place; those of people who left, and of invitations that are over, show nothing. */
export async function toPermissions(
  context: Context,
  place: Permission['place'],
  grants: readonly Omit<GrantInForce, 'distance'>[],
): Promise<Permission[]> {
  const { db, workspace, now } = context
  const idsOf = (...types: PrincipalType[]) =>
    grants.flatMap(({ principal }) => {
      const { type, id } = partsOf(principal)
      return types.includes(type) ? [id!] : []
    })
  const people = idsOf('user', 'bot')
  const users = people.length === 0 ? [] : await usersByIds(db, workspace.id, people)
  const present = new Set(users.filter(({ state }) => state !== 'removed').map(({ id }) => id))
  const invited = idsOf('invitation')
  const pending = invited.length === 0 ? [] : await invitationsByIds(db, workspace.id, invited)
  const invitations = new Map(pending.filter(({ state }) => state === 'pending').map((row) => [row.id, row]))
  const called = new Map<string, { name: string | null; avatar_url?: string | null }>(
    [
      ...users,
      ...(await groupsByIds(db, workspace.id, idsOf('group'))),
      ...(await teamspacesByIds(db, workspace.id, idsOf('teamspace', 'teamspace_owners'))).filter(
        (teamspace) => isKnown(context, teamspace),
      ),
    ].map((row) => [row.id, row]),
  )
  const elsewhere = grants.filter(({ node_id }) => node_id !== place.id)
  const kinds = await kindsOfNodes(db, workspace.id, [...new Set(elsewhere.map(({ node_id }) => node_id))])

  return grants.flatMap((grant) => {
    const { type, id } = partsOf(grant.principal)
    if ((type === 'user' || type === 'bot') && !present.has(id!)) return []
    const invitation = type === 'invitation' ? (invitations.get(id!) ?? null) : null
    if (type === 'invitation' && invitation === null) return []
    const isOver = (time: number | null) => time !== null && time <= now
    return {
      id: grant.id,
      place,
      principal: {
        type,
        id,
        email: invitation?.email ?? null,
        name: called.get(id!)?.name ?? null,
        avatarUrl: called.get(id!)?.avatar_url ?? null,
      },
      level: levelNamed(grant.level),
      inheritedFrom:
        grant.node_id === place.id ? null : { kind: kinds.get(grant.node_id)!, id: grant.node_id },
      status:
        isOver(grant.expires_time) || isOver(invitation?.expires_time ?? null)
          ? 'expired'
          : invitation
            ? 'pending'
            : 'active',
      invitation,
      link: grant.link === null ? null : JSON.parse(grant.link),
      expirationTime: grant.expires_time,
      createdTime: grant.created_time,
      createdBy: grant.created_by,
      lastEditedTime: grant.updated_time,
      lastEditedBy: grant.updated_by,
    }
  })
}

/** A private teamspace tells its name to who is in it. */
const isKnown = ({ actor }: Context, { id, visibility }: TeamspaceRow): boolean =>
  visibility !== 'private' ||
  actsAsOwner(actor) ||
  (JSON.parse(actor.principals) as string[]).includes(principalOf.teamspace(id))
