import { accessListById, deleteGrants, entriesOf, grantsOf } from '#server/store/access-lists.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { levelNamed, levels } from './levels.ts'
import { carryDown, type Grant } from './lists.ts'
import { type Shared, share } from './share.ts'

/** What became of somebody's access: it was granted here, or came from above and is kept out from here on. */
export type Revoked = 'removed' | 'inheritance broken' | 'had none'

/**
 * Takes a principal off a page or database and what inherits from it. Where its access comes from above, the page
 * stops inheriting: it keeps what everybody else has, and what is changed above no longer reaches it.
 */
export async function revoke(context: Context, node: Shared, principal: string): Promise<Revoked> {
  const { db, workspace, now } = context
  const entries = (await entriesOf(db, workspace.id, node.accessId)).filter(
    ({ expires_time }) => expires_time === null || expires_time > now,
  )
  if (!entries.some((entry) => entry.principal === principal)) return 'had none'
  if ((await entriesOf(db, workspace.id, workspace.id)).some((entry) => entry.principal === principal)) {
    throw new Problem('conflict', 'It reaches the whole workspace, which only an owner of it can change.')
  }
  const others = entries.filter((entry) => entry.principal !== principal)
  if (!others.some(({ level }) => level === levels.full_access)) {
    throw new Problem('conflict', 'Without it nobody would have full access here.')
  }

  const list = await accessListById(db, workspace.id, node.accessId)
  if (list!.node_id === node.id) {
    await deleteGrants(db, workspace.id, node.accessId, [principal])
    await carryDown(context, node.accessId)
  }
  const left = await entriesOf(db, workspace.id, node.accessId)
  const isInherited = list!.node_id !== node.id || left.some((entry) => entry.principal === principal)
  if (!isInherited) {
    context.record({ type: 'page.permissions_updated', entity: { type: node.kind, id: node.id } })
    return 'removed'
  }
  const own = list!.node_id === node.id ? await grantsOf(db, workspace.id, node.accessId) : []
  await share(context, node, inheritedBeyond(own, others), false)
  return 'inheritance broken'
}

interface Term {
  principal: string
  level: number
  expires_time: number | null
}

/** Of each principal its highest level, where it was not granted just that here. */
function inheritedBeyond(own: readonly Term[], entries: readonly Term[]): Grant[] {
  const highest = new Map<string, Term>()
  for (const entry of entries) {
    if (entry.level > (highest.get(entry.principal)?.level ?? 0)) highest.set(entry.principal, entry)
  }
  return [...highest.values()]
    .filter(({ principal, level }) => !own.some((row) => row.principal === principal && row.level === level))
    .map(({ principal, level, expires_time }) => ({
      principal,
      level: levelNamed(level),
      expiresTime: expires_time,
    }))
}
