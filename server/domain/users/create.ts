import { insertUser } from '#server/store/users.ts'
import type { Actor } from '../access/actor.ts'
import { addToken, newTokenOf } from '../access/tokens.ts'
import type { Context } from '../context.ts'
import { takeOverInvitations } from '../invitations/take-over.ts'
import type { User } from './user.ts'

/** E-mail addresses are compared without case and without the space around them. */
export const emailKey = (email: string): string => email.trim().toLowerCase()

/** Adds a person to the workspace, under an id that was made for them if there is one. Whom somebody had invited has accepted by that. */
export async function addPerson(
  context: Context,
  {
    id = context.newId(),
    ...person
  }: { id?: string; name: string | null; email: string | null; role: NonNullable<Actor['role']> },
): Promise<User> {
  const email = person.email?.trim() ?? null
  await insertUser(context.db, {
    workspace_id: context.workspace.id,
    id,
    type: 'person',
    name: person.name,
    avatar_url: null,
    email,
    email_key: email && emailKey(email),
    role: person.role,
    connection_id: null,
    owner_user_id: null,
    capabilities: null,
    state: 'active',
    created_time: context.now,
  })
  context.record({
    type: person.role === 'guest' ? 'guest.added' : 'user.added',
    entity: { type: 'user', id },
    data: { role: person.role },
    after: { name: person.name, email, role: person.role },
  })
  if (email !== null) await takeOverInvitations(context, id, emailKey(email))
  return {
    id,
    type: 'person',
    name: person.name,
    avatarUrl: null,
    email,
    role: person.role,
    state: 'active',
    createdTime: context.now,
  }
}

/** Makes a personal access token of a person. The token is shown now and never again. */
export async function addPersonalToken(
  context: Context,
  userId: string,
  { name, token = newTokenOf(context.workspace, 'personal') }: { name: string; token?: string | undefined },
): Promise<string> {
  const id = await addToken(context, { kind: 'personal', userId, connectionId: null, name }, token)
  context.record({
    type: 'token.created',
    entity: { type: 'token', id },
    data: { user_id: userId },
    after: { name },
  })
  return token
}
