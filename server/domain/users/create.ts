import { insertUser } from '#server/store/users.ts'
import type { Actor } from '../access/actor.ts'
import { addToken, newToken } from '../access/tokens.ts'
import type { Context } from '../context.ts'
import { takeOverInvitations } from '../invitations/take-over.ts'
import type { User } from './user.ts'

/** E-mail addresses are compared without case and without the space around them. */
export const emailKey = (email: string): string => email.trim().toLowerCase()

/** Adds a person to the workspace. Whom somebody had invited has accepted by that. */
export async function addPerson(
  context: Context,
  person: { name: string | null; email: string | null; role: NonNullable<Actor['role']> },
): Promise<User> {
  const id = context.newId()
  await insertUser(context.db, {
    workspace_id: context.workspace.id,
    id,
    type: 'person',
    name: person.name,
    avatar_url: null,
    email: person.email?.trim() ?? null,
    email_key: person.email === null ? null : emailKey(person.email),
    role: person.role,
    connection_id: null,
    owner_user_id: null,
    capabilities: null,
    state: 'active',
    created_time: context.now,
  })
  const isGuest = person.role === 'guest'
  context.record({
    type: isGuest ? 'guest.added' : 'user.added',
    entity: { type: 'user', id },
    data: isGuest ? {} : { role: person.role },
  })
  if (person.email !== null) await takeOverInvitations(context, id, emailKey(person.email))
  return {
    id,
    type: 'person',
    name: person.name,
    avatarUrl: null,
    email: person.email?.trim() ?? null,
    role: person.role,
    state: 'active',
    createdTime: context.now,
  }
}

/** Makes a personal access token of a person. The token is shown now and never again. */
export async function addPersonalToken(
  context: Context,
  userId: string,
  { name, token = newToken('personal') }: { name: string; token?: string | undefined },
): Promise<string> {
  await addToken(context, { kind: 'personal', userId, connectionId: null, name }, token)
  return token
}
