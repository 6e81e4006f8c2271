import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aUser, directory } from '#test/directory.ts'
import { somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { migrate } from '../migrate.ts'

/** What the migration brought, taken away again. */
const undo = [
  'drop index users_name_key',
  'drop index users_family_key',
  'drop index users_suspended',
  'alter table users drop column name_key',
  'alter table users drop column family_key',
  'alter table users drop column sessions_from',
  'alter table directory_people drop column said',
  'drop table scim_requests',
  'drop table directory_conflicts',
  "delete from directory_keys where kind not in ('user_name', 'email')",
  "delete from migrations where name = '0017-directory'",
]

describeStores('a directory that was written before names were looked for', (store) => {
  test('finds people by what a directory and what people call them', async (t) => {
    const { acme, scim } = await directory(t, store)
    await scim('POST', '/Users', aUser('grace@acme.test', { displayName: 'Amazing' }))
    await somebody(acme, 'Élise Hopper')
    await acme.store.transaction(async (db) => {
      for (const text of undo) await sql.raw(text).execute(db.sql)
    })
    await migrate(acme.store as never)
    for (const [filter, count] of [
      ['name.familyName eq "hopper"', 2],
      ['name.givenName eq "élise"', 1],
      ['displayName eq "amazing"', 1],
      ['name.formatted eq "grace hopper"', 1],
    ] as const) {
      const { body } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      assert.equal(body.totalResults, count, filter)
    }
  })
})
