import { insertAsyncTask } from '#server/store/async-tasks.ts'
import type { AsyncTaskRow } from '#server/store/tables/workspaces.ts'
import type { Context } from '../context.ts'
import { type AsyncTask, toTask } from './task.ts'

/** A request as it is kept until its turn comes. */
export interface LaterRequest {
  /** `METHOD /v1/url`. */
  route: string
  version: string
  /** Its parts after validation. */
  parts: unknown
}

/** Keeps a request to be answered later, in the name of whoever sent it. */
export async function queueTask(
  { db, workspace, actor, source, now, newId }: Context,
  { route, version, parts }: LaterRequest,
): Promise<AsyncTask> {
  const row: AsyncTaskRow = {
    workspace_id: workspace.id,
    id: newId(),
    user_id: actor.userId,
    actor: JSON.stringify(actor),
    source: JSON.stringify(source),
    route,
    version,
    request: JSON.stringify(parts),
    status: 'queued',
    attempts: 0,
    claimed_until: 0,
    outcome: null,
    created_time: now,
  }
  await insertAsyncTask(db, row)
  return toTask(row)
}
