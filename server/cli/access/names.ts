import { OctavoError } from '#client/client.ts'
import type { AccessClient } from './place.ts'

/** What people, bots, groups and teamspaces are called, by their ids. */
export type Names = ReadonlyMap<string, string>

/**
 * As far as the token may know it, which is when its holder administers the workspace; for anybody else ids have to
 * do. An e-mail goes before a name, since that is what people are called by here.
 */
export async function readNames(client: AccessClient): Promise<Names> {
  const names = new Map<string, string>()
  for (const workspace_id of await workspacesOf(client)) {
    try {
      for await (const user of all((page) =>
        client.users.list({ workspace_id, include_guests: true, ...page }),
      )) {
        const email = user.type === 'person' ? user.person.email : undefined
        names.set(user.id, email ?? user.name ?? user.id)
      }
      for await (const group of all((page) => client.groups.list({ workspace_id, ...page }))) {
        names.set(group.id, group.name)
      }
      for await (const teamspace of all((page) => client.teamspaces.list({ workspace_id, ...page }))) {
        names.set(teamspace.id, teamspace.name)
      }
    } catch (error) {
      if (!(error instanceof OctavoError)) throw error
    }
  }
  return names
}

/** A token belongs to one of the workspaces of its account; the others do not answer it. */
async function workspacesOf(client: AccessClient): Promise<string[]> {
  try {
    const { results } = await client.workspaces.list({})
    return results.map(({ id }) => id)
  } catch (error) {
    if (error instanceof OctavoError) return []
    throw error
  }
}

/** Every item of a list, page by page. */
export async function* all<T>(
  list: (page: { start_cursor?: string }) => Promise<{ results: T[]; next_cursor: string | null }>,
): AsyncGenerator<T> {
  let page: { start_cursor?: string } = {}
  for (;;) {
    const { results, next_cursor } = await list(page)
    yield* results
    if (next_cursor === null) return
    page = { start_cursor: next_cursor }
  }
}
