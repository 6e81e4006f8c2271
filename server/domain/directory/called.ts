import { directoryPeopleByIds } from '#server/store/directory-said.ts'
import type { UserRow } from '#server/store/tables/people.ts'
import { peopleCalled } from '#server/store/users.ts'
import type { Context } from '../context.ts'
import { emailKey } from '../users/create.ts'
import { directoryOf, type Said } from './person.ts'

/**
 * Who is called as a directory calls somebody, whatever their state. A directory may give one address to two of its
 * people, whom it tells apart by their `userName`, as Microsoft's own test does: it signs in who had it first.
 *
 * @param ownId the person who is meant; null of somebody new.
 * @returns what was said with an address that is theirs, or with none, and whom it names.
 */
export async function peopleMeant(
  context: Context,
  given: Said,
  ownId: string | null,
): Promise<{ said: Said; called: UserRow[] }> {
  const { db, workspace } = context
  const userName = emailKey(given.userName)
  const named = await peopleCalled(db, workspace.id, userName, null)
  if (given.email === null || emailKey(given.email) === userName) return { said: given, called: named }
  const all = await peopleCalled(db, workspace.id, userName, emailKey(given.email))
  const isNamed = (id: string) => id === ownId || named.some((one) => one.id === id)
  const sharing = all.filter(({ id, state }) => state !== 'removed' && !isNamed(id))
  if (sharing.length === 0) return { said: given, called: all }
  const managed = await directoryPeopleByIds(
    db,
    workspace.id,
    sharing.map(({ id }) => id),
  )
  const areOwn = sharing.every(({ id }) =>
    managed.some(({ user_id, directory }) => user_id === id && directory === directoryOf(context)),
  )
  return areOwn ? { said: { ...given, email: null }, called: named } : { said: given, called: all }
}
