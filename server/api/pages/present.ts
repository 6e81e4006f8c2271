import type { ShownPage } from '#server/domain/pages/page.ts'
import { metaOf, type PageView, type PropertiesView } from '#server/domain/pages/view.ts'
import { ReadyJson } from '#server/http/json.ts'
import { presentParent } from '#shared/objects/parent.ts'
import { presentShown } from '#shared/objects/shown-file.ts'
import { pageUrl, publicUrl } from '#shared/objects/urls.ts'
import { collectPropertyReferences, presentProperties } from '#shared/properties/present.ts'
import type { References, Resolved } from '#shared/references.ts'
import { toMinute } from '#shared/timestamps.ts'

/** The newest JSON of a page (API reference, "Page object"), in the order Notion sends its keys. */
export const presentPage = ({ page, properties, now }: PageView, resolved: Resolved): unknown =>
  properties === null
    ? new ReadyJson(printReady(page, resolved))
    : presentMembers(page, properties, now, resolved)

const presentMembers = (page: ShownPage, properties: PropertiesView, now: number, resolved: Resolved) => ({
  object: 'page',
  id: page.id,
  created_time: toMinute(page.createdTime),
  last_edited_time: toMinute(page.lastEditedTime),
  created_by: { object: 'user', id: page.createdBy },
  last_edited_by: { object: 'user', id: page.lastEditedBy },
  cover: presentShown(page.cover, resolved),
  icon: presentShown(page.icon, resolved),
  parent: presentParent({ ...page.parent, databaseId: page.databaseId }),
  in_trash: page.trashRoot !== null,
  is_archived: page.isArchived,
  is_locked: page.isLocked,
  properties: presentProperties(
    properties.schema,
    properties,
    { meta: metaOf(page), resolved, now },
    {
      ...(properties.only ? { only: properties.only } : {}),
      hides: (id) => properties.hidden.has(id),
    },
  ),
  url: pageUrl(resolved.baseUrl, page.id, page.title),
  public_url: publicUrlOf(page, resolved),
})

const publicUrlOf = ({ id, title }: ShownPage, { baseUrl, isPublished }: Resolved): string | null =>
  isPublished?.(id) ? publicUrl(baseUrl, id, title) : null

/**
 * The same of a page whose properties are ready, as text: a list of a hundred such is printed in a third of the
 * time. Ids, times and addresses hold nothing that JSON escapes.
 */
const printReady = (page: ShownPage, resolved: Resolved): string =>
  `{"object":"page","id":"${page.id}","created_time":"${toMinute(page.createdTime)}","last_edited_time":"${toMinute(page.lastEditedTime)}","created_by":${printUser(page.createdBy)},"last_edited_by":${printUser(page.lastEditedBy)},"cover":${printShown(page.cover, resolved)},"icon":${printShown(page.icon, resolved)},"parent":${printParent(page)},"in_trash":${page.trashRoot !== null},"is_archived":${page.isArchived},"is_locked":${page.isLocked},"properties":${page.readyProperties},"url":"${pageUrl(resolved.baseUrl, page.id, page.title)}","public_url":${printText(publicUrlOf(page, resolved))}}`

const printText = (text: string | null): string => (text === null ? 'null' : `"${text}"`)

const printUser = (id: string): string => `{"object":"user","id":"${id}"}`

const printShown = (shown: ShownPage['icon'], resolved: Resolved): string =>
  shown === null ? 'null' : JSON.stringify(presentShown(shown, resolved))

const printParent = ({ parent, databaseId }: ShownPage): string =>
  parent.type === 'data_source_id'
    ? `{"type":"data_source_id","data_source_id":"${parent.id}","database_id":"${databaseId}"}`
    : JSON.stringify(presentParent({ ...parent, databaseId }))

export function collectPageReferences({ page, properties }: PageView, references: References): void {
  references.shown?.add(page.id)
  if (properties !== null) collectPropertyReferences(properties.schema, properties, metaOf(page), references)
}
