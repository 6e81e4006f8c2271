import type { BlockRequest } from '#shared/blocks/request.ts'

/** Where a block goes: into the page when no parent is named; null is the first place, and without `after` it is the last. */
export interface Placing {
  parent?: string
  after?: string | null
}

export interface InsertEdit extends Placing {
  type: 'insert'
  id?: string
  /** Absent: a block of this id is taken out of the trash. */
  block?: BlockRequest
}

export interface UpdateEdit {
  type: 'update'
  id: string
  block: BlockRequest
  /** The same keys as they were when the change was begun. */
  base?: BlockRequest
}

export interface RetypeEdit {
  type: 'retype'
  id: string
  block: BlockRequest
  base?: BlockRequest
}

export interface MoveEdit extends Placing {
  type: 'move'
  id: string
  /** Another page: `parent` and `after` are there. */
  page?: string
}

export interface DeleteEdit {
  type: 'delete'
  id: string
}

/** One change of what a page holds, as data. Ids are dashed. */
export type Edit = InsertEdit | UpdateEdit | RetypeEdit | MoveEdit | DeleteEdit
