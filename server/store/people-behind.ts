import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'

/** The active people who act as one of several groups, teamspaces or the workspace (JSON), each with what they act as. */
export async function peopleBehind(
  db: Db,
  workspaceId: string,
  principals: string,
): Promise<{ principal: string; user_id: string }[]> {
  const ofTeamspaces = sql`
    select m.teamspace_id, m.role, substr(m.principal, 6) as user_id from teamspace_members as m
    where m.workspace_id = ${workspaceId} and m.principal like 'user:%'
    union all
    select m.teamspace_id, m.role, g.user_id from teamspace_members as m
    join group_members as g on g.workspace_id = m.workspace_id and m.principal = 'group:' || g.group_id
    where m.workspace_id = ${workspaceId}
    union all
    select t.id, 'member', u.id from teamspaces as t join users as u on u.workspace_id = t.workspace_id
    where t.workspace_id = ${workspaceId} and t.is_default = 1 and u.role in ('owner', 'membership_admin', 'member')`
  const { rows } = await sql<{ principal: string; user_id: string }>`
    select distinct a.principal, a.user_id from (
      select 'group:' || group_id as principal, user_id from group_members where workspace_id = ${workspaceId}
      union all
      select 'workspace', id from users
      where workspace_id = ${workspaceId} and role in ('owner', 'membership_admin', 'member')
      union all
      select 'teamspace:' || teamspace_id, user_id from (${ofTeamspaces}) as everybody
      union all
      select 'teamspace_owners:' || teamspace_id, user_id from (${ofTeamspaces}) as owners where role = 'owner'
    ) as a
    join users as u on u.workspace_id = ${workspaceId} and u.id = a.user_id and u.state = 'active'
    where ${dialects[db.dialect].textIn('a.principal', principals)}
  `.execute(db.sql)
  return rows
}
