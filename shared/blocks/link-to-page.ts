import { type Static, Type } from 'typebox'
import { toUuid } from '../ids.ts'
import { OptionalTag, StrictObject, Uuid } from '../validation/schemas.ts'
import { blockType, type Content } from './block-type.ts'

const Target = Type.Union([
  StrictObject({ page_id: Uuid, type: OptionalTag('page_id') }),
  StrictObject({ database_id: Uuid, type: OptionalTag('database_id') }),
  StrictObject({ comment_id: Uuid, type: OptionalTag('comment_id') }),
])

export const linkToPage = blockType<Static<typeof Target>>({
  type: 'link_to_page',
  createRequest: () => Target,
  changeRequest: Target,
  store: storeTarget,
  change: (_content, target) => storeTarget(target),
  holds: () => 'none',
})

function storeTarget(target: Static<typeof Target>): Content {
  if ('page_id' in target) return { type: 'page_id', page_id: toUuid(target.page_id) }
  if ('database_id' in target) return { type: 'database_id', database_id: toUuid(target.database_id) }
  return { type: 'comment_id', comment_id: toUuid(target.comment_id) }
}
