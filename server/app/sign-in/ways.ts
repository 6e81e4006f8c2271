import { company } from './company.ts'
import { mailedLink } from './mailed-link.ts'
import { passkey } from './passkey.ts'
import { providers } from './providers.ts'
import type { Way } from './way.ts'

/** The ways to sign in beside the password, in the order in which the sign-in page shows them. */
export const ways: readonly Way[] = [providers, company, passkey, mailedLink]
