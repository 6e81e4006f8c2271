/** A SQLite database with every migration, to be copied: beginning with it takes a tenth of what migrating takes. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openSqlite } from '#server/store/dialects/sqlite.ts'
import { migrate } from '#server/store/migrate.ts'

/** Where `test/run.ts` tells the test processes of the file they share. */
export const SHARED_IMAGE = 'OCTAVO_TEST_SQLITE'

export interface SqliteImage {
  file: string
  remove(): Promise<void>
}

export async function makeImage(): Promise<SqliteImage> {
  const folder = await mkdtemp(join(tmpdir(), 'octavo-image-'))
  const file = join(folder, 'octavo.db')
  const store = openSqlite(file)
  await migrate(store)
  await store.close()
  const database = new DatabaseSync(file)
  // A store in memory has no write-ahead log.
  database.exec('pragma journal_mode = delete')
  database.close()
  return { file, remove: () => rm(folder, { recursive: true, force: true }) }
}

let image: Promise<Uint8Array> | undefined

/** Its bytes; a test file that runs alone makes one. */
export const migratedImage = (): Promise<Uint8Array> => {
  image ??= readImage()
  return image
}

async function readImage(): Promise<Uint8Array> {
  const shared = process.env[SHARED_IMAGE]
  if (shared !== undefined) return readFile(shared)
  const own = await makeImage()
  try {
    return await readFile(own.file)
  } finally {
    await own.remove()
  }
}
