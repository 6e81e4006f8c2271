import { deleteOldApiRequests } from '#server/store/api-requests.ts'
import type { Store } from '#server/store/dialects/dialect.ts'
import { extentOfEvents } from '#server/store/events.ts'
import { deleteEvents, deleteLosses, lastToldToAll, letGo } from '#server/store/old-events.ts'
import { deleteOldScimRequests } from '#server/store/scim-requests.ts'
import { deleteOldDeliveries } from '#server/store/webhook-deliveries.ts'
import { allWorkspaces } from '#server/store/workspaces.ts'
import { parseSettings } from '../access/authenticate.ts'
import { REQUEST_DAYS } from '../connections/request-log.ts'
import type { Surroundings } from '../context.ts'
import type { WorkspaceSettings } from '../workspaces/settings.ts'
import { firstEventAt } from './at-time.ts'

const DAY = 24 * 60 * 60 * 1000

/** Rows that one transaction deletes at most: writers go in between. */
export const AT_ONCE = 500

interface Keeper {
  store: Store
  surroundings: Pick<Surroundings, 'now'>
}

/** Forgets, in every workspace, what is older than its settings say. */
export async function forgetOld(keeper: Keeper, stopping: AbortSignal): Promise<void> {
  for (const { id, settings } of await allWorkspaces(keeper.store.reader)) {
    if (stopping.aborted) return
    await forgetIn(keeper, id, parseSettings(settings).retention, stopping)
  }
}

/**
 * Feeds are told first that they begin later; what only the audit log keeps on is deleted when it may forget it too.
 * What an active subscription was not told yet stays for both. One that is paused keeps nobody: its queue would grow
 * without end.
 */
async function forgetIn(
  { store, surroundings }: Keeper,
  id: string,
  { changes_days, audit_days, deliveries_days, directory_days }: WorkspaceSettings['retention'],
  stopping: AbortSignal,
): Promise<void> {
  const [extent] = await extentOfEvents(store.reader, id)
  const { sequence: last, changes_from, events_from } = extent!
  const told = await lastToldToAll(store.reader, id)
  const before = (days: number) => surroundings.now() - days * DAY
  const from = async (known: number, days: number) =>
    Math.min(await firstEventAt(store.reader, id, before(days), { from: known, last }), (told ?? last) + 1)
  const changesFrom = Math.max(changes_from, await from(changes_from, changes_days))
  const eventsFrom = Math.max(events_from, await from(events_from, audit_days))
  if (changesFrom > changes_from || eventsFrom > events_from) {
    await store.transaction((db) => letGo(db, id, { changesFrom, eventsFrom }))
  }
  const again = async (some: Parameters<Store['transaction']>[0]) => {
    while (!stopping.aborted && (await store.transaction(some))) {}
  }
  await again((db) => deleteEvents(db, id, eventsFrom, AT_ONCE))
  await again((db) => deleteLosses(db, id, changesFrom, AT_ONCE))
  await again(async (db) => (await deleteOldDeliveries(db, id, before(deliveries_days), AT_ONCE)) === AT_ONCE)
  await again(
    async (db) => (await deleteOldScimRequests(db, id, before(directory_days), AT_ONCE)) === AT_ONCE,
  )
  await again(async (db) => (await deleteOldApiRequests(db, id, before(REQUEST_DAYS), AT_ONCE)) === AT_ONCE)
}
