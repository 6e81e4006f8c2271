/** Connections of a page or database: those added there and those that come from above. */
import { grantsOf } from '#server/store/access-grants.ts'
import { accessListById } from '#server/store/access-lists.ts'
import { installOf } from '#server/store/connection-installs.ts'
import { connectionById } from '#server/store/connections.ts'
import { accessIdOf, botsReaching, type ReachingBot } from '#server/store/reach.ts'
import type { AccessListRow } from '#server/store/tables/access.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import type { UserRow } from '#server/store/tables/people.ts'
import { visibleTitles } from '#server/store/titles.ts'
import { userById } from '#server/store/users.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { principalOf } from '../access/actor.ts'
import { actsAsOwner } from '../access/administration.ts'
import { type Granted, type LevelName, levelNamed } from '../access/levels.ts'
import { type Revoked, revoke } from '../access/revoke.ts'
import { type Shared, share } from '../access/share.ts'
import type { Context } from '../context.ts'
import { type Named, nameOf, usersNamed } from './describe.ts'
import { absentConnection } from './find.ts'
import { install } from './install.ts'

export interface ConnectionOnPage {
  connection: ConnectionRow
  botId: string
  /** Of a public connection: whom it acts for. */
  user: Named | null
  level: LevelName
  expiresTime: number | null
  inherited: boolean
  /** Where it was added, as far as the caller may see that; null for what was added here. */
  inheritedFrom: { type: 'workspace' } | { type: 'page' | 'database'; id: string } | null
}

/** A page or database that connections are added to. */
export interface Connectable {
  id: string
  accessId: string
}

/** Whether it takes over from above is never set anew here, so what is above is not asked for. */
export const sharedNode = (kind: Shared['kind'], { id, accessId }: Connectable): Shared => ({
  kind,
  id,
  accessId,
  parentAccessId: null,
})

export async function listOnPage(
  context: Context,
  node: Granted<Connectable, 'read'>,
): Promise<ConnectionOnPage[]> {
  const { db, workspace, now } = context
  const lines = await botsReaching(db, workspace.id, node.accessId, now)
  // The highest level of each bot stands first.
  const highest = lines.filter(({ bot_id }, index) => lines[index - 1]?.bot_id !== bot_id)
  const people = await usersNamed(
    context,
    highest.map(({ owner_user_id }) => owner_user_id),
  )
  const found: ConnectionOnPage[] = []
  for (const line of highest) {
    const connection = await connectionById(db, workspace.id, line.connection_id)
    if (connection !== undefined) {
      found.push(await describe(context, node, line, connection, nameOf(people, line.owner_user_id)))
    }
  }
  return found
}

async function describe(
  context: Context,
  node: Connectable,
  { bot_id, level, expires_time }: ReachingBot,
  connection: ConnectionRow,
  user: Named | null,
): Promise<ConnectionOnPage> {
  const origin = await originOf(context, node.accessId, principalOf.bot(bot_id))
  const isInherited = origin !== node.id
  return {
    connection,
    botId: bot_id,
    user,
    level: levelNamed(level),
    expiresTime: expires_time,
    inherited: isInherited,
    inheritedFrom: isInherited ? await shown(context, origin) : null,
  }
}

/** The nearest page, database or workspace where a principal was granted what it has at a list. */
async function originOf({ db, workspace }: Context, listId: string, principal: string): Promise<string> {
  for (let id: string | null = listId; id !== null; ) {
    const grants = await grantsOf(db, workspace.id, id)
    const list: AccessListRow = (await accessListById(db, workspace.id, id))!
    if (grants.some((row) => row.principal === principal)) return list.node_id
    id = list.parent_list_id
  }
  return workspace.id
}

async function shown(
  { db, workspace, actor, now }: Context,
  origin: string,
): Promise<ConnectionOnPage['inheritedFrom']> {
  if (origin === workspace.id) return { type: 'workspace' }
  const [row] = await visibleTitles(db, workspace.id, actor.principals, now, [origin])
  if (row === undefined) return null
  return { type: row.page_title === null ? 'database' : 'page', id: origin }
}

