import { deletePrincipal } from '#server/store/access-entries.ts'
import { deleteGrants, grantsTo, listsHeldAlone } from '#server/store/access-grants.ts'
import { noteLossesOf } from '#server/store/access-losses.ts'
import { firstOwner } from '#server/store/users.ts'
import type { Context } from '../context.ts'
import { nobody, principalOf } from './actor.ts'
import { levels } from './levels.ts'
import { carryDown, grant } from './lists.ts'
import { leaveWorkspace } from './workspace-reach.ts'

/**
 * Takes a bot off every page, at once. Pages that nobody else has full access to, as those it made for itself, go to
 * `heir`: whoever takes it away, or the first owner where a program does, when nobody is said.
 */
export async function takeOffEveryPage(
  context: Context,
  botId: string,
  heir = context.actor.type === 'person' && context.actor !== nobody ? context.actor.userId : undefined,
): Promise<void> {
  const { db, workspace } = context
  const principal = principalOf.bot(botId)
  const alone = await listsHeldAlone(db, workspace.id, principal, levels.full_access)
  const heirId = heir ?? (await firstOwner(db, workspace.id))?.id
  await noteLossesOf(db, workspace.id, principal)
  await deletePrincipal(db, workspace.id, principal)
  if (heirId === undefined) return
  for (const listId of alone) {
    await grant(context, listId, [{ principal: principalOf.user(heirId), level: 'full_access' }])
  }
}

/** Takes a bot off the pages that one person added it to. */
export async function takeBackGrants(context: Context, botId: string, grantedBy: string): Promise<void> {
  const { db, workspace } = context
  const principal = principalOf.bot(botId)
  const theirs = (await grantsTo(db, workspace.id, principal)).filter(
    ({ created_by }) => created_by === grantedBy,
  )
  for (const { list_id } of theirs) {
    if (list_id === workspace.id) await leaveWorkspace(context, principal)
    else {
      await deleteGrants(db, workspace.id, list_id, [principal])
      await carryDown(context, list_id)
    }
  }
}
