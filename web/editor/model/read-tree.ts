import type { Run } from '#shared/rich-text/merge.ts'
import { fieldsOf, readPayload } from './fields.ts'
import type { ApiBlock, PageBlock, Payload } from './page-block.ts'

/** Types of which the API shows what nobody can write. */
const shownKeys: Readonly<Record<string, readonly string[]>> = {
  image: ['type', 'file'],
  video: ['type', 'file'],
  audio: ['type', 'file'],
  pdf: ['type', 'file'],
  file: ['type', 'file'],
}

/**
 * Builds the tree of a page of the blocks that `GET /v1/blocks/{id}/tree` lists. What a type that cannot be edited
 * holds inside is left out: it is never touched.
 */
export function readTree(blocks: readonly ApiBlock[], rootId: string): PageBlock[] {
  const below = Map.groupBy(blocks, ({ parent }) => parent[parent.type] as string)
  const build = (id: string): PageBlock[] =>
    (below.get(id) ?? []).map((block) => {
      const read = readBlock(block)
      return { ...read, children: isClosed(read.type) ? [] : build(block.id) }
    })
  return build(rootId)
}

/** One block without what is below it. */
export function readBlock({ id, type, ...block }: ApiBlock): Omit<PageBlock, 'children'> {
  const payload = block[type] as Payload
  if (fieldsOf[type] === undefined || holdsUnwritable(type, payload)) {
    return { id, type, payload: {}, shown: payload }
  }
  const shown = Object.fromEntries(
    (shownKeys[type] ?? []).flatMap((key) => (payload[key] === undefined ? [] : [[key, payload[key]]])),
  )
  return { id, type, payload: readPayload(type, payload), shown }
}

/** Notes of a meeting keep their parts, which they name. */
const isClosed = (type: string): boolean => fieldsOf[type] === undefined

/** Whether a block can be shown only, because part of it cannot be written back. */
export const isKept = ({ type, payload, shown }: Pick<PageBlock, 'type' | 'payload' | 'shown'>): boolean =>
  fieldsOf[type] === undefined || (Object.keys(payload).length === 0 && Object.keys(shown).length > 0)

/** Previews of links are made by Notion's own app alone. */
const unwritable = new Set(['link_preview', 'link_mention'])

function holdsUnwritable(type: string, payload: Payload): boolean {
  const texts = Object.entries(fieldsOf[type] ?? {}).flatMap(([key, { kind }]) => {
    const value = payload[key]
    if (!Array.isArray(value)) return []
    return kind === 'text' ? [value as Run[]] : kind === 'cells' ? (value as Run[][]) : []
  })
  return texts.some((runs) => runs.some((run) => run.type === 'mention' && unwritable.has(run.mention.type)))
}
