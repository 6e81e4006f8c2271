import type { DataSourceView } from '#server/domain/data-sources/view.ts'
import { presentParent } from '#shared/objects/parent.ts'
import { presentShown } from '#shared/objects/shown-file.ts'
import { databaseUrl, publicUrl } from '#shared/objects/urls.ts'
import { presentSchema } from '#shared/properties/present.ts'
import type { References, Resolved } from '#shared/references.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import { presentRichText } from '#shared/rich-text/present.ts'
import { collectRichTextReferences } from '#shared/rich-text/references.ts'
import { toMinute } from '#shared/timestamps.ts'

/** The newest JSON of a data source (API reference, "Data source object"). */
export const presentDataSource = ({ dataSource, hidden, scope }: DataSourceView, resolved: Resolved) => ({
  object: 'data_source',
  id: dataSource.id,
  cover: null,
  icon: presentShown(dataSource.icon, resolved),
  created_time: toMinute(dataSource.createdTime),
  created_by: { object: 'user', id: dataSource.createdBy },
  last_edited_by: { object: 'user', id: dataSource.lastEditedBy },
  last_edited_time: toMinute(dataSource.lastEditedTime),
  title: presentRichText(dataSource.title, resolved),
  description: presentRichText(dataSource.description, resolved),
  is_inline: dataSource.isInline,
  properties: presentSchema(dataSource.schema, { hides: (id) => hidden.has(id) }, scope ?? undefined),
  parent: { type: 'database_id', database_id: dataSource.databaseId },
  database_parent: presentParent(dataSource.databaseParent),
  url: databaseUrl(resolved.baseUrl, dataSource.databaseId),
  public_url: resolved.isPublished?.(dataSource.databaseId)
    ? publicUrl(resolved.baseUrl, dataSource.databaseId, plainText(dataSource.title, resolved))
    : null,
  in_trash: dataSource.inTrash || dataSource.isDatabaseInTrash,
})

export function collectDataSourceReferences({ dataSource }: DataSourceView, references: References): void {
  references.shown?.add(dataSource.databaseId)
  collectRichTextReferences(dataSource.title, references)
  collectRichTextReferences(dataSource.description, references)
}
