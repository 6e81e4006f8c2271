import type { ListedChild } from '#server/domain/blocks/list.ts'
import { ReadyJson } from '#server/http/json.ts'
import { collectBlockReferences, presentContent } from '#shared/blocks/content.ts'
import { presentBlock } from '#shared/objects/block.ts'
import type { References, Resolved } from '#shared/references.ts'

/** The newest JSON of a block (API reference, "Block object"). */
export const presentListed = (child: ListedChild, resolved: Resolved): unknown =>
  child.ready === null
    ? presentBlock(child.head, presentContent(child.head.type, child.content, resolved))
    : new ReadyJson(child.ready)

export function collectListedReferences(child: ListedChild, references: References): void {
  if (child.ready === null) collectBlockReferences(child.head.type, child.content, references)
}
