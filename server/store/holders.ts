import type { Db } from './dialects/dialect.ts'

/** Those of some principals that let somebody act, by id. */
export interface Candidates {
  users: readonly string[]
  groups: readonly string[]
  teamspaces: readonly string[]
  /** Teamspaces of which only the owners count. */
  teamspaceOwners: readonly string[]
}

/** Whether any of them is, or has in it, somebody who is active. */
export async function hasActiveHolder(
  db: Db,
  workspaceId: string,
  { users, groups, teamspaces, teamspaceOwners }: Candidates,
): Promise<boolean> {
  if (users.length > 0 && (await isActive(db, workspaceId, users))) return true
  if (groups.length > 0 && (await hasActiveMember(db, workspaceId, groups))) return true
  const ids = [...teamspaces, ...teamspaceOwners]
  if (ids.length === 0) return false
  const members = await db.sql
    .selectFrom('teamspace_members as m')
    .innerJoin('teamspaces as t', (join) =>
      join.onRef('t.workspace_id', '=', 'm.workspace_id').onRef('t.id', '=', 'm.teamspace_id'),
    )
    .select(['m.teamspace_id', 'm.principal', 'm.role'])
    .where('m.workspace_id', '=', workspaceId)
    .where('m.teamspace_id', 'in', ids)
    .where('t.archived_time', 'is', null)
    .execute()
  const counting = members.filter(
    ({ teamspace_id, role }) => role === 'owner' || teamspaces.includes(teamspace_id),
  )
  const idsOf = (kind: string) =>
    counting.flatMap(({ principal }) =>
      principal.startsWith(`${kind}:`) ? [principal.slice(kind.length + 1)] : [],
    )
  if (counting.length === 0) return false
  return hasActiveHolder(db, workspaceId, {
    users: idsOf('user'),
    groups: idsOf('group'),
    teamspaces: [],
    teamspaceOwners: [],
  })
}

async function isActive(db: Db, workspaceId: string, ids: readonly string[]): Promise<boolean> {
  const row = await db.sql
    .selectFrom('users')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .where('state', '=', 'active')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function hasActiveMember(db: Db, workspaceId: string, groups: readonly string[]): Promise<boolean> {
  const row = await db.sql
    .selectFrom('group_members as g')
    .innerJoin('users as u', (join) =>
      join.onRef('u.workspace_id', '=', 'g.workspace_id').onRef('u.id', '=', 'g.user_id'),
    )
    .select('u.id')
    .where('g.workspace_id', '=', workspaceId)
    .where('g.group_id', 'in', groups)
    .where('u.state', '=', 'active')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
