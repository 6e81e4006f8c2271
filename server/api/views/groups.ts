import { Type } from 'typebox'
import { viewFor } from '#server/domain/access/views.ts'
import { type CountedGroup, groupsOfView } from '#server/domain/views/groups.ts'
import { listOf, presentList } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import type { Resolved } from '#shared/references.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { OneOf, StrictObject } from '#shared/validation/schemas.ts'
import { ViewParams } from './schema.ts'

const ViewGroup = named(
  'ViewGroup',
  Type.Object({
    object: Type.Literal('view_group'),
    key: Type.String({ description: 'Tells the group from the others; empty for rows without a value.' }),
    value: Type.Unknown({
      description:
        'What rows of the group have: an option, a status group, a user, `{id}` of a page, days `{from, to}` that may have a `name` such as `today`, numbers `{from, to}`, a text in small letters, true or false; null for rows without a value.',
    }),
    filter: Type.Record(Type.String(), Type.Unknown(), {
      description: 'As that of a query: rows that pass it are in the group.',
    }),
    count: Type.Integer({
      description: 'The rows of the view in it; one with several values is in several.',
    }),
  }),
)

/** An addition of Octavo: what a board has columns for, and a table parts. */
export const viewGroupsRoute = route({
  method: 'GET',
  url: '/v1/views/:view_id/groups',
  call: 'views.groups',
  answer: listOf('view_group', ViewGroup),
  summary: 'The groups into which a view divides its rows, in order, each with a filter that finds its rows.',
  needs: 'read_content',
  isExtension: true,
  reads: true,
  params: ViewParams,
  query: StrictObject({ of: Type.Optional(OneOf(['group_by', 'sub_group_by'])) }),
  allow: (context, { params }) => viewFor(context, params.view_id, 'read'),
  handle: (context, { query }, view) => groupsOfView(context, view, query.of ?? 'group_by'),
  refers: (groups, { users }) => {
    for (const { userId } of groups) if (userId !== null) users.add(userId)
  },
  present: (groups, resolved) =>
    presentList(
      'view_group',
      groups.map((group) => presentGroup(group, resolved)),
      null,
    ),
})

const presentGroup = ({ key, value, userId, filter, count }: CountedGroup, resolved: Resolved) => ({
  object: 'view_group',
  key,
  value: userId === null ? value : resolved.user(userId),
  filter,
  count,
})
