/** Who and what there is in a workspace, and how it hangs together: nodes and edges at one moment. */
import type { Db } from '#server/store/dialects/dialect.ts'
import {
  graphConnections,
  graphGrants,
  graphGroups,
  graphInstalls,
  graphInvitations,
  graphMembers,
  graphScimTokens,
  graphTeamspaceMembers,
  graphTeamspaces,
  graphTokens,
  graphUsers,
} from '#server/store/directory-graph.ts'
import { visibleTitles } from '#server/store/titles.ts'
import { partsOf } from '../access/actor.ts'
import { levelNamed } from '../access/levels.ts'
import type { Workspace } from '../context.ts'
import { type DirectoryGraph, isoTime, keyOf, type Making, makeGraph } from './graph-parts.ts'

/** Titles that are looked for at once. */
const AT_ONCE = 500

/**
 * The graph of a workspace. Who was removed, what is in the trash and what has ended are not in it.
 *
 * @param principals of whom pages are shown by their titles where they may read them; nobody is shown more.
 */
export function readGraph(
  reader: Db,
  workspace: Pick<Workspace, 'id' | 'name'>,
  now: number,
  principals: string,
): Promise<DirectoryGraph> {
  return reader.snapshot(async (db) => {
    const graph = makeGraph(now)
    graph.node('workspace', workspace.id, workspace.name, {})
    await addPeople(db, workspace.id, graph)
    await addTeamspaces(db, workspace.id, graph)
    await addPrograms(db, workspace.id, now, graph)
    await addGrants(db, workspace.id, now, principals, graph)
    return graph.made()
  })
}

async function addPeople(db: Db, workspaceId: string, graph: Making): Promise<void> {
  const users = await graphUsers(db, workspaceId)
  const groups = await graphGroups(db, workspaceId)
  for (const { directory } of [...users, ...groups]) {
    if (directory !== null) graph.node('directory', directory, directory, {})
  }
  for (const { id, type, name, email, role, state } of users) {
    graph.node(type, id, name, type === 'person' ? { email, role, state } : { state })
  }
  for (const { id, name } of groups) graph.node('group', id, name, {})
  for (const { id, directory } of users)
    if (directory !== null) graph.edge('manages', `directory:${directory}`, graph.user(id))
  for (const { id, directory } of groups)
    if (directory !== null) graph.edge('manages', `directory:${directory}`, keyOf('group', id))
  for (const { id, owner_user_id } of users)
    graph.edge('acts_for', keyOf('bot', id), graph.user(owner_user_id))
  for (const { group_id, user_id } of await graphMembers(db, workspaceId)) {
    graph.edge('member_of', keyOf('person', user_id), keyOf('group', group_id))
  }
  await addConnections(db, workspaceId, users, graph)
}

async function addConnections(
  db: Db,
  workspaceId: string,
  users: Awaited<ReturnType<typeof graphUsers>>,
  graph: Making,
): Promise<void> {
  for (const { id, name, kind, created_by } of await graphConnections(db, workspaceId)) {
    graph.node('connection', id, name, { kind })
    graph.edge('created_by', keyOf('connection', id), graph.user(created_by))
  }
  for (const { id, connection_id } of users) {
    if (connection_id !== null) graph.edge('acts_as', keyOf('connection', connection_id), keyOf('bot', id))
  }
  for (const { connection_id, user_id } of await graphInstalls(db, workspaceId)) {
    graph.edge('installed', graph.user(user_id), keyOf('connection', connection_id))
  }
}

async function addTeamspaces(db: Db, workspaceId: string, graph: Making): Promise<void> {
  for (const { id, name, visibility, is_default, archived_time } of await graphTeamspaces(db, workspaceId)) {
    graph.node('teamspace', id, name, { visibility, archived: archived_time !== null })
    if (is_default === 1) graph.edge('member_of', keyOf('workspace', workspaceId), keyOf('teamspace', id))
  }
  for (const { teamspace_id, principal, role } of await graphTeamspaceMembers(db, workspaceId)) {
    graph.edge('member_of', holderOf(principal, workspaceId, graph), keyOf('teamspace', teamspace_id), {
      role,
    })
  }
}

async function addPrograms(db: Db, workspaceId: string, now: number, graph: Making): Promise<void> {
  for (const { id, kind, name, user_id, created_by, expires_time } of await graphTokens(
    db,
    workspaceId,
    now,
  )) {
    graph.node('token', id, name, { kind, expires_time: isoTime(expires_time) })
    graph.edge('acts_as', keyOf('token', id), graph.user(user_id))
    if (created_by !== user_id) graph.edge('created_by', keyOf('token', id), graph.user(created_by))
  }
  for (const { id, name, created_by, expires_time } of await graphScimTokens(db, workspaceId, now)) {
    graph.node('scim_token', id, name, { expires_time: isoTime(expires_time) })
    if (!graph.has(keyOf('directory', name))) graph.node('directory', name, name, {})
    graph.edge('token_of', keyOf('scim_token', id), keyOf('directory', name))
    graph.edge('created_by', keyOf('scim_token', id), graph.user(created_by))
  }
  for (const { id, email, role, created_by, expires_time } of await graphInvitations(db, workspaceId, now)) {
    graph.node('invitation', id, null, { email, role, expires_time: isoTime(expires_time) })
    graph.edge('created_by', keyOf('invitation', id), graph.user(created_by))
  }
}

async function addGrants(
  db: Db,
  workspaceId: string,
  now: number,
  principals: string,
  graph: Making,
): Promise<void> {
  const grants = await graphGrants(db, workspaceId, now)
  const pages = new Map(
    grants.flatMap(({ node_id, node_type }) => (node_type === null ? [] : [[node_id, node_type] as const])),
  )
  const titles = await titlesOf(db, workspaceId, now, principals, [...pages.keys()])
  for (const [id, type] of pages) graph.node(pageType(type), id, titles.get(id) ?? null, {})
  if (grants.some(({ principal }) => principal === 'public')) graph.node('public', null, null, {})
  for (const { principal, level, expires_time, node_id, node_type } of grants) {
    const place = keyOf(node_type === null ? 'teamspace' : pageType(node_type), node_id)
    graph.edge('granted', holderOf(principal, workspaceId, graph), place, {
      level: levelNamed(level),
      ...(expires_time !== null && { expires_time: isoTime(expires_time) }),
      ...(partsOf(principal).type === 'teamspace_owners' && { owners_only: true }),
    })
  }
}

const pageType = (type: string): 'page' | 'database' => (type === 'child_database' ? 'database' : 'page')

/** The key of whom a principal stands for. */
function holderOf(principal: string, workspaceId: string, graph: Making): string | null {
  const { type, id } = partsOf(principal)
  switch (type) {
    case 'user':
    case 'bot':
      return graph.user(id)
    case 'teamspace_owners':
      return keyOf('teamspace', id)
    case 'workspace':
      return keyOf('workspace', workspaceId)
    default:
      return keyOf(type, id)
  }
}

async function titlesOf(
  db: Db,
  workspaceId: string,
  now: number,
  principals: string,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  const titles = new Map<string, string | null>()
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const found = await visibleTitles(db, workspaceId, principals, now, ids.slice(from, from + AT_ONCE))
    for (const { id, page_title, database_title } of found) titles.set(id, page_title ?? database_title)
  }
  return titles
}
