import { connectionFor, connectionToLookInto } from '#server/domain/access/connections.ts'
import { approveConnection, unapproveConnection } from '#server/domain/connections/approve.ts'
import { listCatalogue } from '#server/domain/connections/catalogue.ts'
import { decideRequest } from '#server/domain/connections/decide-request.ts'
import { findConnection } from '#server/domain/connections/find.ts'
import { describeRequests, listApproved, listRequests } from '#server/domain/connections/list.ts'
import { keepFrom, letReach, listReached, placeFor } from '#server/domain/connections/reach.ts'
import { requestConnection } from '#server/domain/connections/request.ts'
import { listOf, PagingQuery, presentList } from '#server/http/paging.ts'
import type { AnyRoute } from '#server/http/route.ts'
import { Uuid } from '#shared/validation/schemas.ts'
import { listed } from '../listed.ts'
import { adminRoute } from '../route.ts'
import {
  ApprovedConnection,
  ConnectionRequest,
  GrantedPlace,
  LeftPlace,
  Offer,
  ReachedNode,
  UnapprovedConnection,
} from './answers.ts'
import { presentApproved, presentOffer, presentReached, presentRequest } from './present.ts'
import {
  ApproveBody,
  DecideBody,
  OfStateQuery,
  OfUserQuery,
  PlaceBody,
  PlaceQuery,
  RequestBody,
  UnapproveQuery,
} from './schema.ts'

const params = { connection_id: Uuid }

/** What a connection reaches. */
export const reachRoutes: AnyRoute[] = [
  adminRoute({
    method: 'GET',
    url: '/connections/:connection_id/pages',
    call: 'connections.pages.list',
    answer: listOf('page_or_database', ReachedNode),
    summary:
      'Pages and databases that the connection reaches, each with what it stands in, as a tree. Who authorised it asks with their own `user_id`.',
    by: 'members',
    reads: true,
    params,
    query: OfUserQuery,
    allow: (context, administration, { params, query }) =>
      connectionToLookInto(context, administration, params.connection_id, query.user_id),
    handle: (context, { query }, connection) =>
      listed(
        query,
        (from, limit) => listReached(context, connection, query.user_id ?? null, from, limit),
        ({ id }) => id,
      ),
    present: ({ results, nextCursor }) =>
      presentList('page_or_database', results.map(presentReached), nextCursor),
  }),
  adminRoute({
    method: 'POST',
    url: '/connections/:connection_id/pages',
    call: 'connections.pages.add',
    answer: GrantedPlace,
    summary:
      'Lets the connection reach a page or database with all below it, or with `workspace` every page.',
    by: 'owners',
    params,
    body: PlaceBody,
    allow: async (context, administration, { params, body }) => ({
      connection: await connectionFor(context, administration, params.connection_id, 'full_access'),
      place: await placeFor(context, administration, body),
    }),
    handle: async (context, { body }, { connection, place }) => {
      await letReach(context, connection, place, body.level ?? 'full_access')
      return { id: connection.id, body }
    },
    present: ({ id, body: { page_id, database_id, workspace, level } }) => ({
      object: 'connection',
      id,
      ...(page_id && { page_id }),
      ...(database_id && { database_id }),
      ...(workspace && { workspace }),
      level: level ?? 'full_access',
    }),
  }),
  adminRoute({
    method: 'DELETE',
    url: '/connections/:connection_id/pages',
    call: 'connections.pages.remove',
    answer: LeftPlace,
    summary:
      'Takes the connection off a page or database, or with `workspace` leaves it what it has by itself.',
    by: 'owners',
    params,
    query: PlaceQuery,
    allow: async (context, administration, { params, query }) => ({
      connection: await connectionFor(context, administration, params.connection_id, 'full_access'),
      place: await placeFor(context, administration, query),
    }),
    handle: async (context, _request, { connection, place }) => ({
      id: connection.id,
      outcome: await keepFrom(context, connection, place),
    }),
    present: ({ id, outcome }) => ({ object: 'connection', id, outcome: outcome.replaceAll(' ', '_') }),
  }),
]

