import { Type } from 'typebox'
import type { Context } from '#server/domain/context.ts'
import { lockOf } from '#server/domain/directory/locked.ts'
import { emailKey } from '#server/domain/users/create.ts'
import { stateOfUsers, withGroups } from '#server/domain/users/list.ts'
import { changeOwnProfile } from '#server/domain/users/own-profile.ts'
import { listUsers, retrieveSelf, retrieveUser, type Self } from '#server/domain/users/read.ts'
import { idCursor, pageSize, pagingFields, presentList, slice } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { spanOf } from '#shared/dates.ts'
import { CoverRequest } from '#shared/objects/cover.ts'
import { invalid } from '#shared/problem.ts'
import { Name } from '#shared/validation/name.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, SoughtText, StrictObject } from '#shared/validation/schemas.ts'
import { presentMember, presentSelf } from './present.ts'
import { warningHeaders, withWarnings } from './warnings.ts'

/** Additions of Octavo to Notion's query: who is wanted. */
const UsersQuery = StrictObject({
  ...pagingFields,
  email: Type.Optional(SoughtText),
  type: Type.Optional(OneOf(['person', 'bot'])),
  include_guests: Type.Optional(Type.Boolean()),
  include_suspended: Type.Optional(Type.Boolean()),
  /** Who was changed by themselves at that time or later; who is gone is told by the feed of changes alone. */
  updated_since: Type.Optional(Type.String({ format: 'iso-date' })),
})

/** A person as they see themselves. */
const Me = named(
  'Me',
  Type.Object({
    object: Type.Literal('user'),
    id: Type.String(),
    type: Type.Literal('person'),
    name: Nullable(Type.String()),
    avatar_url: Nullable(Type.String()),
    person: Type.Object({
      email: Type.Optional(Type.String()),
      octavo: Type.Object({
        locked: Type.Array(OneOf(['name', 'avatar_url', 'email'])),
        managed_by: Nullable(Type.Object({ type: Type.Literal('directory'), name: Type.String() })),
      }),
    }),
  }),
)

export const userRoutes = [
  route({
    method: 'GET',
    url: '/v1/users/me',
    summary: 'The bot or the person that the token acts as.',
    needs: 'no capability',
    reads: true,
    allow: () => null,
    handle: selfIn,
    present: ({ context, self, lock }) => presentSelf(self, lock, context),
  }),
  route({
    method: 'PATCH',
    url: '/v1/users/me',
    call: 'users.updateMe',
    answer: Me,
    summary: 'Changes the name and the picture of the person that the token acts as.',
    needs: 'update_content',
    isExtension: true,
    body: StrictObject({
      name: Type.Optional(Name),
      avatar: Type.Optional(Nullable(CoverRequest)),
    }),
    allow: () => null,
    handle: async (context, { body }) => {
      await changeOwnProfile(context, body)
      return selfIn(context)
    },
    present: ({ context, self, lock }) => presentSelf(self, lock, context),
  }),
  route({
    method: 'GET',
    url: '/v1/users',
    summary:
      'Members and bots of the workspace in the order they came; guests and suspended people when asked for.',
    needs: 'read_user_info',
    reads: true,
    query: UsersQuery,
    headers: warningHeaders,
    state: stateOfUsers,
    allow: (context, { query }) => refuseExtensions(context, query),
    handle: async (context, { query }) => {
      const { email, type, include_guests, include_suspended, updated_since } = query
      const from = idCursor(query.start_cursor)
      const size = pageSize(query.page_size)
      const filter = {
        type,
        emailKey: email === undefined ? undefined : emailKey(email),
        includesGuests: include_guests,
        state: include_suspended ? undefined : ('active' as const),
        updatedFrom: updated_since === undefined ? undefined : spanOf(updated_since).start,
      }
      const users = await listUsers(context, filter, from, size + 1)
      const { results, nextCursor } = slice(users, size, (user) => user.id)
      const members = await withGroups(context, results)
      return { context, self: await retrieveSelf(context), members, nextCursor }
    },
    present: ({ context, self, members, nextCursor }) => {
      const results = members.map((member) => presentMember(member, context, ownOf(self, member.user.id)))
      return withWarnings(presentList('user', results, nextCursor), context)
    },
  }),
  route({
    method: 'GET',
    url: '/v1/users/:user_id',
    summary: 'One member, guest or bot; who was removed too, so that what they made has an author.',
    needs: 'read_user_info',
    reads: true,
    headers: warningHeaders,
    params: Type.Object({ user_id: Type.String({ format: 'uuid' }) }),
    allow: () => null,
    handle: async (context, { params }) => {
      const [member] = await withGroups(context, [await retrieveUser(context, params.user_id)])
      return { context, member: member!, self: await retrieveSelf(context) }
    },
    present: ({ context, member, self }) => presentMember(member, context, ownOf(self, member.user.id)),
  }),
]

async function selfIn(context: Context) {
  const self = await retrieveSelf(context)
  const isPerson = self.user.type === 'person'
  const lock = isPerson ? await lockOf(context.db, context.workspace.id, self.user.id) : null
  return { context, self, lock }
}

const ownOf = (self: Self, userId: string): Self | null => (self.user.id === userId ? self : null)

/** Where only what Notion has is there, its own two parameters are. */
function refuseExtensions({ workspace }: Context, query: Record<string, unknown>): null {
  const added = Object.keys(query).find((key) => !(key in pagingFields))
  if (added === undefined || workspace.settings.emulate.extensions) return null
  throw invalid(`query failed validation: query.${added} should be not present.`)
}
