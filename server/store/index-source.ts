import { setImmediate } from 'node:timers/promises'
import { makeBudget, STEPS_OF_ROW, STEPS_OF_SOURCE } from '#shared/computed/budget.ts'
import { hasZonedKeys, keysOfRow } from '#shared/filters/formula-keys.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import type { Db } from './dialects/dialect.ts'
import { changeRows } from './row-index.ts'
import { rowValues } from './rows.ts'

const ROWS_AT_ONCE = 500

/** Indexes all rows of a data source anew, as its schema and the time zone have it now. */
export async function indexSource(
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  schema: StoredSchema,
  timeZone: string,
): Promise<void> {
  const budget = makeBudget(STEPS_OF_SOURCE, STEPS_OF_ROW)
  for (let after = ''; ; ) {
    const rows = await rowValues(db, workspaceId, dataSourceId, after, ROWS_AT_ONCE)
    const changes = rows.map(({ properties, ...meta }) => ({
      id: meta.id,
      keys: keysOfRow(schema, JSON.parse(properties), meta, timeZone, budget),
    }))
    await changeRows(db, workspaceId, changes)
    if (rows.length < ROWS_AT_ONCE) return
    // SQLite answers without waiting: others would wait until the last row.
    await setImmediate()
    after = rows.at(-1)!.id
  }
}

/** Indexes all rows of a workspace anew whose keys are others in another time zone. */
export async function indexInZone(db: Db, workspaceId: string, timeZone: string): Promise<void> {
  const sources = await db.sql
    .selectFrom('data_sources')
    .select(['id', 'properties'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  for (const { id, properties } of sources) {
    const schema = JSON.parse(properties) as StoredSchema
    if (hasZonedKeys(schema)) await indexSource(db, workspaceId, id, schema, timeZone)
  }
}
