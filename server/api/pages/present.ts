import { metaOf, type PageView } from '#server/domain/pages/view.ts'
import { ReadyJson } from '#server/http/json.ts'
import { presentParent } from '#shared/objects/parent.ts'
import { presentShown } from '#shared/objects/shown-file.ts'
import { pageUrl } from '#shared/objects/urls.ts'
import { collectPropertyReferences, presentProperties } from '#shared/properties/present.ts'
import type { References, Resolved } from '#shared/references.ts'
import { toMinute } from '#shared/timestamps.ts'

/** The newest JSON of a page (API reference, "Page object"), in the order Notion sends its keys. */
export const presentPage = ({ page, properties, now }: PageView, resolved: Resolved) => ({
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
  properties:
    properties === null
      ? new ReadyJson(page.readyProperties!)
      : presentProperties(
          properties.schema,
          properties,
          { meta: metaOf(page), resolved, now },
          {
            ...(properties.only ? { only: properties.only } : {}),
            hides: (id) => properties.hidden.has(id),
          },
        ),
  url: pageUrl(resolved.baseUrl, page.id, page.title),
  public_url: null,
})

export function collectPageReferences({ page, properties }: PageView, references: References): void {
  if (properties !== null) collectPropertyReferences(properties.schema, properties, metaOf(page), references)
}
