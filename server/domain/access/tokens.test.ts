import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { openSqlite } from '#server/store/dialects/sqlite.ts'
import { migrate } from '#server/store/migrate.ts'
import { updateUser } from '#server/store/users.ts'
import { describeStores } from '#test/stores.ts'
import { send, twoProcesses } from '#test/two-processes.ts'
import { type TestWorkspace, workspace, workspaceOn } from '#test/workspace.ts'
import { createGroup } from '../groups/create.ts'
import { addGroupMember } from '../groups/members.ts'
import { defaultSettings } from '../workspaces/settings.ts'
import { hashOfToken } from './authenticate.ts'
import { newToken, newTokenOf, revokeTokensOf } from './tokens.ts'

const me = (acme: TestWorkspace, token: string) => send(acme.app, token, 'GET', '/v1/users/me')

const refused = { status: 401, code: 'unauthorized', message: 'API token is invalid.' }

async function assertRefused(acme: TestWorkspace, token: string): Promise<void> {
  const { status, code, message } = (await me(acme, token)).json()
  // Who sends none is told how to send one.
  const said = token === '' ? message.split(' The request has none')[0] : message
  assert.deepEqual({ status, code, message: said }, refused)
}

describeStores('tokens', (store) => {
  test('are kept as hashes: no table holds one', async (t) => {
    const acme = await workspace(t, store)
    const tokens = (['owner', 'member', 'editor', 'reader'] as const).map((name) => acme.as(name).token)
    const stored = await everything(acme)
    assert.ok(stored.includes(hashOfToken(tokens[0]!)))
    for (const token of tokens) assert.ok(!stored.includes(token))
    // A hint shows the end of a token, and no more of it.
    for (const token of tokens) assert.ok(!stored.includes(token.slice(5, 15)))
  })

  test('are refused from the request on after they were revoked', async (t) => {
    const acme = await workspace(t, store)
    const { token, userId } = acme.as('editor')
    // The second time the caller may be remembered.
    for (let times = 0; times < 2; times++) assert.equal((await me(acme, token)).statusCode, 200)
    await acme.do((context) => revokeTokensOf(context, userId))
    await assertRefused(acme, token)
    assert.equal((await me(acme, acme.as('reader').token)).statusCode, 200)
  })

  test('are refused when they have expired, remembered or not', async (t) => {
    const acme = await workspace(t, store)
    const { token } = acme.as('editor')
    const expires = acme.server.surroundings.now() + 60_000
    await acme.do(({ db }) =>
      db.sql
        .updateTable('tokens')
        .set({ expires_time: expires })
        .where('hash', '=', hashOfToken(token))
        .execute(),
    )
    for (let times = 0; times < 2; times++) assert.equal((await me(acme, token)).statusCode, 200)
    acme.server.surroundings.now = () => expires - 1
    assert.equal((await me(acme, token)).statusCode, 200)
    acme.server.surroundings.now = () => expires
    await assertRefused(acme, token)
  })

  test('of people who were suspended or removed are refused until they are back', async (t) => {
    const acme = await workspace(t, store)
    const { token, userId } = acme.as('member')
    for (const state of ['suspended', 'removed'] as const) {
      assert.equal((await me(acme, token)).statusCode, 200)
      await acme.do(({ db }) => updateUser(db, acme.id, userId, { state }))
      await assertRefused(acme, token)
      await acme.do(({ db }) => updateUser(db, acme.id, userId, { state: 'active' }))
    }
    assert.equal((await me(acme, token)).statusCode, 200)
  })

  test('act with the groups and the role of now', async (t) => {
    const acme = await workspace(t, store)
    const home = await acme.aPage()
    const { token, userId } = acme.as('member')
    const status = async () => (await send(acme.app, token, 'GET', `/v1/pages/${home}`)).statusCode
    const group = await acme.do((context) => createGroup(context, 'Team'))
    await acme.do(async ({ db }) => {
      const row = await db.sql
        .selectFrom('access_lists')
        .selectAll()
        .where('node_id', '=', home)
        .executeTakeFirst()
      const entry = { workspace_id: acme.id, list_id: row!.id, level: 1, expires_time: null }
      await db.insertRows('access_entries', [{ ...entry, principal: `group:${group}` }])
    })
    assert.equal(await status(), 404)
    await acme.do((context) => addGroupMember(context, group, userId))
    assert.equal(await status(), 200)
    await acme.do(({ db }) => db.sql.deleteFrom('group_members').where('user_id', '=', userId).execute())
    assert.equal(await status(), 404)
  })

  test('that are none are refused', async (t) => {
    const acme = await workspace(t, store)
    const { token } = acme.as('editor')
    for (const other of [
      '',
      'x',
      newToken('internal'),
      token.slice(0, -1),
      `${token}x`,
      token.toUpperCase(),
    ]) {
      await assertRefused(acme, other)
    }
  })
})

