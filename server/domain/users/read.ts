import { listedUsers, userById } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { toUser, type User } from './user.ts'

/** Members and bots in the order they came. `fromId` is the first one wanted. */
export async function listUsers(context: Context, fromId: string | null, limit: number): Promise<User[]> {
  if (isPersonalToken(context.actor)) {
    throw new Problem(
      'forbidden',
      'A personal access token cannot list users. Use a connection with user information.',
    )
  }
  return (await listedUsers(context.db, context.workspace.id, fromId, limit)).map(toUser)
}

/** A user of this workspace. A personal access token sees its own person. */
export async function retrieveUser(context: Context, id: string): Promise<User> {
  const [row] = await userById(context.db, context.workspace.id, id)
  const isHidden = isPersonalToken(context.actor) && id !== context.actor.userId
  if (row === undefined || row.state === 'removed' || isHidden) throw absentUser(context, id)
  return toUser(row)
}

/** The bot or the person that the token acts as. */
export async function retrieveSelf(context: Context): Promise<User> {
  const [row] = await userById(context.db, context.workspace.id, context.actor.userId)
  return toUser(row!)
}

const isPersonalToken = ({ type, isSession }: Actor): boolean => type === 'person' && !isSession

function absentUser({ actor }: Context, id: string): Problem {
  return new Problem(
    'absent',
    `Could not find user with ID: ${id}. Make sure your integration has capabilities to read user information. With those capabilities, only members and guests in the integration's workspace are visible.`,
    actor.connection ? { data: { integration_id: actor.connection.id } } : {},
  )
}