/** The connection that a request names by itself or by its bot; of a public one the caller's own. */
export async function addable(
  context: Context,
  { connection_id, bot_id }: { connection_id?: string; bot_id?: string },
): Promise<{ connection: ConnectionRow; botId: string }> {
  const { db, workspace, actor } = context
  if ((connection_id === undefined) === (bot_id === undefined)) {
    throw invalid('Exactly one of connection_id or bot_id must be provided.')
  }
  if (bot_id !== undefined) {
    const bot = await botById(context, bot_id)
    const connection = await connectionById(db, workspace.id, bot.connection_id!)
    if (connection === undefined) throw absentConnection(bot.connection_id!)
    if (bot.owner_user_id !== null && bot.owner_user_id !== actor.userId) {
      throw new Problem('forbidden', `This bot of "${connection.name}" acts for somebody else.`)
    }
    return { connection, botId: bot.id }
  }
  const id = toUuid(connection_id!)
  const connection = await connectionById(db, workspace.id, id)
  if (connection === undefined) throw absentConnection(id)
  const own = await installOf(db, workspace.id, id, actor.userId)
  const botId = own?.bot_id ?? connection.bot_id
  if (botId === null) {
    throw new Problem(
      'conflict',
      `"${connection.name}" acts for the people who authorise it, and you have not yet: authorise it first.`,
    )
  }
  return { connection, botId }
}

async function botById({ db, workspace }: Context, asked: string): Promise<UserRow> {
  const id = toUuid(asked)
  const [bot] = await userById(db, workspace.id, id)
  const isBot = bot?.type === 'bot' && bot.state === 'active' && bot.connection_id !== null
  if (!isBot) throw new Problem('absent', `Could not find a connection whose bot has the ID: ${id}.`)
  return bot
}

/** Adds a connection to a page or database and all that is below it. */
export async function addToPage(
  context: Context,
  kind: Shared['kind'],
  node: Granted<Connectable, 'full_access'>,
  { connection, botId }: { connection: ConnectionRow; botId: string },
  level: LevelName,
): Promise<ConnectionOnPage> {
  requirePageManager(context, connection)
  requireLevelFor(kind, level)
  await install(context, connection, botId)
  await share(context, sharedNode(kind, node), [{ principal: principalOf.bot(botId), level }], undefined)
  return (await listOnPage(context, await again(context, node))).find((one) => one.botId === botId)!
}

/** The node with the list that it may have begun. */
async function again<N extends Connectable>({ db, workspace }: Context, node: N): Promise<N> {
  return { ...node, accessId: (await accessIdOf(db, workspace.id, node.id))! }
}

/** Takes a connection off a page or database: every bot of it that reaches it. */
export async function takeOffPage(
  context: Context,
  kind: Shared['kind'],
  node: Granted<Connectable, 'full_access'>,
  asked: string,
): Promise<Revoked> {
  const { db, workspace, now } = context
  const id = toUuid(asked)
  const bots = await botsReaching(db, workspace.id, node.accessId, now)
  const ids = new Set(bots.filter((bot) => bot.connection_id === id).map(({ bot_id }) => bot_id))
  const connection = await connectionById(db, workspace.id, id)
  if (ids.size === 0 || connection === undefined) throw absentConnection(id)
  requirePageManager(context, connection)
  return revokeEach(context, sharedNode(kind, node), [...ids])
}

/** Takes bots off a page or database; what is said is what became of the most of them. */
export async function revokeEach(
  context: Context,
  node: Shared,
  botIds: readonly string[],
): Promise<Revoked> {
  let outcome: Revoked = 'had none'
  for (const botId of botIds) {
    const revoked = await revoke(context, await again(context, node), principalOf.bot(botId))
    if (outcome === 'had none' || revoked === 'inheritance broken') outcome = revoked
  }
  return outcome
}

export function requireLevelFor(kind: Shared['kind'], level: LevelName): void {
  if (level !== 'edit_content' || kind === 'database') return
  throw invalid(
    'body failed validation: body.level should be a level of pages, instead was `"edit_content"`.',
  )
}

/** Some connections are for owners to add and take away. */
export function requirePageManager({ actor }: Context, { name, page_managers }: ConnectionRow): void {
  if (page_managers === 'members' || actsAsOwner(actor)) return
  throw new Problem('forbidden', `Only owners of this workspace may add "${name}" to pages or take it away.`)
}
