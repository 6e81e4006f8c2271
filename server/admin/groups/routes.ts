import { Type } from 'typebox'
import { managedGroup } from '#server/domain/access/groups.ts'
import { userFor } from '#server/domain/access/people.ts'
import {
  addGroup,
  joinGroup,
  leaveGroup,
  listGroups,
  renameGroup,
  type ShownGroup,
  showGroup,
} from '#server/domain/groups/administer.ts'
import { deleteGroup } from '#server/domain/groups/delete.ts'
import { listMembers } from '#server/domain/users/list.ts'
import {
  idCursor,
  listOf,
  PagingQuery,
  pageSize,
  pagingFields,
  presentList,
  slice,
} from '#server/http/paging.ts'
import { Name } from '#shared/validation/name.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { SoughtText, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { DirectoryConflict, ManagedBy, presentConflict, presentManager } from '../directory/present.ts'
import { adminRoute } from '../route.ts'
import { ManagedUser, presentMember } from '../users/present.ts'

const params = { group_id: Uuid }
const memberParams = { group_id: Uuid, user_id: Uuid }

const Group = named(
  'Group',
  Type.Object({
    object: Type.Literal('group'),
    id: Type.String(),
    name: Type.String(),
    member_count: Type.Integer(),
    managed_by: ManagedBy,
    /** The first hundred; `GET /directory_conflicts?group_id=` has all. */
    directory_conflicts: Type.Array(DirectoryConflict),
    directory_conflict_count: Type.Integer(),
    created_time: Type.String(),
    last_edited_time: Type.String(),
  }),
)

const DeletedGroup = Type.Object({
  object: Type.Literal('group'),
  id: Type.String(),
  deleted: Type.Literal(true),
})

const GroupMember = Type.Object({
  object: Type.Literal('group_member'),
  group_id: Type.String(),
  user_id: Type.String(),
})

const presentGroup = (group: ShownGroup) => ({
  object: 'group',
  id: group.id,
  name: group.name,
  member_count: group.member_count,
  managed_by: presentManager(group.directory),
  directory_conflicts: group.conflicts.map(presentConflict),
  directory_conflict_count: group.conflictCount,
  created_time: new Date(group.created_time).toISOString(),
  last_edited_time: new Date(group.updated_time).toISOString(),
})

const presentGroupMember = (member: { groupId: string; userId: string }) => ({
  object: 'group_member',
  group_id: member.groupId,
  user_id: member.userId,
})

export const groupRoutes = [
  adminRoute({
    method: 'GET',
    url: '/groups',
    call: 'groups.list',
    answer: listOf('group', Group),
    summary: 'The groups of the workspace; the one of a name when that is given.',
    by: 'membership admins',
    reads: true,
    query: StrictObject({ ...pagingFields, name: Type.Optional(SoughtText) }),
    allow: (_context, administration) => administration,
    handle: async (context, { query }, administration) => {
      const size = pageSize(query.page_size)
      const from = idCursor(query.start_cursor)
      const groups = await listGroups(context, administration, query.name, from, size + 1)
      return slice(groups, size, ({ id }) => id)
    },
    present: ({ results, nextCursor }) => presentList('group', results.map(presentGroup), nextCursor),
  }),
  adminRoute({
    method: 'POST',
    url: '/groups',
    call: 'groups.create',
    answer: Group,
    summary: 'Makes a group with nobody in it.',
    by: 'membership admins',
    body: StrictObject({ name: Name }),
    allow: (_context, administration) => administration,
    handle: async (context, { body }, administration) =>
      showGroup(context, await addGroup(context, administration, body.name)),
    present: presentGroup,
  }),
  adminRoute({
    method: 'GET',
    url: '/groups/:group_id',
    call: 'groups.retrieve',
    answer: Group,
    summary: 'One group.',
    by: 'membership admins',
    reads: true,
    params,
    allow: (context, administration, { params }) => managedGroup(context, administration, params.group_id),
    handle: (context, _request, group) => showGroup(context, group),
    present: presentGroup,
  }),
  adminRoute({
    method: 'PATCH',
    url: '/groups/:group_id',
    call: 'groups.update',
    answer: Group,
    summary: 'Gives a group another name.',
    by: 'membership admins',
    params,
    body: StrictObject({ name: Type.Optional(Name) }),
    allow: (context, administration, { params }) => managedGroup(context, administration, params.group_id),
    handle: async (context, { body }, group) => {
      if (body.name !== undefined) await renameGroup(context, group, body.name)
      return showGroup(context, group)
    },
    present: presentGroup,
  }),
  adminRoute({
    method: 'DELETE',
    url: '/groups/:group_id',
    call: 'groups.delete',
    answer: DeletedGroup,
    summary: 'Deletes a group with all that was granted to it.',
    by: 'membership admins',
    params,
    allow: (context, administration, { params }) => managedGroup(context, administration, params.group_id),
    handle: async (context, _request, group) => {
      await deleteGroup(context, group)
      return group
    },
    present: ({ id }) => ({ object: 'group', id, deleted: true }),
  }),
  adminRoute({
    method: 'GET',
    url: '/groups/:group_id/members',
    call: 'groups.members.list',
    answer: listOf('user', ManagedUser),
    summary: 'Who is in a group.',
    by: 'membership admins',
    reads: true,
    params,
    query: PagingQuery,
    allow: async (context, administration, { params }) => ({
      administration,
      group: await managedGroup(context, administration, params.group_id),
    }),
    handle: async (context, { query }, { administration, group }) => {
      const size = pageSize(query.page_size)
      const from = idCursor(query.start_cursor)
      const members = await listMembers(context, administration, { groupId: group.id }, from, size + 1)
      return slice(members, size, ({ user }) => user.id)
    },
    present: ({ results, nextCursor }) => presentList('user', results.map(presentMember), nextCursor),
  }),
  adminRoute({
    method: 'POST',
    url: '/groups/:group_id/members',
    call: 'groups.members.add',
    answer: GroupMember,
    summary: 'Puts a member of the workspace into a group.',
    by: 'membership admins',
    params,
    body: StrictObject({ user_id: Uuid }),
    allow: async (context, administration, { params, body }) => ({
      group: await managedGroup(context, administration, params.group_id),
      user: await userFor(context, body.user_id),
    }),
    handle: async (context, _request, { group, user }) => {
      await joinGroup(context, group, user)
      return { groupId: group.id, userId: user.id }
    },
    present: presentGroupMember,
  }),
  adminRoute({
    method: 'DELETE',
    url: '/groups/:group_id/members/:user_id',
    call: 'groups.members.remove',
    answer: GroupMember,
    summary: 'Takes somebody out of a group.',
    by: 'membership admins',
    params: memberParams,
    allow: async (context, administration, { params }) => ({
      group: await managedGroup(context, administration, params.group_id),
      user: await userFor(context, params.user_id),
    }),
    handle: async (context, _request, { group, user }) => {
      await leaveGroup(context, group, user)
      return { groupId: group.id, userId: user.id }
    },
    present: presentGroupMember,
  }),
]
