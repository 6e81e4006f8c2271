import { connectionFor } from '#server/domain/access/connections.ts'
import { removeConnection } from '#server/domain/connections/delete.ts'
import { describeConnections } from '#server/domain/connections/describe.ts'
import { disconnectAll, disconnectUser } from '#server/domain/connections/disconnect.ts'
import { type Made, makeConnection, reviseConnection } from '#server/domain/connections/govern.ts'
import { listConnections, listConnectionUsers } from '#server/domain/connections/list.ts'
import { rotateSecret } from '#server/domain/connections/rotate.ts'
import { revealSecret } from '#server/domain/connections/secret.ts'
import type { Context } from '#server/domain/context.ts'
import { listOf, PagingQuery, presentList } from '#server/http/paging.ts'
import { Uuid } from '#shared/validation/schemas.ts'
import { listed } from '../listed.ts'
import { adminRoute } from '../route.ts'
import {
  Connection,
  ConnectionSecret,
  ConnectionUser,
  DeletedConnection,
  Disconnected,
  MadeConnection,
} from './answers.ts'
import { presentConnection, presentConnectionUser, presentSecret } from './present.ts'
import { CreateConnectionBody, detailsIn, RotateBody, UpdateConnectionBody } from './schema.ts'

const params = { connection_id: Uuid }

/** A connection that was just made or changed, with the secret that is shown only now. */
const shown = async (context: Context, { connection, token, clientSecret }: Made) => ({
  described: (await describeConnections(context, [connection]))[0]!,
  secret: { ...(token && { token }), ...(clientSecret && { client_secret: clientSecret }) },
})

