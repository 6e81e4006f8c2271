import { accessSync, constants, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Config } from '#server/config.ts'
import { makeSecrets, type Secrets } from '#server/domain/access/secrets.ts'
import { Failure, WrongUsage } from '#server/failures.ts'
import type { Migratable, Store } from '#server/store/dialects/dialect.ts'
import { openPostgres } from '#server/store/dialects/postgres.ts'
import { openSqlite } from '#server/store/dialects/sqlite.ts'
import { instanceValue, putInstanceValue } from '#server/store/instance.ts'
import { migrate, NewerStore } from '#server/store/migrate.ts'
import { folderKey } from './instance-key.ts'

export interface Durable {
  store: Store
  secrets: Secrets
}

/** How long a database may take to give its first answer, in milliseconds. */
const FIRST_ANSWER = 10_000

/** Opens the store of a durable server and brings it to this version. The caller holds the folder's lock. */
export async function openDurable(config: Config): Promise<Durable> {
  const store =
    config.databaseUrl === null ? openFolder(config.data) : await reachPostgres(config.databaseUrl)
  try {
    const secrets = makeSecrets(instanceKey(config))
    await migrate(store)
    await checkKey(store, secrets)
    return { store, secrets }
  } catch (error) {
    await store.close()
    throw error instanceof NewerStore ? new Failure(error.message) : error
  }
}

/** A server on PostgreSQL has no folder of its own to make a key in. */
export function requireKey(config: Config): void {
  if (config.databaseUrl === null || config.key !== null) return
  throw new WrongUsage(
    'With DATABASE_URL, OCTAVO_KEY is required: 32 bytes in base64, such as `openssl rand -base64 32` prints.',
  )
}

const instanceKey = (config: Config): Buffer => config.key ?? folderKey(config.data)

function openFolder(folder: string): Store & Migratable {
  const file = join(folder, 'octavo.db')
  try {
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK)
    return openSqlite(file)
  } catch (error) {
    throw new Failure(`The store ${resolve(file)} cannot be opened: ${(error as Error).message}`)
  }
}

async function reachPostgres(url: string): Promise<Store & Migratable> {
  const store = openPostgres(url)
  const tooLong = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error(`no answer within ${FIRST_ANSWER / 1000} seconds`)),
      FIRST_ANSWER,
    ).unref()
  })
  try {
    await Promise.race([store.reader.run('select 1', []), tooLong])
    return store
  } catch (error) {
    const { hostname, port, pathname } = new URL(url)
    throw new Failure(
      `PostgreSQL at ${hostname}:${port || 5432}${pathname} cannot be reached: ${reasonOf(error)}. Check DATABASE_URL.`,
    )
  }
}

/** Connecting to a name with several addresses fails with one error for each. */
function reasonOf(error: unknown): string {
  const reasons = error instanceof AggregateError ? error.errors : [error]
  return reasons.map((reason) => (reason as Error).message).join(', ')
}

const KEY_CHECK = 'key_check'

/** A wrong key must show at the start, not when the first secret cannot be opened. */
async function checkKey(store: Store, secrets: Secrets): Promise<void> {
  const sealed = await instanceValue(store.reader, KEY_CHECK)
  if (sealed === undefined) {
    await store.transaction((db) => putInstanceValue(db, KEY_CHECK, secrets.seal(KEY_CHECK)))
    return
  }
  try {
    secrets.open(sealed)
  } catch {
    throw new Failure(
      'The instance key is not the one that this store was made with. Check OCTAVO_KEY or octavo.key.',
    )
  }
}
