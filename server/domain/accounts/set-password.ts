import { hashPassword, verifyPassword } from '@better-auth/utils/password'
import { deleteLinksTo } from '#server/store/account-links.ts'
import { passwordsOf, putPassword } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { deleteSessionsOf } from '#server/store/sessions.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { Surroundings } from '../context.ts'
import { commandLine } from '../events/record.ts'
import { isSignInEmail } from '../sign-in/sign-in-email.ts'
import { emailKey } from '../users/create.ts'
import type { Installation } from './account.ts'
import { accountFor } from './account-for.ts'
import { LONGEST_PASSWORD } from './password-policy.ts'
import { type AccountEvent, type AccountOfAct, audienceOf, recordOfAccounts } from './record.ts'
import { sessionsEnded } from './tell-of-password.ts'

export interface PersonWithPassword {
  name: string
  email: string
  password: string
}

/**
 * Gives people the passwords that the operator chose for them, making their accounts. All at once: the
 * work of hashing runs beside this thread, on as many processors as there are.
 *
 * @returns the e-mails whose password is another one now; their sessions ended.
 */
export async function setPasswords(
  { store, surroundings }: Installation,
  people: readonly PersonWithPassword[],
): Promise<string[]> {
  for (const person of people) refuseUnusable(person)
  if (people.length === 0) return []
  // Said twice of one e-mail, the last one counts.
  const wanted = new Map(people.map((person) => [emailKey(person.email), person]))
  const rows = await passwordsOf(store.reader, [...wanted.keys()])
  const known = new Map(rows.map((row) => [row.email_key, row.password_hash]))
  const changes = await Promise.all(
    [...wanted].map(async ([key, person]) => {
      const hash = known.get(key) ?? null
      return hash !== null && (await isPassword(person.password, hash))
        ? []
        : [{ person, hash: await hashOf(person.password) }]
    }),
  )
  const changed = changes.flat()
  if (changed.length === 0) return []
  await store.transaction(async (db) => {
    const events: AccountEvent[] = []
    for (const { person, hash } of changed) {
      // Whoever hands out passwords vouches for the addresses.
      const account = await accountFor(db, surroundings, { ...person, isProved: true })
      const ended = await writePassword(db, surroundings, account, hash)
      for (const { id, user_id } of await audienceOf(db, person.email)) {
        const event = { workspaceId: id, userId: user_id, actor: null, source: commandLine }
        events.push({ ...event, type: 'user.password_set' }, ...sessionsEnded(event, ended))
      }
    }
    await recordOfAccounts(db, surroundings, events)
  })
  return changed.map(({ person }) => person.email)
}

/** One person of `setPasswords`; true when the password is another one now. */
export const setPassword = async (installation: Installation, person: PersonWithPassword): Promise<boolean> =>
  (await setPasswords(installation, [person])).length > 0

/** The hash of a password: scrypt with a salt of its own. */
export const hashOf = (password: string): Promise<string> => hashPassword(password)

/**
 * Keeps the hash of a password and ends the sessions that were opened with the one before, but for one, and the links
 * that were mailed before.
 *
 * @returns how many those were.
 */
export async function writePassword(
  db: Db,
  { now, newId }: Surroundings,
  account: AccountOfAct,
  hash: string,
  exceptSession: string | null = null,
): Promise<number> {
  await putPassword(db, account.id, { id: newId(), hash, now: now() })
  await deleteLinksTo(db, account.email_key)
  return deleteSessionsOf(db, account.id, exceptSession)
}

/** Of no password: what is shown for somebody who has none costs the same time to look at. */
const NOBODYS = `${'00'.repeat(16)}:${'00'.repeat(64)}`

/** Whether a password is the one that this hash was made of; the time it takes does not tell whether there is one. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  if (password.length > LONGEST_PASSWORD) return false
  return (await verifyPassword(hash ?? NOBODYS, password)) && hash !== null
}

/** A password that could never be used must not be taken. */
function refuseUnusable({ email, password }: PersonWithPassword): void {
  if (!isSignInEmail(email.trim())) {
    throw invalid(
      `Nobody can sign in as "${email}": the e-mail should be like name@example.com, in plain letters.`,
    )
  }
  if (password === '' || password.length > LONGEST_PASSWORD) {
    throw new Problem('invalid', `The password of ${email} should have 1 to ${LONGEST_PASSWORD} characters.`)
  }
}
