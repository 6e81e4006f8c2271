import type { Db } from '#server/store/dialects/dialect.ts'
import { directoryPeopleByIds } from '#server/store/directory-said.ts'
import { Problem } from '#shared/problem.ts'

/** What of a person is said by somebody else, who says it anew when it is changed here. */
export type LockedField = 'name' | 'avatar_url' | 'email'

export interface Lock {
  fields: readonly LockedField[]
  /** Who says it, as `managed_by` names them. */
  by: { type: 'directory'; name: string }
}

const words: Record<LockedField, string> = {
  name: 'the name',
  avatar_url: 'the picture',
  email: 'the e-mail address',
}

/** What a directory manages of a person, so that they cannot change it themselves; null where nobody does. */
export async function lockOf(db: Db, workspaceId: string, userId: string): Promise<Lock | null> {
  const [row] = await directoryPeopleByIds(db, workspaceId, [userId])
  if (row === undefined) return null
  // A directory that says nothing of pictures leaves them alone.
  const { photos } = JSON.parse(row.attributes) as { photos?: unknown }
  return {
    fields: photos === undefined ? ['name', 'email'] : ['name', 'avatar_url', 'email'],
    by: { type: 'directory', name: row.directory },
  }
}

/** Refuses what a directory manages, and says which one. */
export function refuseLocked(lock: Lock | null, wanted: readonly LockedField[]): void {
  const fields = lock === null ? [] : wanted.filter((field) => lock.fields.includes(field))
  if (lock === null || fields.length === 0) return
  throw new Problem(
    'conflict',
    `The directory “${lock.by.name}” manages ${fields.map((field) => words[field]).join(' and ')} of this person: it is changed there.`,
    { data: { locked: fields, managed_by: lock.by } },
  )
}
