import { installOf } from '#server/store/connection-installs.ts'
import { connectionById } from '#server/store/connections.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { toUuid } from '#shared/ids.ts'
import { Problem } from '#shared/problem.ts'
import { absentConnection } from '../connections/find.ts'
import type { Context } from '../context.ts'
import type { Administration } from './administration.ts'
import type { Granted } from './levels.ts'

/**
 * A connection that the workspace knows, for who administers. Owners manage every one. Others see what they made or
 * installed, and manage (`full_access`) what they made; but what was granted `administer` is for owners, or whoever
 * made it could take an owner's place.
 */
export async function connectionFor<L extends 'read' | 'full_access'>(
  { db, workspace, actor }: Pick<Context, 'db' | 'workspace' | 'actor'>,
  { isOwner }: Administration<'members'>,
  asked: string,
  level: L,
): Promise<Granted<ConnectionRow, L>> {
  const id = toUuid(asked)
  const row = await connectionById(db, workspace.id, id)
  if (row === undefined) throw absentConnection(id)
  if (isOwner) return row as Granted<ConnectionRow, L>

  const isMaker = row.created_by === actor.userId && row.home_workspace_id === workspace.id
  if (!isMaker && (await installOf(db, workspace.id, id, actor.userId)) === undefined)
    throw absentConnection(id)
  if (level === 'full_access' && !isMaker) {
    throw new Problem(
      'forbidden',
      `Only an owner of the workspace, or who made it, may manage "${row.name}".`,
    )
  }
  if (level === 'full_access' && JSON.parse(row.capabilities).administer) {
    throw new Problem(
      'forbidden',
      `"${row.name}" may administer the workspace, so only an owner of the workspace may manage it.`,
    )
  }
  return row as Granted<ConnectionRow, L>
}

/**
 * The same for who would see what it reaches: everything for who manages it, and what acts for oneself alone for who
 * authorised it.
 *
 * @param userId whose bot is asked for; undefined for all of them.
 */
export async function connectionToLookInto(
  context: Pick<Context, 'db' | 'workspace' | 'actor'>,
  administration: Administration<'members'>,
  asked: string,
  userId: string | undefined,
): Promise<Granted<ConnectionRow, 'read'>> {
  const { db, workspace, actor } = context
  const connection = await connectionFor(context, administration, asked, 'read')
  const own =
    userId === actor.userId ? await installOf(db, workspace.id, connection.id, actor.userId) : undefined
  // An internal one has one bot for all, which reaches what others gave it.
  if (own !== undefined && own.bot_id !== connection.bot_id) return connection
  return connectionFor(context, administration, asked, 'full_access')
}

/** What is told of a connection is changed where it was made, and only there are its secrets kept. */
export function requireHome({ workspace }: Pick<Context, 'workspace'>, connection: ConnectionRow): void {
  if (connection.home_workspace_id === workspace.id) return
  throw new Problem(
    'forbidden',
    `"${connection.name}" was made in another workspace of this server and can be changed only there.`,
  )
}
