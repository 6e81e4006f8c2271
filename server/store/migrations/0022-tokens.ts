import type { Kysely } from 'kysely'
import { addColumn } from './create.ts'

/** Personal access tokens that may less than their person, and which token brought something about. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'tokens', 'capabilities', 'text')
  await addColumn(db, 'events', 'token_id', 'text')
}
