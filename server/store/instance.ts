import type { Db } from './dialects/dialect.ts'

/** A fact about this installation. */
export async function instanceValue(db: Db, name: string): Promise<string | undefined> {
  const row = await db.sql.selectFrom('instance').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value
}

/** Writes a fact down, in place of what it was. */
export async function putInstanceValue(db: Db, name: string, value: string): Promise<void> {
  await db.sql
    .insertInto('instance')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** Takes a value away; false when it was another one or somebody was faster. */
export async function takeInstanceValue(db: Db, name: string, value: string): Promise<boolean> {
  const taken = await db.sql
    .deleteFrom('instance')
    .where('name', '=', name)
    .where('value', '=', value)
    .returning('name')
    .executeTakeFirst()
  return taken !== undefined
}
