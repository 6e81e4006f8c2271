import type { Kysely, RawBuilder } from 'kysely'
import { ownFormulas } from '#shared/computed/own-formulas.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import type { Db } from '../dialects/dialect.ts'
import { indexSource } from '../index-source.ts'

/** Formulas over the values of their own row are found by the index, also in rows that were written before. */
export async function up(_kysely: Kysely<unknown>, _bytewise: RawBuilder<unknown>, db: Db): Promise<void> {
  const sources = await db.sql
    .selectFrom('data_sources')
    .select(['workspace_id', 'id', 'properties'])
    .where('properties', 'like', '%"type":"formula"%')
    .execute()
  // Until now there was no other zone.
  for (const { workspace_id, id, properties } of sources) {
    const schema = JSON.parse(properties) as StoredSchema
    if (ownFormulas(schema).size > 0) await indexSource(db, workspace_id, id, schema, 'UTC')
  }
}
