/** An authenticator app for a person of a test server. */
import { totpCode } from '#server/domain/accounts/totp.ts'
import { emailKey } from '#server/domain/users/create.ts'
import type { Server } from '#server/http/contexts.ts'
import { accountByEmail } from '#server/store/accounts.ts'
import { putTotp } from '#server/store/second-factors.ts'

/** RFC 6238's, in base32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

type Known = Pick<Server, 'store' | 'secrets' | 'surroundings'>

/** Gives an account an app; what it shows now, or so many milliseconds from now. */
export async function withApp(
  { store, secrets, surroundings }: Known,
  email: string,
): Promise<(later?: number) => Promise<string>> {
  const account = await accountByEmail(store.reader, emailKey(email))
  const row = { account_id: account!.id, secret_sealed: secrets.seal(SECRET), last_step: 0, created_time: 0 }
  await store.transaction((db) => putTotp(db, row))
  return (later = 0) => totpCode(SECRET, surroundings.now() + later)
}
