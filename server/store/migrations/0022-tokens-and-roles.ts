import type { Kysely } from 'kysely'
import { addColumn } from './create.ts'

/** Tokens that may less than their person, which token brought something about, and as what people come by SAML. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'tokens', 'capabilities', 'text')
  await addColumn(db, 'events', 'token_id', 'text')
  await addColumn(db, 'saml_settings', 'default_role', "text not null default 'member'")
}
