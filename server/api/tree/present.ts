import { Type } from 'typebox'
import type { TreeItem } from '#server/domain/tree/tree.ts'
import { packCursor, unpackCursor } from '#server/http/cursors.ts'
import { pageSize, slice } from '#server/http/paging.ts'
import { presentParent } from '#shared/objects/parent.ts'
import { presentShown } from '#shared/objects/shown-file.ts'
import { databaseUrl, pageUrl } from '#shared/objects/urls.ts'
import type { Resolved } from '#shared/references.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf } from '#shared/validation/schemas.ts'

export const TreeItemAnswer = named(
  'TreeItem',
  Type.Object({
    object: Type.Literal('tree_item'),
    id: Type.String(),
    type: OneOf(['page', 'database']),
    title: Type.String({ description: 'Plain text; empty when it has none.' }),
    icon: Nullable(Type.Record(Type.String(), Type.Unknown())),
    parent: Type.Record(Type.String(), Type.Unknown()),
    level: OneOf(['view', 'comment', 'edit_content', 'edit', 'full_access']),
    has_children: Type.Boolean({
      description: 'Whether pages or databases stand in it, or blocks that may hold some.',
    }),
    in_trash: Type.Boolean(),
    url: Type.String(),
  }),
)

export const presentTreeItem = (item: TreeItem, resolved: Resolved) => ({
  object: 'tree_item',
  id: item.id,
  type: item.kind,
  title: item.title,
  icon: presentShown(item.icon, resolved),
  parent: presentParent({ ...item.parent, databaseId: item.databaseId }),
  level: item.level,
  has_children: item.hasChildren,
  in_trash: item.isInTrash,
  url:
    item.kind === 'page'
      ? pageUrl(resolved.baseUrl, item.id, item.title)
      : databaseUrl(resolved.baseUrl, item.id),
})

/** Reads one page of a list that goes by position and then id. */
export async function treePage(
  query: { start_cursor?: string | null; page_size?: number },
  read: (from: { position: string; id: string } | null, limit: number) => Promise<TreeItem[]>,
) {
  const size = pageSize(query.page_size)
  const from = query.start_cursor ? placeIn(query.start_cursor) : null
  return slice(await read(from, size + 1), size, ({ position, id }) => packCursor([position, id]))
}

function placeIn(cursor: string) {
  const [position, id] = unpackCursor<[string, string]>(cursor, ['string', 'string'])
  return { position, id }
}
