import type { AsyncTaskRow } from '#server/store/tables/workspaces.ts'

/** A request whose answer is made later. */
export interface AsyncTask {
  /** `task_` and 32 hex digits. */
  id: string
  /** `METHOD /v1/url` of the route that will answer. */
  route: string
  status: AsyncTaskRow['status']
  /** The answer of what succeeded, the error object of what failed. */
  outcome: Record<string, unknown> | null
  createdTime: number
}

const PREFIX = 'task_'

export const toTask = (row: AsyncTaskRow): AsyncTask => ({
  id: `${PREFIX}${row.id.replaceAll('-', '')}`,
  route: row.route,
  status: row.status,
  outcome: row.outcome === null ? null : JSON.parse(row.outcome),
  createdTime: row.created_time,
})

/** The digits of a task's id; null when it is none. */
export const digitsOf = (taskId: string): string | null => {
  const [, digits] = /^task_([0-9a-f]{32})$/i.exec(taskId) ?? []
  return digits ?? null
}
