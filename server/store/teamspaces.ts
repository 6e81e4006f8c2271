import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import { sql } from './fragments.ts'
import { prepared } from './prepared.ts'
import type { TeamspaceMemberRow, TeamspaceRow } from './tables/people.ts'

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
    .where(dialects[dialect].textIn('m.principal', principals))
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

export const insertTeamspace = (db: Db, row: TeamspaceRow): Promise<unknown> =>
  db.sql.insertInto('teamspaces').values(row).execute()

export async function updateTeamspace(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Omit<TeamspaceRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('teamspaces')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export const teamspaceById = (db: Db, workspaceId: string, id: string): Promise<TeamspaceRow | undefined> =>
  db.sql
    .selectFrom('teamspaces')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

export const teamspacesByIds = (
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<TeamspaceRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.sql
        .selectFrom('teamspaces')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('id', 'in', ids)
        .execute()

/**
 * Teamspaces in the order they were made, from `fromId` on.
 *
 * @param ids those that are seen whatever they are; null for all of them.
 * @param seesOpen whether open and closed ones are seen as well.
 */
export const listedTeamspaces = (
  db: Db,
  workspaceId: string,
  { ids, seesOpen, isArchived }: { ids: readonly string[] | null; seesOpen: boolean; isArchived: boolean },
  fromId: string | null,
  limit: number,
): Promise<TeamspaceRow[]> =>
  db.sql
    .selectFrom('teamspaces')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('archived_time', isArchived ? 'is not' : 'is', null)
    .$if(ids !== null, (query) =>
      query.where((eb) =>
        eb.or([
          dialects[db.dialect].textIn('id', JSON.stringify(ids)),
          ...(seesOpen ? [eb('visibility', '!=', 'private')] : []),
        ]),
      ),
    )
    .$if(fromId !== null, (query) => query.where('id', '>=', fromId!))
    .orderBy('id')
    .limit(limit)
    .execute()

export const teamspaceMember = (
  db: Db,
  workspaceId: string,
  teamspaceId: string,
  principal: string,
): Promise<TeamspaceMemberRow | undefined> =>
  db.sql
    .selectFrom('teamspace_members')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('teamspace_id', '=', teamspaceId)
    .where('principal', '=', principal)
    .executeTakeFirst()

/** Who is in a teamspace, people who were removed from the workspace aside, from a principal on. */
export const teamspaceMembers = (
  db: Db,
  workspaceId: string,
  teamspaceId: string,
  fromPrincipal: string | null,
  limit: number,
): Promise<TeamspaceMemberRow[]> =>
  presentMembers(db, workspaceId)
    .selectAll('m')
    .where('m.teamspace_id', '=', teamspaceId)
    .$if(fromPrincipal !== null, (query) => query.where('m.principal', '>=', fromPrincipal!))
    .orderBy('m.principal')
    .limit(limit)
    .execute()

/** The teamspaces that a principal is in by itself. */
export const teamspacesOfPrincipal = (
  db: Db,
  workspaceId: string,
  principal: string,
): Promise<TeamspaceMemberRow[]> =>
  db.sql
    .selectFrom('teamspace_members')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('principal', '=', principal)
    .orderBy('teamspace_id')
    .execute()

/** How many people and groups own a teamspace, one principal aside. */
export async function countOtherOwners(
  db: Db,
  workspaceId: string,
  teamspaceId: string,
  principal: string,
): Promise<number> {
  const { owners } = await presentMembers(db, workspaceId)
    .select((eb) => eb.fn.countAll<number>().as('owners'))
    .where('m.teamspace_id', '=', teamspaceId)
    .where('m.role', '=', 'owner')
    .where('m.principal', '!=', principal)
    .executeTakeFirstOrThrow()
  return owners
}

/** Who was removed from the workspace waits in their teamspaces, and does not count. */
const presentMembers = (db: Db, workspaceId: string) =>
  db.sql
    .selectFrom('teamspace_members as m')
    .where('m.workspace_id', '=', workspaceId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('users as u')
            .select('u.id')
            .whereRef('u.workspace_id', '=', 'm.workspace_id')
            .where(sql<boolean>`u.id = substr(m.principal, 6)`)
            .where('u.state', '=', 'removed'),
        ),
      ),
    )

/** Puts somebody into a teamspace, in place of what they were there. */
export async function putTeamspaceMember(db: Db, row: TeamspaceMemberRow): Promise<void> {
  await db.sql
    .insertInto('teamspace_members')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'teamspace_id', 'principal']).doUpdateSet({ role: row.role }),
    )
    .execute()
}

export async function deleteTeamspaceMember(
  db: Db,
  workspaceId: string,
  teamspaceId: string,
  principal: string,
): Promise<void> {
  await db.sql
    .deleteFrom('teamspace_members')
    .where('workspace_id', '=', workspaceId)
    .where('teamspace_id', '=', teamspaceId)
    .where('principal', '=', principal)
    .execute()
}

/** What of a teamspace decides whether pages may be put at its top. */
export type TeamspaceNode = Pick<TeamspaceRow, 'id' | 'access_id'> & { level: number | null }

/** A teamspace with the highest level of the principals (JSON) on its list, null for none. */
export const teamspaceNode = (
  db: Db,
  workspaceId: string,
  id: string,
  principals: string,
  now: number,
): Promise<TeamspaceNode | undefined> =>
  db.sql
    .selectFrom('teamspaces as t')
    .select(['t.id', 't.access_id'])
    .select((eb) =>
      eb
        .selectFrom('access_entries as e')
        .select((inner) => inner.fn.max('e.level').as('level'))
        .whereRef('e.workspace_id', '=', 't.workspace_id')
        .whereRef('e.list_id', '=', 't.access_id')
        .where(dialects[db.dialect].textIn('e.principal', principals))
        .where((inner) => inner.or([inner('e.expires_time', 'is', null), inner('e.expires_time', '>', now)]))
        .as('level'),
    )
    .where('t.workspace_id', '=', workspaceId)
    .where('t.id', '=', id)
    .executeTakeFirst()

/** What the principals (JSON) are in each teamspace, archived ones too. */
export const rolesInTeamspaces = (
  db: Db,
  workspaceId: string,
  principals: string,
): Promise<Pick<TeamspaceMemberRow, 'teamspace_id' | 'role'>[]> =>
  db.sql
    .selectFrom('teamspace_members')
    .select(['teamspace_id', 'role'])
    .where('workspace_id', '=', workspaceId)
    .where(dialects[db.dialect].textIn('principal', principals))
    .execute()
