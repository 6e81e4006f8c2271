import { DatabaseSync } from 'node:sqlite'

const SQLITE_BUSY = 5

/**
 * Takes a file for this process alone; null when another process has it after `patience` milliseconds.
 *
 * The lock is an open exclusive transaction on an SQLite file: the kernel ends it with the process, however
 * that ends, so nothing is left to repair.
 *
 * @returns what gives the file back.
 */
export function lockFile(file: string, patience: number): (() => void) | null {
  const database = new DatabaseSync(file)
  try {
    database.exec(`pragma busy_timeout = ${patience}; pragma journal_mode = memory; begin exclusive`)
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null
    throw error
  }
  return () => database.close()
}
