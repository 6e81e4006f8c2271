/** The life of a task from the view of whoever does the work. */
import {
  asyncTaskById,
  deleteOldAsyncTasks,
  dueAsyncTask,
  updateAsyncTask,
} from '#server/store/async-tasks.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import type { Actor } from '../access/actor.ts'
import { recallActor } from '../access/recall.ts'
import type { Context, Workspace } from '../context.ts'
import { ownWork, type Source } from '../events/record.ts'
import type { LaterRequest } from './queue.ts'

/** How long others leave a task to whoever took it, in milliseconds. It is done once however long it takes. */
const CLAIM = 10_000

/** How often a task is tried that fails for no reason of the caller's. */
const MOST_ATTEMPTS = 3

/** How long finished tasks are kept, in milliseconds. */
const KEPT = 24 * 60 * 60 * 1000

export interface DueTask {
  workspaceId: string
  id: string
}

/**
 * A task to work on; undefined when there is none.
 *
 * @param isAlone no other process works on this store: what is claimed was left by one that died.
 */
export async function nextTask(db: Db, now: number, isAlone: boolean): Promise<DueTask | undefined> {
  const row = await dueAsyncTask(db, isAlone ? Number.MAX_SAFE_INTEGER : now)
  return row && { workspaceId: row.workspace_id, id: row.id }
}

export interface TakenTask extends LaterRequest {
  workspace: Workspace
  /** Null when whoever asked may act no more. */
  actor: Actor | null
  source: Source
}

/** Takes a task, so that others leave it for a while; null when it was finished meanwhile. */
export async function takeTask(context: Context, id: string): Promise<TakenTask | null> {
  const { db, workspace, now } = context
  const row = await unfinishedTask(context, id)
  if (row === null) return null
  await updateAsyncTask(db, workspace.id, id, {
    status: row.attempts === 0 ? 'running' : 'retrying',
    attempts: row.attempts + 1,
    claimed_until: now + CLAIM,
  })
  return {
    route: row.route,
    version: row.version,
    parts: JSON.parse(row.request),
    workspace,
    actor: await recallActor(db, workspace.id, JSON.parse(row.actor), now),
    source: row.source === null ? ownWork : JSON.parse(row.source),
  }
}

/** Writes what came of a task, in the transaction of the work itself. */
export const finishTask = (
  { db, workspace }: Context,
  id: string,
  status: 'succeeded' | 'failed',
  outcome: unknown,
): Promise<void> => updateAsyncTask(db, workspace.id, id, { status, outcome: JSON.stringify(outcome) })

/** Whether a task is still to be done. */
export const isUnfinished = async (context: Context, id: string): Promise<boolean> =>
  (await unfinishedTask(context, id)) !== null

/** Whether a task that broke is tried again. */
export async function isWorthTrying(context: Context, id: string): Promise<boolean> {
  const row = await unfinishedTask(context, id)
  return row !== null && row.attempts < MOST_ATTEMPTS
}

export const forgetOldTasks = (db: Db, now: number): Promise<void> => deleteOldAsyncTasks(db, now - KEPT)

async function unfinishedTask({ db, workspace }: Context, id: string) {
  const row = await asyncTaskById(db, workspace.id, id)
  return row === undefined || row.status === 'succeeded' || row.status === 'failed' ? null : row
}
