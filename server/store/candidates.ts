/** Who is found by some words of their name, while somebody types them. */
import type { Db } from './dialects/dialect.ts'
import { sql } from './fragments.ts'
import type { GroupRow, UserRow } from './tables/people.ts'

const holding = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`

const holds = (column: string, words: string) =>
  sql<boolean>`${sql.ref(column)} like ${holding(words)} escape '\\'`

/** @param words in lower case. */
export const peopleWithWords = (
  db: Db,
  workspaceId: string,
  words: string,
  isEmailSought: boolean,
  limit: number,
): Promise<UserRow[]> =>
  db.sql
    .selectFrom('users')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('type', '=', 'person')
    .where('state', '=', 'active')
    .where((eb) => eb.or([holds('name_key', words), ...(isEmailSought ? [holds('email_key', words)] : [])]))
    .orderBy('name_key')
    .orderBy('id')
    .limit(limit)
    .execute()

/** @param words in lower case. */
export const groupsWithWords = (
  db: Db,
  workspaceId: string,
  words: string,
  limit: number,
): Promise<GroupRow[]> =>
  db.sql
    .selectFrom('groups')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where(holds('name_key', words))
    .orderBy('name_key')
    .orderBy('id')
    .limit(limit)
    .execute()
