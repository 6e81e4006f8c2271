import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { planOf, walksInside } from '#test/plans.ts'
import { migrate } from '../migrate.ts'
import { openSqlite } from './sqlite.ts'

const below = `with recursive below(id) as (
  select 'a' union all
  select b.id from below join blocks as b on b.workspace_id = 'w' and b.parent_id = below.id and b.type <> 'child_page'
) select * from below`

async function aFile(t: { after(work: () => Promise<void>): void }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'octavo-statistics-'))
  t.after(() => rm(folder, { recursive: true }))
  return join(folder, 'octavo.db')
}

async function migrated(file: string): Promise<DatabaseSync> {
  const store = openSqlite(file)
  await migrate(store)
  await store.close()
  return new DatabaseSync(file)
}

test('children are found by their parent, not by walking their workspace for each', async (t) => {
  const database = await migrated(await aFile(t))
  assert.deepEqual(walksInside(planOf(database, below)), [])
  assert.match(
    planOf(database, below)
      .map(({ detail }) => detail)
      .join(),
    /blocks_children \(workspace_id=\? AND parent_id=\?\)/,
  )
  database.close()
})

test('SQLite that is told nothing walks, and is found out', async (t) => {
  const file = await aFile(t)
  const told = await migrated(file)
  told.exec('drop table sqlite_stat1')
  told.close()
  const database = new DatabaseSync(file)
  assert.deepEqual(walksInside(planOf(database, below)), [
    'SEARCH b USING INDEX blocks_access (workspace_id=?)',
  ])
  database.close()
})

test('a store that was told something else is told anew, and both of its handles know', async (t) => {
  const file = await aFile(t)
  const old = await migrated(file)
  old.exec("delete from sqlite_stat1 where tbl = 'blocks'")
  old.close()
  const store = openSqlite(file)
  t.after(() => store.close())
  await migrate(store)
  // Only what reads the tables looks whether the schema changed; a plan alone does not.
  await store.reader.run('select id from blocks', [])
  const asked = `explain query plan ${below}`
  const plans = [
    await store.reader.run<{ detail: string }>(asked, []),
    await store.transaction((db) => db.run<{ detail: string }>(asked, [])),
  ]
  for (const plan of plans) {
    assert.match(
      plan.map(({ detail }) => detail).join(),
      /blocks_children \(workspace_id=\? AND parent_id=\?\)/,
    )
  }
})

test('a store that was told so already stays as it is', async (t) => {
  const file = await aFile(t)
  const versionOf = (database: DatabaseSync) => {
    const { schema_version } = database.prepare('pragma schema_version').get() as { schema_version: number }
    database.close()
    return schema_version
  }
  const before = versionOf(await migrated(file))
  assert.equal(versionOf(await migrated(file)), before)
})
