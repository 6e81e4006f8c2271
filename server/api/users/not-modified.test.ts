import assert from 'node:assert/strict'
import { test } from 'node:test'
import { administrationOf } from '#server/domain/access/administration.ts'
import { changeWorkspace } from '#server/domain/workspaces/administer.ts'
import { lastOfPeople } from '#server/store/events.ts'
import { somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { twoProcesses } from '#test/two-processes.ts'
import { type Name, NEWEST, type TestWorkspace, workspace } from '#test/workspace.ts'

/** A request that says which answer the caller has. */
const ask = (
  { app, as }: Pick<TestWorkspace, 'app' | 'as'>,
  etag: string | null,
  {
    by = 'editor',
    path = '/v1/users',
    version = NEWEST,
  }: { by?: Name; path?: string; version?: string } = {},
) =>
  app.inject({
    method: 'GET',
    url: path,
    headers: {
      authorization: `Bearer ${as(by).token}`,
      'notion-version': version,
      ...(etag === null ? {} : { 'if-none-match': etag }),
    },
  })

const tagOf = async (...args: [acme: TestWorkspace, how?: Parameters<typeof ask>[2]]): Promise<string> => {
  const { statusCode, headers } = await ask(args[0], null, args[1])
  assert.equal(statusCode, 200)
  return headers.etag as string
}

describeStores('GET /v1/users with If-None-Match', (store) => {
  test('answers 304 and nothing else while nothing changed', async (t) => {
    const acme = await workspace(t, store)
    const etag = await tagOf(acme)
    for (const given of [etag, `"other", ${etag}`]) {
      const answer = await ask(acme, given)
      assert.deepEqual([answer.statusCode, answer.body, answer.headers.etag], [304, '', etag])
      assert.equal(answer.headers['content-type'], undefined)
    }
    // What happens to pages changes nothing here.
    const page = await acme.aPage()
    await acme.as('editor').patch(`/v1/pages/${page}`, { is_locked: true })
    assert.equal((await ask(acme, etag)).statusCode, 304)
    const warned = await ask(acme, await tagOf(acme, { by: 'reader' }), { by: 'reader' })
    assert.deepEqual([warned.statusCode, warned.headers['octavo-warning']], [304, 'email_capability_missing'])
  })

  test('answers in full whatever else is asked, and by whom', async (t) => {
    const acme = await workspace(t, store)
    const etag = await tagOf(acme)
    const table: [etag: string, how: Parameters<typeof ask>[2]][] = [
      ['*', {}],
      ['"x"', {}],
      [etag.slice(2), {}],
      [etag, { path: '/v1/users?type=person' }],
      [etag, { path: '/v1/users?page_size=2' }],
      [etag, { version: '2022-06-28' }],
      [etag, { by: 'viewer' }],
      [etag, { by: 'reader' }],
    ]
    for (const [given, how] of table)
      assert.equal((await ask(acme, given, how)).statusCode, 200, JSON.stringify([given, how]))
    assert.equal((await ask(acme, etag, { by: 'nobody' })).statusCode, 403)
    const refused = await ask(acme, null, { by: 'owner' })
    assert.deepEqual([refused.statusCode, refused.headers.etag], [403, undefined])
  })

  test('answers in full after anything that the list shows has changed', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const admin = `/admin/v1/spaces/${acme.id}`
    const grace = await somebody(acme, 'Grace')
    const group = (await owner.post(`${admin}/groups`, { name: 'Navy' })).body.id
    const connection = (await owner.post(`${admin}/connections`, { name: 'Bot' })).body.id
    const acts: [name: string, act: () => Promise<unknown>][] = [
      ['somebody comes', () => somebody(acme, 'Alan')],
      ['a name', () => owner.patch(`${admin}/users/${grace.id}`, { name: 'Grace Hopper' })],
      ['a role', () => owner.patch(`${admin}/users/${grace.id}`, { role: 'membership_admin' })],
      ['a state', () => owner.patch(`${admin}/users/${grace.id}`, { state: 'suspended' })],
      ['a group', () => owner.post(`${admin}/groups/${group}/members`, { user_id: grace.id })],
      ['the name of a group', () => owner.patch(`${admin}/groups/${group}`, { name: 'The Navy' })],
      ['the name of a bot', () => owner.patch(`${admin}/connections/${connection}`, { name: 'The bot' })],
      ['a bot goes', () => owner.delete(`${admin}/connections/${connection}`)],
      ['somebody goes', () => owner.delete(`${admin}/users/${grace.id}`)],
      [
        'what the own bot shows of the workspace',
        () =>
          acme.do((context) =>
            changeWorkspace(context, administrationOf(context, acme.id, 'owners'), { name: 'Acme Inc.' }),
          ),
      ],
      [
        'the capabilities of the caller',
        () =>
          acme.do(({ db, workspace }) =>
            db.sql
              .updateTable('connections')
              .set({
                capabilities: JSON.stringify({
                  content: [],
                  comments: [],
                  user_info: 'no_email',
                  permissions: 'none',
                  administer: false,
                }),
              })
              .where('workspace_id', '=', workspace.id)
              .where('name', '=', 'The editor')
              .execute(),
          ),
      ],
    ]
    for (const [name, act] of acts) {
      const etag = await tagOf(acme)
      const before = (await ask(acme, etag)).statusCode
      await act()
      assert.deepEqual([name, before, (await ask(acme, etag)).statusCode], [name, 304, 200])
    }
  })

  test('goes by a number that only grows, also when what happened is forgotten', async (t) => {
    const acme = await workspace(t, store)
    const last = async () => (await lastOfPeople(acme.store.reader, acme.id))[0]!.sequence
    const before = await last()
    await acme.aPage()
    assert.equal(await last(), before)
    await acme.do(async ({ db, workspace }) => {
      const { sequence } = await db.sql
        .selectFrom('workspaces')
        .select('sequence')
        .where('id', '=', workspace.id)
        .executeTakeFirstOrThrow()
      await db.sql
        .updateTable('workspaces')
        .set({ events_from: sequence + 1 })
        .where('id', '=', workspace.id)
        .execute()
      await db.sql.deleteFrom('events').where('workspace_id', '=', workspace.id).execute()
    })
    const forgotten = await last()
    assert.ok(forgotten >= before)
    await somebody(acme, 'Grace')
    assert.ok((await last()) > forgotten)
  })
})

test('GET /v1/users with If-None-Match sees what another process changed', async (t) => {
  const { first, second } = await twoProcesses(t)
  const etag = await tagOf(first)
  const there = { app: second.app, as: first.as }
  assert.equal((await ask(there, etag)).statusCode, 304)
  await somebody(first, 'Grace')
  assert.equal((await ask(there, etag)).statusCode, 200)
})
