import { Type } from 'typebox'
import { listGroupNames } from '#server/domain/groups/list.ts'
import { idCursor, listOf, PagingQuery, pageSize, presentList, slice } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'

/** A group where people are told of: who is in it is told of them. */
export const Group = Type.Object({
  object: Type.Literal('group'),
  id: Type.String(),
  name: Type.String(),
})

/** An addition of Octavo: groups without anybody are not told of any user. */
export const groupNamesRoute = route({
  method: 'GET',
  url: '/v1/groups',
  call: 'users.groups',
  answer: listOf('group', Group),
  summary: 'The groups of the workspace, for whoever keeps a directory; who is in them is told of users.',
  needs: 'read_user_info',
  isExtension: true,
  reads: true,
  query: PagingQuery,
  allow: () => null,
  async handle(context, { query }) {
    const size = pageSize(query.page_size)
    const groups = await listGroupNames(context, idCursor(query.start_cursor), size + 1)
    return slice(groups, size, ({ id }) => id)
  },
  present: ({ results, nextCursor }) =>
    presentList(
      'group',
      results.map(({ id, name }) => ({ object: 'group', id, name })),
      nextCursor,
    ),
})
