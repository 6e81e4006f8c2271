import { type Kysely, sql } from 'kysely'

/** Uploaded files, what shows them, and the emojis of a workspace. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('file_uploads')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_by_type', 'text', (c) => c.notNull())
    .addColumn('created_time', 'bigint', (c) => c.notNull())
    .addColumn('last_edited_time', 'bigint', (c) => c.notNull())
    .addColumn('mode', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('filename', 'text')
    .addColumn('content_type', 'text')
    .addColumn('content_length', 'bigint')
    .addColumn('parts_total', 'integer')
    .addColumn('parts_sent', 'integer', (c) => c.notNull())
    .addColumn('external_url', 'text')
    .addColumn('import_result', 'text')
    .addColumn('expiry_time', 'bigint')
    .addColumn('import_time', 'bigint')
    .addColumn('sweep_time', 'bigint')
    .addPrimaryKeyConstraint('file_uploads_key', ['workspace_id', 'id'] as never[])
    .execute()
  await db.schema
    .createTable('file_parts')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('upload_id', 'text', (c) => c.notNull())
    .addColumn('part_number', 'integer', (c) => c.notNull())
    .addColumn('storage_key', 'text', (c) => c.notNull())
    .addColumn('size', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('file_parts_key', ['workspace_id', 'upload_id', 'part_number'] as never[])
    .execute()
  await db.schema
    .createTable('file_attachments')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('upload_id', 'text', (c) => c.notNull())
    .addColumn('holder_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('file_attachments_key', ['workspace_id', 'upload_id', 'holder_id'] as never[])
    .execute()
  await db.schema
    .createTable('custom_emojis')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('created_time', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('custom_emojis_key', ['workspace_id', 'id'] as never[])
    .addUniqueConstraint('custom_emojis_name', ['workspace_id', 'name'] as never[])
    .execute()
  await sql`alter table comments add column attachments text not null default '[]'`.execute(db)

  await db.schema
    .createIndex('file_uploads_own')
    .on('file_uploads')
    .columns(['workspace_id', 'created_by', 'id'])
    .execute()
  // Over all workspaces: what is due is looked for by time.
  for (const column of ['expiry_time', 'import_time', 'sweep_time']) {
    await db.schema.createIndex(`file_uploads_${column}`).on('file_uploads').column(column).execute()
  }
}
