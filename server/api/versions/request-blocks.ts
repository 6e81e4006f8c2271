import type { RawParts } from '#server/http/mount.ts'
import { DEEPEST_NESTING } from '#shared/validation/check.ts'
import type { Json } from './change.ts'
import { changeMember, inBody, isObject, own } from './rewrite.ts'

/** The requests that carry blocks, each with `change` done to every block, at any depth. */
export const toBlocksOfRequests = (
  change: (block: Json) => Json,
): Readonly<Record<string, (parts: RawParts) => RawParts>> => ({
  'POST /v1/pages': inBody((body) =>
    changeList(changeList(body, 'children', change, 0), 'content', change, 0),
  ),
  'PATCH /v1/blocks/:block_id/children': inBody((body) => changeList(body, 'children', change, 0)),
  'PATCH /v1/blocks/:block_id': inBody((body) => changeBlock(body, change, 0)),
})

/** What is nested deeper than validation looks is refused by it, so it may stay as it is. */
function changeList(object: Json, key: string, change: (block: Json) => Json, depth: number): Json {
  const blocks = own(object, key)
  if (!Array.isArray(blocks) || depth > DEEPEST_NESTING) return object
  return {
    ...object,
    [key]: blocks.map((block) => (isObject(block) ? changeBlock(block, change, depth) : block)),
  }
}

function changeBlock(block: Json, change: (block: Json) => Json, depth: number): Json {
  const changed = change(block)
  return Object.keys(changed).reduce(
    (all, key) => changeMember(all, key, (payload) => changeList(payload, 'children', change, depth + 1)),
    changed,
  )
}
