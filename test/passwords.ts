/** The password of people in tests. */
import type { Installation } from '#server/domain/accounts/account.ts'
import { accountFor } from '#server/domain/accounts/account-for.ts'
import { hashOf, writePassword } from '#server/domain/accounts/set-password.ts'
import { emailKey } from '#server/domain/users/create.ts'
import { passwordsOf } from '#server/store/accounts.ts'

export const PASSWORD = 'correct horse battery'

/** Made once in each file: it takes longer than most of what tests do. */
const hash = hashOf(PASSWORD)

/** Gives people this password, making their accounts; whoever has it already stays signed in. */
export async function givePasswords(
  { store, surroundings }: Installation,
  people: readonly { email: string; name: string }[],
): Promise<void> {
  const known = await passwordsOf(
    store.reader,
    people.map(({ email }) => emailKey(email)),
  )
  const made = await hash
  const having = new Set(known.filter((row) => row.password_hash === made).map((row) => row.email_key))
  await store.transaction(async (db) => {
    for (const person of people) {
      if (having.has(emailKey(person.email))) continue
      const account = await accountFor(db, surroundings, { ...person, isProved: true })
      await writePassword(db, surroundings, account, made)
    }
  })
}