export const connectionRoutes = [
  adminRoute({
    method: 'GET',
    url: '/connections',
    call: 'connections.list',
    answer: listOf('connection', Connection),
    summary: 'Every connection of the workspace for owners; for others those they made or added.',
    by: 'members',
    reads: true,
    query: PagingQuery,
    allow: (_context, administration) => administration,
    handle: (context, { query }, administration) =>
      listed(
        query,
        (from, limit) => listConnections(context, administration, from, limit),
        ({ row }) => row.id,
      ),
    present: ({ results, nextCursor }) =>
      presentList('connection', results.map(presentConnection), nextCursor),
  }),
  adminRoute({
    method: 'POST',
    url: '/connections',
    call: 'connections.create',
    answer: MadeConnection,
    summary: 'Makes a connection, where the policy lets the caller. Its secret is shown in this answer.',
    by: 'members',
    body: CreateConnectionBody,
    allow: (_context, administration) => administration,
    handle: async (context, { body }, administration) => {
      const details = { ...detailsIn(body), name: body.name.trim() }
      return shown(context, await makeConnection(context, administration, { ...body, details }))
    },
    present: ({ described, secret }) => ({ ...presentConnection(described), ...secret }),
  }),
  adminRoute({
    method: 'GET',
    url: '/connections/:connection_id',
    call: 'connections.retrieve',
    answer: Connection,
    summary: 'One connection.',
    by: 'members',
    reads: true,
    params,
    allow: (context, administration, { params }) =>
      connectionFor(context, administration, params.connection_id, 'read'),
    handle: async (context, _request, connection) => (await describeConnections(context, [connection]))[0]!,
    present: presentConnection,
  }),
  adminRoute({
    method: 'PATCH',
    url: '/connections/:connection_id',
    call: 'connections.update',
    answer: MadeConnection,
    summary:
      'Changes what it names. `kind: public` turns an internal connection into a public one, in place.',
    by: 'members',
    params,
    body: UpdateConnectionBody,
    allow: async (context, administration, { params }) => ({
      administration,
      connection: await connectionFor(context, administration, params.connection_id, 'full_access'),
    }),
    handle: async (context, { body }, { administration, connection }) => {
      const change = { ...body, details: detailsIn(body) }
      return shown(context, await reviseConnection(context, administration, connection, change))
    },
    present: ({ described, secret }) => ({ ...presentConnection(described), ...secret }),
  }),
  adminRoute({
    method: 'DELETE',
    url: '/connections/:connection_id',
    call: 'connections.delete',
    answer: DeletedConnection,
    summary: 'Deletes a connection: its tokens stop and it is on no page.',
    by: 'members',
    params,
    allow: (context, administration, { params }) =>
      connectionFor(context, administration, params.connection_id, 'full_access'),
    handle: async (context, _request, connection) => {
      await removeConnection(context, connection)
      return connection.id
    },
    present: (id) => ({ object: 'connection', id, deleted: true }),
  }),
  adminRoute({
    method: 'GET',
    url: '/connections/:connection_id/secret',
    call: 'connections.secret',
    answer: ConnectionSecret,
    summary: 'Shows the token or the client secret again; that it was shown is written down.',
    by: 'members',
    params,
    allow: (context, administration, { params }) =>
      connectionFor(context, administration, params.connection_id, 'full_access'),
    handle: (context, _request, connection) => revealSecret(context, connection),
    present: presentSecret,
  }),
  adminRoute({
    method: 'POST',
    url: '/connections/:connection_id/rotate',
    call: 'connections.rotate',
    answer: ConnectionSecret,
    summary: 'Gives another secret at once; the one before works on for `grace_seconds`, 0 by default.',
    by: 'members',
    params,
    body: RotateBody,
    allow: (context, administration, { params }) =>
      connectionFor(context, administration, params.connection_id, 'full_access'),
    handle: (context, { body }, connection) => rotateSecret(context, connection, body.grace_seconds ?? 0),
    present: presentSecret,
  }),
  adminRoute({
    method: 'GET',
    url: '/connections/:connection_id/users',
    call: 'connections.users.list',
    answer: listOf('user', ConnectionUser),
    summary: 'Who added or authorised the connection, the first first.',
    by: 'members',
    reads: true,
    params,
    query: PagingQuery,
    allow: (context, administration, { params }) =>
      connectionFor(context, administration, params.connection_id, 'full_access'),
    handle: async (context, { query }, connection) => {
      const users = await listConnectionUsers(context, connection)
      return listed(
        query,
        async (from, limit) => {
          const start = from === null ? 0 : users.findIndex(({ user }) => user.id === from)
          return users.slice(start < 0 ? users.length : start).slice(0, limit)
        },
        ({ user }) => user.id,
      )
    },
    present: ({ results, nextCursor }) => presentList('user', results.map(presentConnectionUser), nextCursor),
  }),
  adminRoute({
    method: 'DELETE',
    url: '/connections/:connection_id/users/:user_id',
    call: 'connections.users.disconnect',
    answer: Disconnected,
    summary: 'Ends the connection for one person, who may do so for themselves.',
    by: 'members',
    params: { ...params, user_id: Uuid },
    allow: (context, administration, { params }) => {
      const level = params.user_id === context.actor.userId ? 'read' : 'full_access'
      return connectionFor(context, administration, params.connection_id, level)
    },
    handle: async (context, { params }, connection) => {
      await disconnectUser(context, connection, params.user_id)
      return params
    },
    present: ({ connection_id, user_id }) => ({
      object: 'connection',
      id: connection_id,
      disconnected: [user_id],
    }),
  }),
  adminRoute({
    method: 'POST',
    url: '/connections/:connection_id/disconnect_all',
    call: 'connections.disconnectAll',
    answer: Disconnected,
    summary: 'Ends the connection for everybody: its tokens stop and it is on no page.',
    by: 'members',
    params,
    allow: (context, administration, { params }) =>
      connectionFor(context, administration, params.connection_id, 'full_access'),
    handle: async (context, _request, connection) => ({
      id: connection.id,
      users: await disconnectAll(context, connection),
    }),
    present: ({ id, users }) => ({ object: 'connection', id, disconnected: users }),
  }),
]
