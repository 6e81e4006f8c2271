import { installsOf } from '#server/store/connection-installs.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import type { UserRow } from '#server/store/tables/people.ts'
import { usersByIds } from '#server/store/users.ts'
import type { Context } from '../context.ts'

/** Somebody by name, those too who have left. */
export interface Named {
  id: string
  name: string | null
}

/** A connection with who made it and who added it to the workspace first. Times are milliseconds since 1970. */
export interface DescribedConnection {
  row: ConnectionRow
  createdBy: Named | null
  added: { by: Named; time: number } | null
}

export async function describeConnections(
  context: Pick<Context, 'db' | 'workspace'>,
  rows: readonly ConnectionRow[],
): Promise<DescribedConnection[]> {
  const installs = await installsOf(
    context.db,
    context.workspace.id,
    rows.map(({ id }) => id),
  )
  const first = new Map(installs.toReversed().map((row) => [row.connection_id, row]))
  const people = await usersNamed(context, [
    ...rows.map(({ created_by }) => created_by),
    ...[...first.values()].map(({ user_id }) => user_id),
  ])
  return rows.map((row) => {
    const install = first.get(row.id)
    return {
      row,
      createdBy: nameOf(people, row.created_by),
      added: install ? { by: nameOf(people, install.user_id)!, time: install.created_time } : null,
    }
  })
}

/** The users of some ids; those of other workspaces and none are left out. */
export async function usersNamed(
  { db, workspace }: Pick<Context, 'db' | 'workspace'>,
  ids: readonly (string | null)[],
): Promise<Map<string, UserRow>> {
  const known = [...new Set(ids.filter((id) => id !== null))]
  const rows = known.length === 0 ? [] : await usersByIds(db, workspace.id, known)
  return new Map(rows.map((row) => [row.id, row]))
}

export const nameOf = (people: ReadonlyMap<string, UserRow>, id: string | null): Named | null =>
  id === null ? null : { id, name: people.get(id)?.name ?? null }
