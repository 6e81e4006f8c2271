import { Type } from 'typebox'
import { listUsers, retrieveSelf, retrieveUser, type Self } from '#server/domain/users/read.ts'
import { idCursor, PagingQuery, pageSize, presentList, slice } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { presentUser } from './present.ts'

export const userRoutes = [
  route({
    method: 'GET',
    url: '/v1/users/me',
    summary: 'The bot or the person that the token acts as.',
    needs: 'no capability',
    reads: true,
    allow: () => null,
    handle: async (context) => ({ context, self: await retrieveSelf(context) }),
    present: ({ context, self }) => presentUser(self.user, context.actor.capabilities, self),
  }),
  route({
    method: 'GET',
    url: '/v1/users',
    summary: 'Members and bots of the workspace; guests are not listed.',
    needs: 'read_user_info',
    reads: true,
    query: PagingQuery,
    allow: () => null,
    handle: async (context, { query }) => {
      const from = idCursor(query.start_cursor)
      const size = pageSize(query.page_size)
      const users = await listUsers(context, {}, from, size + 1)
      return { context, self: await retrieveSelf(context), ...slice(users, size, (user) => user.id) }
    },
    present: ({ context, self, results, nextCursor }) =>
      presentList(
        'user',
        results.map((user) => presentUser(user, context.actor.capabilities, ownOf(self, user.id))),
        nextCursor,
      ),
  }),
  route({
    method: 'GET',
    url: '/v1/users/:user_id',
    summary: 'One member, guest or bot.',
    needs: 'read_user_info',
    reads: true,
    params: Type.Object({ user_id: Type.String({ format: 'uuid' }) }),
    allow: () => null,
    handle: async (context, { params }) => ({
      context,
      user: await retrieveUser(context, params.user_id),
      self: await retrieveSelf(context),
    }),
    present: ({ context, user, self }) => presentUser(user, context.actor.capabilities, ownOf(self, user.id)),
  }),
]

const ownOf = (self: Self, userId: string): Self | null => (self.user.id === userId ? self : null)
