/** What a connection reaches, and what an administrator lets it reach. */
import { botsOf } from '#server/store/bots.ts'
import { installOf } from '#server/store/connection-installs.ts'
import { type ReachedNode, reachedNodes } from '#server/store/reach.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import { principalOf } from '../access/actor.ts'
import type { Administration } from '../access/administration.ts'
import { type Granted, type LevelName, levelNamed } from '../access/levels.ts'
import { databaseForOperator, pageForOperator } from '../access/operator.ts'
import type { Revoked } from '../access/revoke.ts'
import { type Shared, share } from '../access/share.ts'
import { leaveWorkspace, levelInWorkspace, reachWorkspace } from '../access/workspace-reach.ts'
import type { Context } from '../context.ts'
import { install } from './install.ts'
import { requireLevelFor, revokeEach, sharedNode } from './on-page.ts'

/** A node of the tree that a connection reaches; it is a root where what it stands in is not reached. */
export interface Reached {
  id: string
  object: 'page' | 'database'
  title: string
  level: LevelName
  parent: { id: string; object: 'page' | 'database' } | null
  inherited: boolean
}

/** @param userId only what the bot of this person reaches; null for every bot of the connection. */
export async function listReached(
  { db, workspace, now }: Context,
  connection: Granted<ConnectionRow, 'read'>,
  userId: string | null,
  fromId: string | null,
  limit: number,
): Promise<Reached[]> {
  const ofUser = userId === null ? null : await installOf(db, workspace.id, connection.id, userId)
  const bots = (await botsOf(db, workspace.id, connection.id)).filter(
    ({ id, state }) => state === 'active' && (ofUser === null || id === ofUser?.bot_id),
  )
  const principals = bots.map(({ id }) => principalOf.bot(id))
  return (await reachedNodes(db, workspace.id, principals, now, fromId, limit)).map(toReached)
}

const kindOf = { child_page: 'page', child_database: 'database' } as const

const toReached = (row: ReachedNode): Reached => ({
  id: row.id,
  object: kindOf[row.type],
  title: row.page_title ?? plainText(JSON.parse(row.database_title ?? '[]')),
  level: levelNamed(row.level),
  parent: row.parent_id === null ? null : { id: row.parent_id, object: kindOf[row.parent_type!] },
  inherited: row.is_granted === 0,
})

/** A page or database with all that is below it, or every page of the workspace, whoever it is private to. */
export type Place = { type: 'workspace' } | ({ type: 'node' } & Shared)

/** A place that an administrator names; they need not see it themselves. */
export async function placeFor(
  context: Context,
  _administration: Administration<'owners'>,
  { page_id, database_id, workspace }: { page_id?: string; database_id?: string; workspace?: boolean },
): Promise<Place> {
  if ([page_id, database_id, workspace || undefined].filter((one) => one !== undefined).length !== 1) {
    throw invalid('Exactly one of page_id, database_id, or workspace must be provided.')
  }
  if (workspace) return { type: 'workspace' }
  const id = (page_id ?? database_id)!
  const page = page_id === undefined ? undefined : await pageForOperator(context, id)
  const database = page_id === undefined ? await databaseForOperator(context, id) : undefined
  const node = page ?? database
  if (node === undefined) {
    throw new Problem(
      'absent',
      `Could not find ${page_id === undefined ? 'database' : 'page'} with ID: ${id}.`,
    )
  }
  return { type: 'node', ...sharedNode(page ? 'page' : 'database', node) }
}

/** Lets a connection reach a place, and adds it to the workspace by that. */
export async function letReach(
  context: Context,
  connection: Granted<ConnectionRow, 'full_access'>,
  place: Place,
  level: LevelName,
): Promise<void> {
  requireLevelFor(place.type === 'node' ? place.kind : 'page', level)
  const botId = await botFor(context, connection)
  await install(context, connection, botId)
  const principal = principalOf.bot(botId)
  if (place.type === 'node') return share(context, place, [{ principal, level }], undefined)
  const before = await levelInWorkspace(context, principal)
  if (await reachWorkspace(context, principal, level)) recordOfWorkspace(context, connection, before, level)
}

/** Takes a connection off a place, every bot of it. */
export async function keepFrom(
  context: Context,
  connection: Granted<ConnectionRow, 'full_access'>,
  place: Place,
): Promise<Revoked> {
  const { db, workspace } = context
  const botIds = (await botsOf(db, workspace.id, connection.id)).map(({ id }) => id)
  if (place.type === 'node') return revokeEach(context, place, botIds)
  let outcome: Revoked = 'had none'
  for (const id of botIds) {
    const before = await levelInWorkspace(context, principalOf.bot(id))
    if (!(await leaveWorkspace(context, principalOf.bot(id)))) continue
    outcome = 'removed'
    recordOfWorkspace(context, connection, before, null)
  }
  return outcome
}

const recordOfWorkspace = (
  context: Context,
  { id }: ConnectionRow,
  before: LevelName | null,
  after: LevelName | null,
): void =>
  context.record({
    type: 'workspace.permissions_updated',
    entity: { type: 'workspace', id: context.workspace.id },
    data: { connection_id: id },
    before: { level: before },
    after: { level: after },
  })

/** Of a public connection the bot that acts for the caller. */
async function botFor({ db, workspace, actor }: Context, connection: ConnectionRow): Promise<string> {
  if (connection.kind === 'internal' && connection.bot_id !== null) return connection.bot_id
  const own = await installOf(db, workspace.id, connection.id, actor.userId)
  const botId = own?.bot_id ?? connection.bot_id
  if (botId !== null) return botId
  throw new Problem(
    'conflict',
    `"${connection.name}" acts for the people who authorise it, and you have not yet: authorise it first.`,
  )
}
