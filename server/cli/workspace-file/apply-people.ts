import { hashOfToken } from '#server/domain/access/authenticate.ts'
import type { Context } from '#server/domain/context.ts'
import { createGroup } from '#server/domain/groups/create.ts'
import { addGroupMember } from '#server/domain/groups/members.ts'
import { changePerson } from '#server/domain/users/change.ts'
import { addPerson, addPersonalToken, emailKey } from '#server/domain/users/create.ts'
import { toUser } from '#server/domain/users/user.ts'
import { Failure } from '#server/failures.ts'
import { groupByName } from '#server/store/groups.ts'
import { tokenByHash, tokensOf } from '#server/store/tokens.ts'
import { userByEmail } from '#server/store/users.ts'
import type { Named } from './applying.ts'
import type { AppliedWorkspace } from './report.ts'
import type { GroupInFile, UserInFile } from './types.ts'

/** People in the order of the file, which is the order they are listed in. */
export async function applyUsers(
  context: Context,
  users: readonly UserInFile[],
  named: Named,
): Promise<AppliedWorkspace['users']> {
  const applied = []
  for (const user of users) {
    const id = await applyUser(context, user)
    named.users.set(emailKey(user.email), id)
    const token = await ensureToken(context, id, user)
    applied.push({ email: user.email, id, token, password: user.password })
  }
  return applied
}

async function applyUser(context: Context, { name, email, role, stated }: UserInFile): Promise<string> {
  const row = await userByEmail(context.db, context.workspace.id, emailKey(email))
  if (row === undefined) return (await addPerson(context, { name, email, role })).id
  await changePerson(context, toUser(row), {
    ...(stated.has('name') && { name }),
    ...(stated.has('role') && { role }),
    ...(row.state === 'removed' && { state: 'active' }),
  })
  return row.id
}

/** Every person of a file has a personal access token; one that was made before cannot be shown again. */
async function ensureToken(
  context: Context,
  userId: string,
  { email, token }: UserInFile,
): Promise<string | undefined> {
  if (token === undefined) {
    const known = await tokensOf(context.db, context.workspace.id, userId)
    return known.length > 0 ? undefined : addPersonalToken(context, userId, { name: TOKEN_NAME })
  }
  if (await holdsToken(context, userId, token, email)) return token
  return addPersonalToken(context, userId, { name: TOKEN_NAME, token })
}

const TOKEN_NAME = 'Workspace file'

/** Whether a bot or a person has this token; one that is somebody else's, or was revoked, is refused. */
export async function holdsToken(
  { db, workspace }: Context,
  userId: string,
  token: string,
  owner: string,
): Promise<boolean> {
  const row = await tokenByHash(db, hashOfToken(token))
  if (row === undefined) return false
  if (row.workspace_id !== workspace.id || row.user_id !== userId) {
    throw new Failure(`The token of ${owner} is already in use by somebody else. Give another one.`)
  }
  if (row.revoked_time === null) return true
  throw new Failure(`The token of ${owner} was revoked. Give another one.`)
}

export async function applyGroups(
  context: Context,
  groups: readonly GroupInFile[],
  named: Named,
): Promise<AppliedWorkspace['groups']> {
  const applied = []
  for (const { name, members } of groups) {
    const known = await groupByName(context.db, context.workspace.id, name)
    const id = known?.id ?? (await createGroup(context, name))
    named.groups.set(name, id)
    for (const email of members) await addGroupMember(context, id, named.users.get(emailKey(email))!)
    applied.push({ name, id })
  }
  return applied
}
