import { listedUsers, type UserFilter, userById } from '#server/store/users.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { Actor } from '../access/actor.ts'
import type { Context, Workspace } from '../context.ts'
import { toUser, type User } from './user.ts'

/** Members and bots in the order they came, others where the filter asks for them. `fromId` is the first one wanted. */
export async function listUsers(
  context: Context,
  filter: UserFilter,
  fromId: string | null,
  limit: number,
): Promise<User[]> {
  if (filter.emailKey !== undefined && context.actor.capabilities.user_info !== 'email') {
    throw new Problem(
      'forbidden',
      'This integration does not have the capability to read e-mail addresses, by which query.email looks.',
    )
  }
  requireLister(context)
  const { db, workspace } = context
  // Who is removed while a list is walked is still known; an empty answer to a wrong cursor would look like its end.
  if (fromId !== null && (await userById(db, workspace.id, fromId)).length === 0) {
    throw invalid(`The start_cursor provided is invalid: ${fromId}`)
  }
  return (await listedUsers(db, workspace.id, filter, fromId, limit)).map(toUser)
}

/** Refuses who may not list users, nor be told who comes and goes. */
export function requireLister({ actor }: Pick<Context, 'actor'>): void {
  if (!isPersonalToken(actor)) return
  throw new Problem(
    'forbidden',
    'A personal access token cannot list users. Use a connection with user information.',
  )
}

/**
 * A user of this workspace; a person who was removed too, for what they made names them. A personal access token sees
 * its own person.
 */
export async function retrieveUser(context: Context, id: string): Promise<User> {
  const [row] = await userById(context.db, context.workspace.id, id)
  const isHidden = isPersonalToken(context.actor) && id !== context.actor.userId
  const isGone = row === undefined || (row.state === 'removed' && row.type === 'bot')
  if (isGone || isHidden) throw absentUser(context, id)
  return toUser(row)
}

/** Who a token acts as; of the bot of a public connection with the person who authorised it. */
export interface Self {
  user: User
  owner: User | null
  workspace: Workspace
}

/** The bot or the person that the token acts as. */
export const retrieveSelf = (context: Context): Promise<Self> => readSelf(context, context.actor.userId)

/** A bot or a person that is there, as it sees itself. */
export async function readSelf(
  { db, workspace }: Pick<Context, 'db' | 'workspace'>,
  id: string,
): Promise<Self> {
  const [row] = await userById(db, workspace.id, id)
  const [owner] = row!.owner_user_id === null ? [] : await userById(db, workspace.id, row!.owner_user_id)
  return { user: toUser(row!), owner: owner ? toUser(owner) : null, workspace }
}

const isPersonalToken = ({ type, isSession }: Actor): boolean => type === 'person' && !isSession

function absentUser({ actor }: Context, id: string): Problem {
  return new Problem(
    'absent',
    `Could not find user with ID: ${id}. Make sure your integration has capabilities to read user information. With those capabilities, only members and guests in the integration's workspace are visible.`,
    actor.connection ? { data: { integration_id: actor.connection.id } } : {},
  )
}
