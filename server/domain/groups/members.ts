import { deleteGroupMember, insertGroupMember, updateGroup } from '#server/store/groups.ts'
import { noticeLeaving } from '../access/holdings.ts'
import type { Context } from '../context.ts'
import { noteGroupChanged } from '../directory/conflicts.ts'

/** Adds a person to a group; nothing happens when they are in it. */
export async function addGroupMember(context: Context, groupId: string, userId: string): Promise<void> {
  const { db, workspace, now } = context
  if (!(await insertGroupMember(db, workspace.id, groupId, userId))) return
  await updateGroup(db, workspace.id, groupId, { updated_time: now })
  await noteGroupChanged(context, groupId, { field: 'members', userId, isIn: true })
  context.record({
    type: 'group.member_added',
    entity: { type: 'group', id: groupId },
    data: { user_id: userId },
    after: { user_id: userId },
  })
}

/** Takes a person out of a group, from the next request on; false when they were not in it. */
export async function removeGroupMember(context: Context, groupId: string, userId: string): Promise<boolean> {
  const { db, workspace, now } = context
  const wasIn = await noticeLeaving(context, userId, () =>
    deleteGroupMember(db, workspace.id, groupId, userId),
  )
  if (!wasIn) return false
  await updateGroup(db, workspace.id, groupId, { updated_time: now })
  await noteGroupChanged(context, groupId, { field: 'members', userId, isIn: false })
  context.record({
    type: 'group.member_removed',
    entity: { type: 'group', id: groupId },
    data: { user_id: userId },
    before: { user_id: userId },
  })
  return true
}
