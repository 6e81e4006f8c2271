import { insertGroup, insertGroupMember, updateGroup } from '#server/store/groups.ts'
import type { Context } from '../context.ts'

export async function createGroup(context: Context, name: string): Promise<string> {
  const id = context.newId()
  await insertGroup(context.db, {
    workspace_id: context.workspace.id,
    id,
    name,
    created_time: context.now,
    updated_time: context.now,
  })
  context.record({ type: 'group.created', entity: { type: 'group', id } })
  return id
}

/** Adds a person to a group; nothing happens when they are in it. */
export async function addGroupMember(context: Context, groupId: string, userId: string): Promise<void> {
  const { db, workspace, now } = context
  if (!(await insertGroupMember(db, workspace.id, groupId, userId))) return
  await updateGroup(db, workspace.id, groupId, { updated_time: now })
  context.record({
    type: 'group.member_added',
    entity: { type: 'group', id: groupId },
    data: { user_id: userId },
  })
}
