import { countOwners, userById } from '#server/store/users.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { keepABreakGlass } from '../saml/enforce.ts'
import { toUser, type User } from '../users/user.ts'
import type { Administration } from './administration.ts'

declare const managed: unique symbol

/** A person, whatever their state, whom the actor may change. Only this file makes one. */
export type ManagedPerson = User & { readonly [managed]: true }

/** A user of the workspace, whatever their state. */
export async function userFor(context: Context, asked: string): Promise<User> {
  const id = toUuid(asked)
  const [row] = await userById(context.db, context.workspace.id, id)
  if (row === undefined) throw new Problem('absent', `Could not find user with ID: ${id}.`)
  return toUser(row)
}

/** A person whom the actor may change: owners are changed by owners only, and a bot belongs to its connection. */
export async function managedPerson(
  context: Context,
  { isOwner }: Administration<'membership admins'>,
  id: string,
): Promise<ManagedPerson> {
  const user = await userFor(context, id)
  if (user.type === 'bot') throw invalid(`User ${user.id} is a bot. It belongs to its connection.`)
  if (user.role === 'owner' && !isOwner) throw onlyOwners()
  return user as ManagedPerson
}

/** Refuses what only owners may make of somebody. */
export function refuseOwnership({ isOwner }: Administration<'membership admins'>, role: string): void {
  if (role === 'owner' && !isOwner) throw onlyOwners()
}

/** Refuses to lose the last owner who may act, and the last who may come in whatever befalls the identity provider. */
export async function keepAnOwner(context: Context, user: User): Promise<void> {
  if (user.role !== 'owner' || user.state !== 'active') return
  const { db, workspace } = context
  await keepABreakGlass(context, user.id)
  if ((await countOwners(db, workspace.id)) > 1) return
  throw new Problem(
    'conflict',
    'This person is the last owner of the workspace. Make somebody else an owner first.',
  )
}

const onlyOwners = () =>
  new Problem('forbidden', 'Insufficient permissions: only an owner of the workspace may change owners.')