/** Which connections get in. */
export const governanceRoutes: AnyRoute[] = [
  adminRoute({
    method: 'GET',
    url: '/catalogue',
    call: 'catalogue.list',
    answer: listOf('connection', Offer),
    summary:
      'Every connection that the caller may add or ask for, with what it may do and what it is to them.',
    by: 'members',
    reads: true,
    query: PagingQuery,
    allow: (_context, administration) => administration,
    handle: (context, { query }, administration) =>
      listed(
        query,
        (from, limit) => listCatalogue(context, administration, from, limit),
        ({ row }) => row.id,
      ),
    present: ({ results, nextCursor }) => presentList('connection', results.map(presentOffer), nextCursor),
  }),
  adminRoute({
    method: 'GET',
    url: '/approved_connections',
    call: 'approvedConnections.list',
    answer: listOf('approved_connection', ApprovedConnection),
    summary: 'Connections that members may add where only approved ones may be, with who did.',
    by: 'owners',
    reads: true,
    query: OfUserQuery,
    allow: (_context, administration) => administration,
    handle: (context, { query }, administration) =>
      listed(
        query,
        (from, limit) => listApproved(context, administration, query.user_id ?? null, from, limit),
        ({ row }) => row.connection_id,
      ),
    present: ({ results, nextCursor }) =>
      presentList('approved_connection', results.map(presentApproved), nextCursor),
  }),
  adminRoute({
    method: 'POST',
    url: '/approved_connections',
    call: 'approvedConnections.add',
    answer: ApprovedConnection,
    summary: 'Approves a connection, whether or not anybody has added it yet.',
    by: 'owners',
    body: ApproveBody,
    allow: (_context, administration) => administration,
    handle: (context, { body }, administration) =>
      approveConnection(context, administration, body.connection_id),
    present: presentApproved,
  }),
  adminRoute({
    method: 'DELETE',
    url: '/approved_connections/:connection_id',
    call: 'approvedConnections.remove',
    answer: UnapprovedConnection,
    summary: 'Takes a connection off the list. Who added it goes on with it, unless `disconnect` is true.',
    by: 'owners',
    params,
    query: UnapproveQuery,
    allow: (context, administration, { params }) =>
      connectionFor(context, administration, params.connection_id, 'full_access'),
    handle: async (context, { query }, connection) => {
      const disconnect = query.disconnect ?? false
      await unapproveConnection(context, connection, { disconnect })
      return { id: connection.id, disconnect }
    },
    present: ({ id, disconnect }) => ({
      object: 'approved_connection',
      connection_id: id,
      deleted: true,
      disconnected: disconnect,
    }),
  }),
  adminRoute({
    method: 'GET',
    url: '/connection_requests',
    call: 'connectionRequests.list',
    answer: listOf('connection_request', ConnectionRequest),
    summary: 'What members asked for, for owners; for others what they asked for themselves.',
    by: 'members',
    reads: true,
    query: OfStateQuery,
    allow: (_context, administration) => administration,
    handle: (context, { query }, administration) =>
      listed(
        query,
        (from, limit) => listRequests(context, administration, query.state ?? null, from, limit),
        ({ row }) => row.id,
      ),
    present: ({ results, nextCursor }) =>
      presentList('connection_request', results.map(presentRequest), nextCursor),
  }),
  adminRoute({
    method: 'POST',
    url: '/connection_requests',
    call: 'connectionRequests.create',
    answer: ConnectionRequest,
    summary: 'Asks the owners, by mail too, to approve a connection.',
    by: 'members',
    body: RequestBody,
    allow: (context, _administration, { body }) => findConnection(context, body.connection_id),
    handle: async (context, { body }, connection) => {
      const request = await requestConnection(context, connection, body.message ?? null)
      return (await describeRequests(context, [request]))[0]!
    },
    present: presentRequest,
  }),
  adminRoute({
    method: 'PATCH',
    url: '/connection_requests/:request_id',
    call: 'connectionRequests.decide',
    answer: ConnectionRequest,
    summary: 'Answers a request; approved, the connection is on the list for everybody.',
    by: 'owners',
    params: { request_id: Uuid },
    body: DecideBody,
    allow: (_context, administration) => administration,
    handle: async (context, { params, body }, administration) => {
      const request = await decideRequest(context, administration, params.request_id, body.state)
      return (await describeRequests(context, [request]))[0]!
    },
    present: presentRequest,
  }),
]