describe('a new token', () => {
  const formed = (tokens: 'octavo' | 'notion') => ({
    id: '',
    name: '',
    icon: null,
    settings: { ...defaultSettings, compatibility: { ...defaultSettings.compatibility, tokens } },
  })
  const forms = [
    ['octavo', 'internal', /^octi_[0-9A-Za-z]{36}$/],
    ['octavo', 'refresh', /^octr_[0-9A-Za-z]{36}$/],
    ['notion', 'internal', /^ntn_[0-9]{11}[A-Za-z0-9]{32}[A-Za-z0-9]{3}$/],
    ['notion', 'personal', /^ntn_[0-9]{11}[A-Za-z0-9]{35}$/],
    ['notion', 'access', /^ntn_[0-9]{11}[A-Za-z0-9]{35}$/],
    ['notion', 'refresh', /^nrt_[0-9A-Za-z]{36}$/],
  ] as const
  for (const [form, kind, pattern] of forms) {
    test(`has the form of ${form} where the workspace gives that: ${kind}`, () => {
      const token = newTokenOf(formed(form), kind)
      assert.match(token, pattern)
      assert.notEqual(token, newTokenOf(formed(form), kind))
    })
  }
})

describe('tokens of two processes on one PostgreSQL', () => {
  test('that one revokes the other refuses at the next request', async (t) => {
    const { first, second } = await twoProcesses(t)
    const { token, userId } = first.as('editor')
    const status = async () => (await send(second.app, token, 'GET', '/v1/users/me')).statusCode
    for (let times = 0; times < 2; times++) assert.equal(await status(), 200)
    await first.do((context) => revokeTokensOf(context, userId))
    assert.equal(await status(), 401)
  })
})

describe('tokens in a file of SQLite', () => {
  test('are in none of its bytes, and what is remembered of them ends with a write', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'octavo-tokens-'))
    const store = openSqlite(join(folder, 'octavo.db'))
    t.after(async () => {
      await store.close()
      await rm(folder, { recursive: true })
    })
    await migrate(store)
    const acme = await workspaceOn(t, store, {})
    const { token, userId } = acme.as('editor')
    for (let times = 0; times < 2; times++) assert.equal((await me(acme, token)).statusCode, 200)
    for (const file of await readdir(folder)) {
      const bytes = await readFile(join(folder, file), 'latin1')
      for (const name of ['owner', 'editor', 'reader'] as const) {
        assert.ok(!bytes.includes(acme.as(name).token), `${file} holds the token of the ${name}`)
      }
    }
    // A revocation that is not kept changes nothing; one that is kept holds at once.
    const undone = acme.do(async (context) => {
      await revokeTokensOf(context, userId)
      assert.equal((await me(acme, token)).statusCode, 200)
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)
    assert.equal((await me(acme, token)).statusCode, 200)
    await acme.do(async (context) => {
      await revokeTokensOf(context, userId)
      assert.equal((await me(acme, token)).statusCode, 200)
    })
    await assertRefused(acme, token)
  })
})

/** All rows of all tables, as text. */
async function everything({ store }: TestWorkspace): Promise<string> {
  const tables = await store.root.introspection.getTables()
  const rows = []
  for (const { name } of tables)
    rows.push((await sql`select * from ${sql.table(name)}`.execute(store.root)).rows)
  return JSON.stringify(rows)
}
