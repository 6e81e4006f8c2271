import type { DatabaseNode } from '#server/store/nodes.ts'
import { storeRichText } from '#shared/rich-text/store.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import { type Node, toNode } from '../blocks/block.ts'

/** What Notion calls a database, and a data source in it, without a title. */
export const untitledDatabase = 'New database'

/** The title of a database that nobody gave one. */
export const untitled = storeRichText([{ text: { content: untitledDatabase } }])

/** The container of one or more data sources. */
export interface Database extends Node {
  accessId: string
  /** Stored rich text. */
  title: StoredRichText[]
  description: StoredRichText[]
  icon: Record<string, unknown> | null
  cover: Record<string, unknown> | null
  isInline: boolean
  isLocked: boolean
}

export const toDatabase = (row: DatabaseNode): Database => ({
  ...toNode(row),
  accessId: row.access_id!,
  title: JSON.parse(row.title),
  description: JSON.parse(row.description),
  icon: row.icon === null ? null : JSON.parse(row.icon),
  cover: row.cover === null ? null : JSON.parse(row.cover),
  isInline: row.is_inline === 1,
  isLocked: row.is_locked === 1,
})
