import {
  finishTask,
  forgetOldTasks,
  isUnfinished,
  isWorthTrying,
  nextTask,
  type TakenTask,
  takeTask,
} from '#server/domain/async-tasks/perform.ts'
import type { Context } from '#server/domain/context.ts'
import { type Base, inTransaction, inWorkspace } from '#server/http/contexts.ts'
import { printJson } from '#server/http/json.ts'
import { answerIn, routesInOrder } from '#server/http/mount.ts'
import type { AnyRoute, Parts } from '#server/http/route.ts'
import { Problem } from '#shared/problem.ts'
import { apiDoor } from '../door.ts'
import { presentError } from '../errors.ts'
import type { ApiVersion } from '../versions/change.ts'

/**
 * Answers a request that was left for later: the work and its outcome are kept together, so it is done once even
 * where a process dies in between.
 *
 * @returns false when nothing was due.
 */
export async function performTask(base: Base, routes: readonly AnyRoute[]): Promise<boolean> {
  const { store, surroundings } = base
  const next = await nextTask(store.reader, surroundings.now(), !store.shared)
  if (next === undefined) return false
  const { workspaceId, id } = next
  const task = await inWorkspace(base, workspaceId, (context) => takeTask(context, id))
  if (task === null) return true
  try {
    if (task.actor === null) throw new Problem('unauthenticated', 'API token is invalid.')
    const caller = { actor: task.actor, workspace: task.workspace, source: task.source }
    await inTransaction(base, caller, surroundings.now(), async (context) => {
      if (!(await isUnfinished(context, id))) return
      await finishTask(context, id, 'succeeded', await resultOf(context, routes, task))
    })
  } catch (error) {
    await inWorkspace(base, workspaceId, async (context) => {
      if (!(error instanceof Problem) && (await isWorthTrying(context, id))) return
      const { request_id: _, ...told } = presentError(error, '')
      await finishTask(context, id, 'failed', told)
    })
    if (!(error instanceof Problem)) throw error
  }
  return true
}

/** Tasks of the day before are forgotten; who asks for one is told that there is none. */
export async function forgetTasks({ store, surroundings }: Base): Promise<void> {
  await store.transaction((db) => forgetOldTasks(db, surroundings.now()))
}

async function resultOf(
  context: Context,
  routes: readonly AnyRoute[],
  { route: address, version, parts }: TakenTask,
): Promise<unknown> {
  const candidates = routesInOrder(routes).filter((one) => `${one.method} ${one.url}` === address)
  const route = candidates.find((one) => apiDoor.has(version as ApiVersion, one))
  if (route === undefined) throw new Error(`no route answers ${address} at ${version}`)
  const answer = await answerIn(
    context,
    version as ApiVersion,
    route,
    apiDoor,
    parts as Parts<never, never, never>,
  )
  return JSON.parse(printJson(answer))
}
