import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'

/** Does work inside a transaction and undoes all of it: for saying what would happen. */
export async function undone<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await sql`savepoint trial`.execute(db.sql)
  try {
    return await work()
  } finally {
    await sql`rollback to savepoint trial`.execute(db.sql)
    await sql`release savepoint trial`.execute(db.sql)
  }
}
