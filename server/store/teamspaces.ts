import { dialects } from './dialects/current.ts'
import { sql } from './fragments.ts'
import { prepared } from './prepared.ts'
import type { TeamspaceMemberRow } from './tables.ts'

/**
 * The teamspaces of somebody who holds these principals (JSON). `includesDefaults` is 1 for who is in every default
 * teamspace, else 0.
 */
export const teamspacesOf = prepared<
  { id: string; role: TeamspaceMemberRow['role'] },
  [workspaceId: string, principals: string, includesDefaults: number]
>((query, [workspaceId, principals, includesDefaults], dialect) =>
  query
    .selectFrom('teamspace_members as m')
    .innerJoin('teamspaces as t', (join) =>
      join.onRef('t.workspace_id', '=', 'm.workspace_id').onRef('t.id', '=', 'm.teamspace_id'),
    )
    .select(['t.id', 'm.role'])
    .where('m.workspace_id', '=', workspaceId)
    .where(dialects[dialect].textIn(sql.ref('m.principal'), principals))
    .where('t.archived_time', 'is', null)
    .unionAll(
      query
        .selectFrom('teamspaces as t')
        .select(['t.id', sql<'member'>`'member'`.as('role')])
        .where('t.workspace_id', '=', workspaceId)
        .where('t.is_default', '=', includesDefaults)
        .where('t.is_default', '=', 1)
        .where('t.archived_time', 'is', null),
    ),
)
