import type { NewParent } from '#server/domain/access/parents.ts'
import type { Context } from '#server/domain/context.ts'
import { Failure } from '#server/failures.ts'
import { Problem } from '#shared/problem.ts'
import type { Named } from './applying.ts'
import type { DatabaseInFile } from './types.ts'

/** What the pages part has done so far, and what it has to come back to. */
export interface Tree {
  readonly context: Context
  readonly named: Named
  /** The first owner, who gets what nobody else is named for. */
  readonly owner: string | null
  readonly pages: { path: string; id: string }[]
  readonly databases: { path: string; id: string; dataSourceId: string }[]
  /** Databases of the file, each with whether its data source was made just now. */
  readonly sources: { file: DatabaseInFile; databaseId: string; dataSourceId: string; isNew: boolean }[]
}

/** What the children of a parent point at as theirs. */
export const idOf = (parent: NewParent): string | null => (parent.type === 'page_id' ? parent.block.id : null)

export const accessIdOf = (parent: NewParent): string | null =>
  parent.type === 'page_id' ? parent.page.accessId : null

/** Says of what is refused where in the file it stands. */
export async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem || error instanceof Failure) throw new Failure(`${path}: ${error.message}`)
    throw error
  }
}
