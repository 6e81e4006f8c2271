import { Failure } from '#server/failures.ts'
import type { Base } from '#server/http/contexts.ts'
import { allWorkspaces } from '#server/store/workspaces.ts'

/** The workspace that a command means: by id or name, and the only one where none is named. */
export async function chosenWorkspace(
  { store }: Pick<Base, 'store'>,
  wanted: string | null,
): Promise<string> {
  const all = await allWorkspaces(store.reader)
  const found = wanted === null ? all : all.filter(({ id, name }) => id === wanted || name === wanted)
  if (found.length === 1) return found[0]!.id
  if (all.length === 0) throw new Failure('There is no workspace yet.')
  if (wanted === null) throw new Failure('There are several workspaces: name one with --workspace.')
  throw new Failure(
    found.length === 0
      ? `There is no workspace "${wanted}".`
      : `There are ${found.length} workspaces "${wanted}": name one by its id.`,
  )
}
