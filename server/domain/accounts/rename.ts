import { setAccountName } from '#server/store/accounts.ts'
import { type Lock, lockOf, refuseLocked } from '../directory/locked.ts'
import type { Source } from '../events/record.ts'
import { changePerson } from '../users/change.ts'
import type { Installation, SignedIn } from './account.ts'
import { everywhere } from './everywhere.ts'

/** Changes how somebody is called in every workspace, but where a directory says it. */
export async function renameAccount(
  installation: Installation,
  { account }: Pick<SignedIn, 'account'>,
  given: string,
  source: Source,
): Promise<void> {
  const { store, surroundings } = installation
  const name = given.trim()
  await store.transaction(async (db) => {
    const locks: (Lock | null)[] = []
    await everywhere(installation, db, { email: account.email, source }, async (context, user) => {
      const lock = await lockOf(db, context.workspace.id, user.id)
      locks.push(lock)
      if (!lock?.fields.includes('name')) await changePerson(context, user, { name })
    })
    if (locks.every((lock) => lock?.fields.includes('name'))) refuseLocked(locks[0] ?? null, ['name'])
    await setAccountName(db, account.id, name, surroundings.now())
  })
}
