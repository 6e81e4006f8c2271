import { asyncTaskById } from '#server/store/async-tasks.ts'
import { toUuid } from '#shared/ids.ts'
import { Problem } from '#shared/problem.ts'
import { type AsyncTask, digitsOf, toTask } from '../async-tasks/task.ts'
import type { Context } from '../context.ts'

/** A task of the actor's own; anybody else's looks like none. */
export async function taskFor({ db, workspace, actor }: Context, taskId: string): Promise<AsyncTask> {
  const digits = digitsOf(taskId)
  const row = digits === null ? undefined : await asyncTaskById(db, workspace.id, toUuid(digits))
  if (row !== undefined && row.user_id === actor.userId) return toTask(row)
  throw new Problem('absent', `Could not find async task with ID: ${taskId}.`)
}
