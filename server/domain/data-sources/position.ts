import { generateKeyBetween } from 'fractional-indexing'
import { lastDataSource } from '#server/store/data-sources.ts'
import type { Context } from '../context.ts'

/** After all that a database has, those in the trash included: they may come back to where they were. */
export async function positionOfNew({ db, workspace }: Context, databaseId: string): Promise<string> {
  const [last] = await lastDataSource(db, workspace.id, databaseId)
  return generateKeyBetween(last?.position ?? null, null)
}
