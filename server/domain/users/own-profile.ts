import { userById } from '#server/store/users.ts'
import { refuseNoImage } from '#shared/files/named.ts'
import { toUuid } from '#shared/ids.ts'
import type { CoverRequest } from '#shared/objects/cover.ts'
import { storeCover } from '#shared/objects/cover.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { type LockedField, lockOf, refuseLocked } from '../directory/locked.ts'
import { attachableUploads, showFiles } from '../files/attach.ts'
import { addressOfAvatar, uploadOfAvatar } from './avatar.ts'
import { changePerson } from './change.ts'
import { toUser, type User } from './user.ts'

export interface ProfileChange {
  name?: string | undefined
  /** A picture that lies elsewhere, one that the caller uploaded, or none. */
  avatar?: CoverRequest | null | undefined
}

/** Changes how somebody who acts for themselves is called and looks in this workspace. */
export async function changeOwnProfile(context: Context, { name, avatar }: ProfileChange): Promise<void> {
  const { db, workspace, actor } = context
  const user = await ownPerson(context)
  const wanted: LockedField[] = [
    ...(name === undefined || name.trim() === user.name ? [] : (['name'] as const)),
    ...(avatar === undefined ? [] : (['avatar_url'] as const)),
  ]
  refuseLocked(await lockOf(db, workspace.id, actor.userId), wanted)
  await changePerson(context, user, {
    ...(name !== undefined && { name: name.trim() }),
    ...(avatar !== undefined && { avatarUrl: await settleAvatar(context, user, avatar) }),
  })
}

async function ownPerson({ db, workspace, actor }: Context): Promise<User> {
  if (actor.type !== 'person') {
    throw new Problem(
      'forbidden',
      'Insufficient permissions for this endpoint: it changes the person that a token acts as, and this token acts as a bot. A bot is called like its connection.',
    )
  }
  const [row] = await userById(db, workspace.id, actor.userId)
  return toUser(row!)
}

async function settleAvatar(
  context: Context,
  user: User,
  avatar: NonNullable<ProfileChange['avatar']> | null,
): Promise<string | null> {
  const [before, after] = [uploadOfAvatar(user.avatarUrl), await uploadIn(context, avatar)]
  await showFiles(context, user.id, idsOf(after), idsOf(before))
  if (after !== null) return addressOfAvatar(context, after)
  const stored = avatar === null ? null : storeCover(avatar)
  return stored !== null && 'external' in stored ? stored.external.url : null
}

async function uploadIn(context: Context, avatar: ProfileChange['avatar']): Promise<string | null> {
  if (!avatar || !('file_upload' in avatar)) return null
  const id = toUuid(avatar.file_upload.id)
  const uploads = await attachableUploads(context, new Set([id]))
  refuseNoImage(uploads.get(id)!, 'a picture of a person')
  return id
}

const idsOf = (id: string | null): ReadonlySet<string> => new Set(id === null ? [] : [id])
