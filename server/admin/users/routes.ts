import { Type } from 'typebox'
import { managedPerson, userFor } from '#server/domain/access/people.ts'
import { endSessionsOfOthers, endSessionsOfPerson } from '#server/domain/accounts/sessions.ts'
import type { Context } from '#server/domain/context.ts'
import { administerPerson, expelPerson } from '#server/domain/users/administer.ts'
import { emailKey } from '#server/domain/users/create.ts'
import { listMembers, withGroups } from '#server/domain/users/list.ts'
import { transferPages } from '#server/domain/users/transfer-pages.ts'
import type { User } from '#server/domain/users/user.ts'
import { idCursor, listOf, pageSize, pagingFields, presentList, slice } from '#server/http/paging.ts'
import { Name } from '#shared/validation/name.ts'
import { OneOf, SoughtText, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { adminRoute } from '../route.ts'
import { ManagedUser, presentMember, Role, State } from './present.ts'

const params = { user_id: Uuid }

const Transferred = Type.Object({ object: OneOf(['page', 'database']), id: Type.String() })

const SessionsEnded = Type.Object({ object: Type.Literal('sessions_ended'), count: Type.Integer() })

const presentEnded = (count: number) => ({ object: 'sessions_ended', count })

const shown = async (context: Context, user: User) => (await withGroups(context, [user]))[0]!

export const memberRoutes = [
  adminRoute({
    method: 'GET',
    url: '/users',
    call: 'users.list',
    answer: listOf('user', ManagedUser),
    summary: 'Members and bots of the workspace; guests when asked for.',
    by: 'membership admins',
    reads: true,
    query: StrictObject({
      ...pagingFields,
      include_guests: Type.Optional(Type.Boolean()),
      type: Type.Optional(OneOf(['person', 'bot'])),
      role: Type.Optional(Role),
      email: Type.Optional(SoughtText),
      state: Type.Optional(State),
    }),
    allow: (_context, administration) => administration,
    handle: async (context, { query }, administration) => {
      const { type, role, email, state } = query
      const filter = {
        type,
        role,
        state,
        emailKey: email === undefined ? undefined : emailKey(email),
        includesGuests: query.include_guests === true || role === 'guest',
      }
      const size = pageSize(query.page_size)
      const from = idCursor(query.start_cursor)
      const members = await listMembers(context, administration, filter, from, size + 1)
      return slice(members, size, ({ user }) => user.id)
    },
    present: ({ results, nextCursor }) => presentList('user', results.map(presentMember), nextCursor),
  }),
  adminRoute({
    method: 'GET',
    url: '/users/:user_id',
    call: 'users.retrieve',
    answer: ManagedUser,
    summary: 'One person or bot, whatever their state.',
    by: 'membership admins',
    reads: true,
    params,
    allow: (context, _administration, { params }) => userFor(context, params.user_id),
    handle: (context, _request, user) => shown(context, user),
    present: presentMember,
  }),
  adminRoute({
    method: 'PATCH',
    url: '/users/:user_id',
    call: 'users.update',
    answer: ManagedUser,
    summary: 'Changes the name or the role of a person, suspends them or lets them act again.',
    by: 'membership admins',
    params,
    body: StrictObject({
      name: Type.Optional(Name),
      role: Type.Optional(Role),
      state: Type.Optional(OneOf(['active', 'suspended'])),
    }),
    allow: async (context, administration, { params }) => ({
      administration,
      person: await managedPerson(context, administration, params.user_id),
    }),
    handle: async (context, { body }, { administration, person }) =>
      shown(context, await administerPerson(context, administration, person, body)),
    present: presentMember,
  }),
  adminRoute({
    method: 'DELETE',
    url: '/users/:user_id',
    call: 'users.remove',
    answer: ManagedUser,
    summary: 'Removes a person from the workspace; what they made stays.',
    by: 'membership admins',
    params,
    allow: (context, administration, { params }) => managedPerson(context, administration, params.user_id),
    handle: async (context, _request, person) => shown(context, await expelPerson(context, person)),
    present: presentMember,
  }),
  adminRoute({
    method: 'POST',
    url: '/users/:user_id/end_sessions',
    call: 'users.endSessions',
    answer: SessionsEnded,
    summary: 'Ends all sessions of a person in this workspace; in others they go on.',
    by: 'owners',
    params,
    allow: async (context, administration, { params }) => ({
      administration,
      person: await managedPerson(context, administration, params.user_id),
    }),
    handle: (context, _request, { administration, person }) =>
      endSessionsOfPerson(context, administration, person),
    present: presentEnded,
  }),
  adminRoute({
    method: 'POST',
    url: '/end_sessions',
    call: 'users.endSessionsOfOthers',
    answer: SessionsEnded,
    summary: 'Ends the sessions of everybody in this workspace but the one who asks.',
    by: 'owners',
    allow: (_context, administration) => administration,
    handle: (context, _request, administration) => endSessionsOfOthers(context, administration),
    present: presentEnded,
  }),
  adminRoute({
    method: 'POST',
    url: '/users/:user_id/transfer_pages',
    call: 'users.transferPages',
    answer: listOf('page_or_database', Transferred),
    summary: 'Hands the private pages of somebody who was removed or suspended to a member.',
    by: 'owners',
    params,
    body: StrictObject({ to_user_id: Uuid }),
    allow: async (context, administration, { params, body }) => ({
      administration,
      from: await userFor(context, params.user_id),
      to: await userFor(context, body.to_user_id),
    }),
    handle: (context, _request, { administration, from, to }) =>
      transferPages(context, administration, from, to),
    present: (transferred) =>
      presentList(
        'page_or_database',
        transferred.map(({ kind, id }) => ({ object: kind, id })),
        null,
      ),
  }),
]
