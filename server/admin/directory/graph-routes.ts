import { Type } from 'typebox'
import { readGraph } from '#server/domain/directory/graph.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf } from '#shared/validation/schemas.ts'
import { adminRoute } from '../route.ts'

const optionalText = Type.Optional(Nullable(Type.String()))

const GraphNode = named(
  'DirectoryGraphNode',
  Type.Object({
    /** What edges name it by: its type and its id. */
    key: Type.String(),
    type: OneOf([
      'workspace',
      'public',
      'directory',
      'person',
      'bot',
      'group',
      'teamspace',
      'connection',
      'token',
      'scim_token',
      'invitation',
      'page',
      'database',
    ]),
    id: Nullable(Type.String()),
    /** Of a page, its title where the caller may read it. */
    name: Nullable(Type.String()),
    email: optionalText,
    role: optionalText,
    state: Type.Optional(OneOf(['active', 'suspended'])),
    kind: Type.Optional(Type.String()),
    visibility: Type.Optional(Type.String()),
    archived: Type.Optional(Type.Boolean()),
    expires_time: optionalText,
  }),
)

const GraphEdge = named(
  'DirectoryGraphEdge',
  Type.Object({
    type: OneOf([
      'member_of',
      'manages',
      'token_of',
      'acts_as',
      'acts_for',
      'installed',
      'created_by',
      'granted',
    ]),
    from: Type.String(),
    to: Type.String(),
    role: Type.Optional(Type.String()),
    level: Type.Optional(Type.String()),
    owners_only: Type.Optional(Type.Literal(true)),
    expires_time: optionalText,
  }),
)

const Graph = named(
  'DirectoryGraph',
  Type.Object({
    object: Type.Literal('directory_graph'),
    time: Type.String(),
    nodes: Type.Array(GraphNode),
    edges: Type.Array(GraphEdge),
  }),
)

export const directoryGraphRoutes = [
  adminRoute({
    method: 'GET',
    url: '/directory_graph',
    call: 'directoryGraph.retrieve',
    answer: Graph,
    summary:
      'People, bots, groups, connections, tokens, invitations, teamspaces and what they were granted, as nodes and edges at one moment.',
    by: 'owners',
    reads: true,
    isExtension: true,
    allow: () => null,
    handle: ({ db, workspace, now, actor }) => readGraph(db, workspace, now, actor.principals),
    stream: {
      type: 'application/x-ndjson',
      headers: { 'cache-control': 'no-store' },
      next: async () => null,
      print: ({ nodes, edges }: { nodes: readonly object[]; edges: readonly object[] }) =>
        [
          ...nodes.map((node) => `${JSON.stringify({ object: 'node', ...node })}\n`),
          ...edges.map((edge) => `${JSON.stringify({ object: 'edge', ...edge })}\n`),
        ].join(''),
    },
    present: ({ time, nodes, edges }) => ({
      object: 'directory_graph',
      time: new Date(time).toISOString(),
      nodes,
      edges,
    }),
  }),
]
