import { insertGroup } from '#server/store/groups.ts'
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
  context.record({ type: 'group.created', entity: { type: 'group', id }, after: { name } })
  return id
}
