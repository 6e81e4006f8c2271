import type { Db } from './dialects/dialect.ts'
import type { TreePlaceRow } from './tables/people.ts'

/** Puts something where somebody wants it among what begins their tree. */
export async function putTreePlace(db: Db, row: TreePlaceRow): Promise<void> {
  await db.sql
    .insertInto('tree_places')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'user_id', 'node_id']).doUpdateSet({ position: row.position }),
    )
    .execute()
}
