import type { PageNode, RowPage } from '#server/store/nodes.ts'
import { type Node, toNode } from '../blocks/block.ts'
import { filesIn } from '../files/attach.ts'

export interface Page extends Node {
  dataSourceId: string | null
  /** Of a row: the database of its data source. */
  databaseId: string | null
  accessId: string
  hasChildren: boolean
  /** Plain text. */
  title: string
  icon: Record<string, unknown> | null
  cover: Record<string, unknown> | null
  isLocked: boolean
  isArchived: boolean
  isTemplate: boolean
  uniqueNumber: number | null
  /** JSON of the stored values by raw property id; parsed where it is needed, see `storedValues`. */
  valuesText: string
  /** JSON of the properties as sent; null when they must be made anew. */
  readyProperties: string | null
}

/** What of a page showing it takes. */
export type ShownPage = Omit<Page, 'position' | 'accessId' | 'hasChildren' | 'isTemplate'>

export const toPage = (row: Omit<PageNode, 'level'>): Page => ({
  ...toNode(row),
  dataSourceId: row.data_source_id,
  databaseId: row.database_id,
  accessId: row.access_id!,
  hasChildren: row.has_children === 1,
  title: row.title,
  icon: row.icon === null ? null : JSON.parse(row.icon),
  cover: row.cover === null ? null : JSON.parse(row.cover),
  isLocked: row.is_locked === 1,
  isArchived: row.is_archived === 1,
  isTemplate: row.is_template === 1,
  uniqueNumber: row.unique_number,
  valuesText: row.properties,
  readyProperties: row.ready,
})

/** The files kept here that a page shows by itself; its blocks have their own. */
export const filesOfPage = ({
  icon,
  cover,
  valuesText,
}: Pick<Page, 'icon' | 'cover' | 'valuesText'>): Set<string> =>
  filesIn(icon, cover, mayShowFile(valuesText) ? JSON.parse(valuesText) : null)

/** Whether it is worth looking for files among values. */
export const mayShowFile = (valuesText: string): boolean => valuesText.includes('"type":"file"')

/** A row as a page. Its values are empty where its properties are ready. */
export const toRowPage = (
  row: RowPage,
  { id, databaseId }: { id: string; databaseId: string },
): ShownPage => ({
  id: row.id,
  parent: { type: 'data_source_id', id },
  dataSourceId: id,
  databaseId,
  createdTime: row.created_time,
  createdBy: row.created_by,
  lastEditedTime: row.last_edited_time,
  lastEditedBy: row.last_edited_by,
  trashRoot: row.trash_root,
  title: row.title,
  icon: row.icon === null ? null : JSON.parse(row.icon),
  cover: row.cover === null ? null : JSON.parse(row.cover),
  isLocked: row.is_locked === 1,
  isArchived: row.is_archived === 1,
  uniqueNumber: row.unique_number,
  valuesText: row.properties,
  readyProperties: row.ready,
})

/** The values of a page's properties, by raw property id. */
export const storedValues = (page: Pick<Page, 'valuesText'>): Record<string, unknown> =>
  JSON.parse(page.valuesText)
