/**
 * Both databases for tests: SQLite in memory, and a real PostgreSQL that one run of the tests shares, with
 * a database of its own for each test.
 */
import { after, describe } from 'node:test'
import type { Store } from '#server/store/dialects/dialect.ts'
import { openPostgres } from '#server/store/dialects/postgres.ts'
import { openSqlite } from '#server/store/dialects/sqlite.ts'
import { watchPlans } from './plans.ts'
import { createMigrated, stopOwnServer } from './postgres.ts'
import { migratedImage } from './sqlite.ts'

after(stopOwnServer)
watchPlans()

export interface TestStore {
  name: 'SQLite' | 'PostgreSQL'
  /** A store with every migration and nothing in it, closed when the test ends. */
  open(t: { after(work: () => Promise<void>): void }): Promise<Store>
}

/** Declares the same tests on both stores. */
export function describeStores(name: string, tests: (store: TestStore) => void): void {
  for (const store of testStores) describe(`${name} on ${store.name}`, () => tests(store))
}

export const testStores: readonly TestStore[] = [
  {
    name: 'SQLite',
    async open(t) {
      const store = openSqlite(':memory:', await migratedImage())
      t.after(() => store.close())
      return store
    },
  },
  {
    name: 'PostgreSQL',
    async open(t) {
      const database = await createMigrated()
      const store = openPostgres(database.url)
      t.after(async () => {
        await store.close()
        await database.drop()
      })
      return store
    },
  },
]
