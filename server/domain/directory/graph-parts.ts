/** What the graph of a directory is made of. */

export type NodeType =
  | 'workspace'
  | 'public'
  | 'directory'
  | 'person'
  | 'bot'
  | 'group'
  | 'teamspace'
  | 'connection'
  | 'token'
  | 'scim_token'
  | 'invitation'
  | 'page'
  | 'database'

export interface GraphNode {
  /** `person:<id>`: what edges name it by. */
  key: string
  type: NodeType
  /** Null of the public; of a directory, its name. */
  id: string | null
  /** Null where there is none, or the reader may not know it. */
  name: string | null
  email?: string | null
  role?: string | null
  /** Of people and bots: those who were suspended are among them. */
  state?: string
  /** Of connections and tokens. */
  kind?: string
  visibility?: string
  archived?: boolean
  expires_time?: string | null
}

export type EdgeType =
  /** A person or group in a group or teamspace, with the role there. */
  | 'member_of'
  /** A directory over a person or group. */
  | 'manages'
  /** A SCIM token that stands for a directory. */
  | 'token_of'
  /** A bot of a connection, or a token of a person or bot. */
  | 'acts_as'
  /** A person who added a connection. */
  | 'installed'
  /** A connection, token or invitation, and the bot of a person. */
  | 'created_by'
  | 'acts_for'
  /** Anybody at a page, database or teamspace, with the level. */
  | 'granted'

export interface GraphEdge {
  type: EdgeType
  from: string
  to: string
  role?: string
  level?: string
  /** Of a grant to the owners of a teamspace. */
  owners_only?: true
  expires_time?: string | null
}

export interface DirectoryGraph {
  /** Milliseconds since 1970. */
  time: number
  nodes: GraphNode[]
  edges: GraphEdge[]
}

export interface Making {
  node(type: NodeType, id: string | null, name: string | null, more: Partial<GraphNode>): void
  /** Nothing where an end is not there. */
  edge(type: EdgeType, from: string | null, to: string | null, more?: Partial<GraphEdge>): void
  has(key: string): boolean
  /** The key of a person or bot of this id. */
  user(id: string | null): string | null
  made(): DirectoryGraph
}

export const keyOf = (type: NodeType, id: string | null): string => (id === null ? type : `${type}:${id}`)

export function makeGraph(time: number): Making {
  const nodes = new Map<string, GraphNode>()
  const edges: GraphEdge[] = []
  return {
    node(type, id, name, more) {
      const key = keyOf(type, id)
      nodes.set(key, { key, type, id, name, ...more })
    },
    edge(type, from, to, more = {}) {
      if (from !== null && to !== null && nodes.has(from) && nodes.has(to))
        edges.push({ type, from, to, ...more })
    },
    has: (key) => nodes.has(key),
    user: (id) =>
      (['person', 'bot'] as const).map((type) => keyOf(type, id)).find((key) => nodes.has(key)) ?? null,
    made: () => ({ time, nodes: [...nodes.values()], edges }),
  }
}

export const isoTime = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString()
