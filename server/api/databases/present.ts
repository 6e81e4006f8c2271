import { untitledDatabase } from '#server/domain/databases/database.ts'
import type { DatabaseView } from '#server/domain/databases/view.ts'
import { presentParent } from '#shared/objects/parent.ts'
import { presentShown } from '#shared/objects/shown-file.ts'
import { databaseUrl, publicUrl } from '#shared/objects/urls.ts'
import type { References, Resolved } from '#shared/references.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import { presentRichText } from '#shared/rich-text/present.ts'
import { collectRichTextReferences } from '#shared/rich-text/references.ts'
import { toOffsetTime } from '#shared/timestamps.ts'

/** The newest JSON of a database, the container of data sources (API reference, "Database object"). */
export const presentDatabase = ({ database, dataSources }: DatabaseView, resolved: Resolved) => ({
  object: 'database',
  id: database.id,
  title: presentRichText(database.title, resolved),
  description: presentRichText(database.description, resolved),
  parent: presentParent(database.parent),
  is_inline: database.isInline,
  in_trash: database.trashRoot !== null,
  is_locked: database.isLocked,
  created_time: toOffsetTime(database.createdTime),
  last_edited_time: toOffsetTime(database.lastEditedTime),
  data_sources: dataSources.map(({ id, title }) => ({
    id,
    name: plainText(title, resolved) || untitledDatabase,
  })),
  icon: presentShown(database.icon, resolved),
  cover: presentShown(database.cover, resolved),
  url: databaseUrl(resolved.baseUrl, database.id),
  public_url: resolved.isPublished?.(database.id)
    ? publicUrl(resolved.baseUrl, database.id, plainText(database.title, resolved))
    : null,
})

export function collectDatabaseReferences(
  { database, dataSources }: DatabaseView,
  references: References,
): void {
  references.shown?.add(database.id)
  collectRichTextReferences(database.title, references)
  collectRichTextReferences(database.description, references)
  for (const { title } of dataSources) collectRichTextReferences(title, references)
}
