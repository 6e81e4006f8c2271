import { membershipsOf } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { lockWorkspace } from '#server/store/lock-workspace.ts'
import { userById } from '#server/store/users.ts'
import { nobody } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { contextOf } from '../context-of.ts'
import { type NewEvent, type Source, writeEvents } from '../events/record.ts'
import { toUser, type User } from '../users/user.ts'
import { readWorkspace } from '../workspaces/read.ts'
import type { Installation } from './account.ts'
import { hasEntered } from './record.ts'

/**
 * Does something as somebody in each workspace where they have come in, suspended or not, all within one transaction.
 * Workspaces are locked one after another, always in the same order. Elsewhere a person of their e-mail is what its owners say.
 */
export async function everywhere(
  installation: Installation,
  db: Db,
  { email, source }: { email: string; source: Source },
  work: (context: Context, user: User) => Promise<void>,
): Promise<void> {
  const memberships = (await membershipsOf(db, email)).filter(
    (one) => one.state !== 'removed' && hasEntered(one),
  )
  for (const { id, user_id } of memberships.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    await lockWorkspace(db, id)
    const [row] = await userById(db, id, user_id)
    const events: NewEvent[] = []
    const actor = { ...nobody, userId: user_id, role: row!.role }
    const context = contextOf(
      installation,
      db,
      { workspace: await readWorkspace(db, id), actor, source },
      (event) => events.push(event),
    )
    await work(context, toUser(row!))
    await writeEvents(db, id, context, context.now, context.newId, events)
  }
}
