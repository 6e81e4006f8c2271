import type { DataSourceNode } from '#server/store/nodes.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import type { Parent } from '../blocks/block.ts'
import { schemaOfText } from './schema-text.ts'

/** The table of a database: a schema, and pages as its rows. */
export interface DataSource {
  id: string
  /** What the index of rows calls it. */
  number: number
  databaseId: string
  /** Where its database stands. */
  databaseParent: Parent
  accessId: string
  /** Stored rich text. */
  title: StoredRichText[]
  description: StoredRichText[]
  icon: Record<string, unknown> | null
  isInline: boolean
  inTrash: boolean
  /** Its database is in the trash, by itself or with a page above it. */
  isDatabaseInTrash: boolean
  /** Stored schema by raw property id. */
  schema: StoredSchema
  schemaVersion: number
  createdTime: number
  createdBy: string
  lastEditedTime: number
  lastEditedBy: string
  /** As it was set; whether it is still a template in use is looked up. */
  defaultTemplateId: string | null
}

export const toDataSource = (row: DataSourceNode): DataSource => ({
  id: row.id,
  number: row.number,
  databaseId: row.database_id,
  databaseParent: { type: row.database_parent_type, id: row.database_parent_id },
  accessId: row.access_id,
  title: JSON.parse(row.title),
  description: JSON.parse(row.description),
  icon: row.icon === null ? null : JSON.parse(row.icon),
  isInline: row.database_is_inline === 1,
  inTrash: row.in_trash === 1,
  isDatabaseInTrash: row.database_trash_root !== null,
  schema: schemaOfText(row.properties),
  schemaVersion: row.schema_version,
  createdTime: row.created_time,
  createdBy: row.created_by,
  lastEditedTime: row.last_edited_time,
  lastEditedBy: row.last_edited_by,
  defaultTemplateId: row.default_template_id,
})
