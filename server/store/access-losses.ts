/** What principals could read and no longer can: written with what takes it from them, set by set. */
import { type RawBuilder, sql } from 'kysely'
import { subtreeUnder } from './access-lists.ts'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'

/** A principal that had something at a list since an event. */
export interface Lost {
  principal: string
  since: number
}

/** Nobody reads as the public, or as somebody who was only invited. */
export const canRead = (principal: string): boolean =>
  principal !== 'public' && !principal.startsWith('invitation:')

/**
 * Losses of nodes `n` by principals `e`, with the number of the event that comes next: writers of a workspace go one
 * after another.
 */
const insertLosses = (workspaceId: string, nodes: RawBuilder<unknown>, entries: RawBuilder<unknown>) => sql`
  insert into access_losses (workspace_id, principal, sequence, node_id, through, since)
  select w.id, e.principal, w.sequence + 1, n.id, '',
    case when n.access_since > e.since then n.access_since else e.since end
  from ${nodes} as n cross join ${entries} as e cross join workspaces as w
  where w.id = ${workspaceId}
  on conflict do nothing`

/** Pages, databases and data sources under some lists, with the list and since when. */
const nodesUnder = (workspaceId: string, lists: RawBuilder<unknown>) => sql`(
  select b.id, b.access_id, b.access_since from blocks as b
  where b.workspace_id = ${workspaceId} and b.access_id ${lists}
  union all
  select d.id, b.access_id, b.access_since from blocks as b
    join data_sources as d on d.workspace_id = b.workspace_id and d.database_id = b.id
  where b.workspace_id = ${workspaceId} and b.access_id ${lists}
)`

/** Principals lose all that stands under a list. */
export async function noteLossesAt(
  db: Db,
  workspaceId: string,
  listId: string,
  lost: readonly Lost[],
): Promise<void> {
  const entries = dialects[db.dialect].recordsIn(JSON.stringify(lost), { principal: 'text', since: 'bigint' })
  await insertLosses(workspaceId, nodesUnder(workspaceId, sql`= ${listId}`), entries).execute(db.sql)
}

/**
 * What a move takes from principals: of a node and all that moves with it from one list to another. Who left a group or
 * a teamspace that reaches both is told by this as well: what is reached since a move is not what they knew.
 */
export async function noteLossesOfMove(
  db: Db,
  workspaceId: string,
  nodeId: string,
  fromListId: string,
  toListId: string,
): Promise<void> {
  const nodes = sql`(
    select b.id, b.access_since from below cross join blocks as b
    where b.workspace_id = below.workspace_id and b.id = below.id and b.access_id = ${fromListId}
    union all
    select d.id, b.access_since from below cross join data_sources as d
      left join blocks as b on b.workspace_id = below.workspace_id and b.id = below.id
    where d.workspace_id = below.workspace_id and d.database_id = below.id
    union all
    select id, cast(null as bigint) from data_sources where workspace_id = ${workspaceId} and id = ${nodeId}
  )`
  const entries = sql`(
    select principal, min(since) as since from access_entries as e
    where workspace_id = ${workspaceId} and list_id = ${fromListId}
      and principal <> 'public' and principal not like 'invitation:%'
      and (not exists (
        select 1 from access_entries as kept
        where kept.workspace_id = e.workspace_id and kept.list_id = ${toListId} and kept.principal = e.principal
      ) or exists (
        select 1 from access_losses as l
        where l.workspace_id = e.workspace_id and l.through = e.principal and l.through <> ''
      ))
    group by principal
  )`
  await sql`${subtreeUnder(workspaceId, nodeId, fromListId)}
    ${insertLosses(workspaceId, nodes, entries)}`.execute(db.sql)
}

/** A principal loses all it has, before it does. */
export async function noteLossesOf(db: Db, workspaceId: string, principal: string): Promise<void> {
  const had = sql`select list_id from access_entries where workspace_id = ${workspaceId} and principal = ${principal}`
  const nodes = sql`(
    select n.id, case when n.access_since > h.since then n.access_since else h.since end as access_since
    from ${nodesUnder(workspaceId, sql`in (${had})`)} as n
      join access_entries as h on h.workspace_id = ${workspaceId} and h.list_id = n.access_id
        and h.principal = ${principal}
  )`
  const entries = sql`(select cast(${principal} as text) as principal, 0 as since)`
  await insertLosses(workspaceId, nodes, entries).execute(db.sql)
}

/** Somebody no longer acts as some principals. */
export async function noteLeft(
  db: Db,
  workspaceId: string,
  who: { principal: string } | { membersOf: string } | { inTeamspace: string },
  through: readonly string[],
): Promise<void> {
  if (through.length === 0) return
  const holders =
    'principal' in who
      ? sql`(select cast(${who.principal} as text) as principal)`
      : 'membersOf' in who
        ? sql`(select 'user:' || user_id as principal from group_members
            where workspace_id = ${workspaceId} and group_id = ${who.membersOf})`
        : sql`(select principal from teamspace_members
            where workspace_id = ${workspaceId} and teamspace_id = ${who.inTeamspace})`
  const left = dialects[db.dialect].recordsIn(JSON.stringify(through.map((principal) => ({ principal }))), {
    principal: 'text',
  })
  await sql`
    insert into access_losses (workspace_id, principal, sequence, node_id, through, since)
    select w.id, h.principal, w.sequence + 1, '', p.principal, 0
    from ${holders} as h cross join ${left} as p cross join workspaces as w
    where w.id = ${workspaceId}
    on conflict do nothing
  `.execute(db.sql)
}

