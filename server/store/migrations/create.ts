/** How migrations write tables down. What a released migration makes with it stays the same. */
import { type CreateTableBuilder, type Kysely, sql } from 'kysely'

export const text = 'text'
export const optionalText = 'text?'
export const bigint = 'bigint'
export const optionalBigint = 'bigint?'
export const flag = 'integer'
export const optionalInteger = 'integer?'

/** @param columns their types; one that ends in `?` may be null. */
export async function table(
  db: Kysely<unknown>,
  name: string,
  primaryKey: string[],
  columns: Record<string, string>,
): Promise<void> {
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(name)
  for (const [column, type] of Object.entries(columns)) {
    const isOptional = type.endsWith('?')
    const plain = sql.raw(type.replace('?', ''))
    builder = builder.addColumn(column, plain as never, (c) => (isOptional ? c : c.notNull()))
  }
  await builder.addPrimaryKeyConstraint(`${name}_key`, primaryKey as never[]).execute()
}

/** @param name what it is called after its table; its last column when not given. */
export const index = (
  db: Kysely<unknown>,
  on: string,
  columns: string[],
  name: string = columns.at(-1)!,
): Promise<void> => db.schema.createIndex(`${on}_${name}`).on(on).columns(columns).execute()

export const addColumn = (db: Kysely<unknown>, on: string, column: string, type: string): Promise<unknown> =>
  sql`alter table ${sql.table(on)} add column ${sql.ref(column)} ${sql.raw(type)}`.execute(db)
