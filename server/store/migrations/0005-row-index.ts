import { type Kysely, type RawBuilder, sql } from 'kysely'
import { indexEntries, rowKeys } from '#shared/filters/row-keys.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import { dialects } from '../dialects/current.ts'
import type { Db } from '../dialects/dialect.ts'

/**
 * Rows of data sources as queries find them: what each is compared by (`rows.keys`), an index over that
 * (`row_index`), and indexes by time. What is there already is written into it.
 */
export async function up(kysely: Kysely<unknown>, bytewise: RawBuilder<unknown>, db: Db): Promise<void> {
  const { schema } = kysely
  const { rowsKey, jsonType } = dialects[db.dialect]
  await schema
    .alterTable('data_sources')
    .addColumn('number', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute()
  await schema
    .createTable('rows')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('place', rowsKey.type, (c) => c.notNull())
    .addColumn('source', 'bigint', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('keys', jsonType, (c) => c.notNull())
    .addPrimaryKeyConstraint('rows_key', rowsKey.columns as never)
    .execute()
  await schema.createIndex('rows_id').on('rows').columns(['workspace_id', 'id']).unique().execute()
  await schema.createIndex('rows_source').on('rows').columns(['workspace_id', 'source', 'place']).execute()
  const entries = ['workspace_id', 'source', 'property_id', 'key', 'place']
  await schema
    .createTable('row_index')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('source', 'bigint', (c) => c.notNull())
    .addColumn('property_id', bytewise as never, (c) => c.notNull())
    .addColumn('key', bytewise as never, (c) => c.notNull())
    .addColumn('place', 'bigint', (c) => c.notNull())
    .addColumn('marks', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('row_index_key', entries as never)
    .$call((table) => (db.dialect === 'sqlite' ? table.modifyEnd(sql`without rowid`) : table))
    .execute()
  for (const time of ['created_time', 'last_edited_time']) {
    await schema
      .createIndex(`blocks_rows_${time}`)
      .on('blocks')
      .columns(['workspace_id', 'parent_id', time])
      .where(sql.ref('parent_type'), '=', sql.lit('data_source_id'))
      .execute()
  }
  await fill(db)
}

async function fill(db: Db): Promise<void> {
  await sql`
    update data_sources set number = numbered.number
    from (
      select workspace_id, id, row_number() over (partition by workspace_id order by created_time, id) as number
      from data_sources
    ) as numbered
    where data_sources.workspace_id = numbered.workspace_id and data_sources.id = numbered.id
  `.execute(db.sql)
  const sources = await db.sql
    .selectFrom('data_sources')
    .select(['workspace_id', 'id', 'number', 'properties'])
    .execute()
  let place = 0
  for (const source of sources) {
    const schema = JSON.parse(source.properties) as StoredSchema
    const pages = await db.sql
      .selectFrom('pages as p')
      .innerJoin('blocks as b', (join) =>
        join.onRef('b.workspace_id', '=', 'p.workspace_id').onRef('b.id', '=', 'p.id'),
      )
      .select(['p.id', 'p.properties', 'p.unique_number'])
      .where('p.workspace_id', '=', source.workspace_id)
      .where('p.data_source_id', '=', source.id)
      .where('p.is_template', '=', 0)
      .orderBy('b.created_time')
      .orderBy('p.id')
      .execute()
    for (const page of pages) {
      const keys = rowKeys(schema, JSON.parse(page.properties), page)
      const row = { workspace_id: source.workspace_id, source: source.number, place: --place }
      await db.sql
        .insertInto('rows')
        .values({ ...row, id: page.id, keys: dialects[db.dialect].toJson(JSON.stringify(keys)) })
        .execute()
      const { entries, marks } = indexEntries(keys)
      await db.insertRows(
        'row_index',
        entries.map((entry) => ({ ...row, ...entry, marks })),
      )
    }
  }
}