/** That somebody left a group or a teamspace. */
export interface Leaving {
  principal: string
  sequence: number
  through: string
}

/** Of some principals, from an event on. */
export const leavingsOf = (
  db: Db,
  workspaceId: string,
  principals: readonly string[],
  fromSequence: number,
): Promise<Leaving[]> =>
  db.sql
    .selectFrom('access_losses')
    .select(['principal', 'sequence', 'through'])
    .where('workspace_id', '=', workspaceId)
    .where(dialects[db.dialect].textIn('principal', JSON.stringify(principals)))
    .where('sequence', '>=', fromSequence)
    .where('node_id', '=', '')
    .orderBy('sequence')
    .execute()

/** A thing that was lost with an event. */
export interface LossOfNode {
  principal: string
  sequence: number
  node_id: string
  since: number
}

/** Parts of one statement: SQLite takes no more than 500. */
const AT_ONCE = 100

/** Losses of principals, each up to an event, in order; `after` is one that is known. */
export async function lossesOf(
  db: Db,
  workspaceId: string,
  held: readonly { principal: string; until: number }[],
  after: { sequence: number; place: string },
  limit: number,
): Promise<LossOfNode[]> {
  const found: LossOfNode[] = []
  for (let start = 0; start < held.length; start += AT_ONCE) {
    const each = held.slice(start, start + AT_ONCE).map(
      ({ principal, until }) => sql`select * from (
        select principal, sequence, node_id, since from access_losses
        where workspace_id = ${workspaceId} and principal = ${principal} and through = ''
          and (sequence, node_id) > (${after.sequence}, ${after.place}) and sequence <= ${until}
        order by sequence, node_id limit ${limit}
      ) as of_principal`,
    )
    const { rows } = await sql<LossOfNode>`
      ${sql.join(each, sql` union all `)} order by sequence, node_id limit ${limit}`.execute(db.sql)
    found.push(...rows)
  }
  return found.toSorted(inOrder).slice(0, limit)
}

const inOrder = (a: LossOfNode, b: LossOfNode): number =>
  a.sequence - b.sequence || (a.node_id < b.node_id ? -1 : a.node_id > b.node_id ? 1 : 0)

/**
 * What a principal reached before an event, by what it reaches now and by what it lost since, and the caller does not
 * see: ids in order, those after `after`.
 */
export async function reachedThrough(
  db: Db,
  workspaceId: string,
  { through, sequence }: Leaving,
  caller: { principals: string; now: number },
  after: string,
  limit: number,
): Promise<string[]> {
  const had = sql`select list_id from access_entries
    where workspace_id = ${workspaceId} and principal = ${through} and since < ${sequence}`
  const { rows } = await sql<{ id: string }>`
    select id from (
      select n.id from ${nodesUnder(workspaceId, sql`in (${had})`)} as n
      where coalesce(n.access_since, 0) < ${sequence} and not exists (
        select 1 from access_entries as seen
        where seen.workspace_id = ${workspaceId} and seen.list_id = n.access_id
          and ${dialects[db.dialect].textIn('seen.principal', caller.principals)}
          and (seen.expires_time is null or seen.expires_time > ${caller.now})
      )
      union
      select node_id from access_losses
      where workspace_id = ${workspaceId} and principal = ${through} and through = ''
        and sequence >= ${sequence} and since < ${sequence}
    ) as reached
    where id > ${after} order by id limit ${limit}
  `.execute(db.sql)
  return rows.map(({ id }) => id)
}

/** Every loss of some nodes by some principals. */
export async function lossesOfNodes(
  db: Db,
  workspaceId: string,
  nodeIds: readonly string[],
  principals: readonly string[],
): Promise<LossOfNode[]> {
  const { idIn, textIn } = dialects[db.dialect]
  return db.sql
    .selectFrom('access_losses')
    .select(['principal', 'sequence', 'node_id', 'since'])
    .where('workspace_id', '=', workspaceId)
    .where(idIn('node_id', JSON.stringify(nodeIds)))
    .where(textIn('principal', JSON.stringify(principals)))
    .execute()
}

/** That a principal reaches a node now, and since which event. */
export interface Reaching {
  node_id: string
  principal: string
  since: number
}

export async function reachingNodes(
  db: Db,
  workspaceId: string,
  nodeIds: readonly string[],
  principals: readonly string[],
): Promise<Reaching[]> {
  const { idIn, textIn } = dialects[db.dialect]
  const ids = JSON.stringify(nodeIds)
  const { rows } = await sql<Reaching>`
    select n.id as node_id, e.principal,
      case when n.access_since > e.since then n.access_since else e.since end as since
    from (
      select b.id, b.access_id, b.access_since from blocks as b
      where b.workspace_id = ${workspaceId} and ${idIn('b.id', ids)}
      union all
      select d.id, b.access_id, b.access_since from data_sources as d
        join blocks as b on b.workspace_id = d.workspace_id and b.id = d.database_id
      where d.workspace_id = ${workspaceId} and ${idIn('d.id', ids)}
    ) as n
      join access_entries as e on e.workspace_id = ${workspaceId} and e.list_id = n.access_id
        and ${textIn('e.principal', JSON.stringify(principals))}
  `.execute(db.sql)
  return rows
}
