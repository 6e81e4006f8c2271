import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const names = (answer: { body: { results: { name: string }[] } }) =>
  answer.body.results.map(({ name }) => name)

describeStores('users of the API', (store) => {
  test('are found by e-mail, by type, and with guests when asked for', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const table: [query: string, names: string[]][] = [
      ['?email=%20Member@ACME.test', ['The member']],
      ['?email=member%2B1@acme.test', []],
      ['?email=guest@acme.test', []],
      ['?email=guest@acme.test&include_guests=true', ['The guest']],
      ['?type=person', ['The owner', 'The member']],
      ['?type=person&include_guests=true', ['The owner', 'The member', 'The guest']],
      ['?type=bot&page_size=2', ['The editor', 'The reader']],
    ]
    for (const [query, wanted] of table) {
      assert.deepEqual(names(await editor.get(`/v1/users${query}`)), wanted, query)
      assert.deepEqual(names(await editor.get(`/v1/users${query}`, '2021-05-13')), wanted, query)
    }
    for (const query of ['?email=%00', '?type=group', '?include_guests=1', '?name=x']) {
      const { status, body } = await editor.get(`/v1/users${query}`)
      assert.deepEqual([status, body.code], [400, 'validation_error'], query)
    }
    assert.equal((await acme.as('reader').get('/v1/users?email=member@acme.test')).status, 403)
  })

  test('are found by when they were changed', async (t) => {
    const acme = await workspace(t, store)
    const since = async (time: string | number) => {
      const { status, body } = await acme.as('editor').get(`/v1/users?type=person&updated_since=${time}`)
      return status === 200 ? names({ body }) : [status, body.message]
    }
    assert.deepEqual(await since('2020-01-01'), ['The owner', 'The member'])
    const { now } = acme.server.surroundings
    acme.server.surroundings.now = () => now() + 60_000
    const later = new Date(acme.server.surroundings.now()).toISOString()
    assert.deepEqual(await since(later), [])
    const member = `/admin/v1/spaces/${acme.id}/users/${acme.as('member').userId}`
    await acme.as('owner').patch(member, { role: 'restricted_member' })
    assert.deepEqual(await since(later), ['The member'])
    const [status, message] = await since('lately')
    assert.equal(status, 400)
    assert.match(String(message), /query\.updated_since should be a valid ISO 8601 date string/)
  })

  test('with the e-mail capability are told with role, state and groups', async (t) => {
    const acme = await workspace(t, store)
    const grace = await somebody(acme, 'Grace', 'membership_admin')
    const groups = `/admin/v1/spaces/${acme.id}/groups`
    const group = (await acme.as('owner').post(groups, { name: 'Engineering' })).body.id
    await acme.as('owner').post(`${groups}/${group}/members`, { user_id: grace.id })
    await acme.as('owner').patch(`/admin/v1/spaces/${acme.id}/users/${grace.id}`, { state: 'suspended' })
    const wanted = {
      email: 'grace@acme.test',
      octavo: {
        role: 'membership_admin',
        status: 'suspended',
        groups: [{ object: 'group', id: group, name: 'Engineering' }],
      },
    }
    const one = await acme.as('editor').get(`/v1/users/${grace.id}`)
    assert.deepEqual(one.body.person, wanted)
    const hidden = await acme.as('editor').get('/v1/users?email=grace@acme.test')
    assert.deepEqual(hidden.body.results, [], 'who is suspended is listed when asked for')
    const asked = '/v1/users?email=grace@acme.test&include_suspended=true'
    const listed = await acme.as('editor').get(asked)
    assert.deepEqual(listed.body.results[0].person, wanted)
    assert.equal(listed.headers['octavo-warning'], undefined)
  })

  test('without it have an empty person, and the answer says why', async (t) => {
    const acme = await workspace(t, store)
    const listed = await acme.as('reader').get('/v1/users?type=person')
    assert.deepEqual(
      listed.body.results.map(({ person }: { person: unknown }) => person),
      [{}, {}],
    )
    assert.equal(listed.headers['octavo-warning'], 'email_capability_missing')
    assert.deepEqual(listed.body.warnings, ['email_capability_missing'])
    const one = await acme.as('reader').get(`/v1/users/${acme.as('member').userId}`)
    assert.equal(one.headers['octavo-warning'], 'email_capability_missing')
    assert.deepEqual(one.body.person, {})
  })

  test('are told of as Notion tells where only what it has is there', async (t) => {
    const emulate = { plan: 'none' as const, extensions: false }
    const acme = await workspace(t, store, { ...defaultSettings, emulate })
    const one = await acme.as('editor').get(`/v1/users/${acme.as('member').userId}`)
    assert.deepEqual(one.body.person, { email: 'member@acme.test' })
    assert.equal((await acme.as('editor').get('/v1/users?email=member@acme.test')).status, 400)
    const listed = await acme.as('reader').get('/v1/users')
    assert.deepEqual([listed.body.warnings, listed.headers['octavo-warning']], [undefined, undefined])
    assert.equal((await acme.as('editor').get('/v1/users/me')).body.bot.capabilities, undefined)
  })

  test('are listed once each, whoever comes and goes between two pages', async (t) => {
    const acme = await workspace(t, store)
    const early = await somebody(acme, 'Early')
    const seen: string[] = []
    let query = '?page_size=1'
    for (;;) {
      const { body } = await acme.as('editor').get(`/v1/users${query}`)
      seen.push(...names({ body }))
      if (body.next_cursor === early.id) {
        await acme.as('owner').delete(`/admin/v1/spaces/${acme.id}/users/${early.id}`)
        await somebody(acme, 'Late')
      }
      if (!body.has_more) break
      query = `?page_size=1&start_cursor=${body.next_cursor}`
    }
    assert.equal(new Set(seen).size, seen.length)
    assert.equal(seen.at(-1), 'Late')
    assert.ok(!seen.includes('Early'))
  })

  test('are not listed from a cursor that names nobody: that would look like the end of the list', async (t) => {
    const acme = await workspace(t, store)
    for (const cursor of ['bogus', acme.id]) {
      const { status, body } = await acme.as('editor').get(`/v1/users?start_cursor=${cursor}`)
      assert.equal(status, 400)
      assert.equal(body.message, `The start_cursor provided is invalid: ${cursor}`)
    }
  })

  test('a bot is told what it may do', async (t) => {
    const acme = await workspace(t, store)
    const { content, comments, user_info } = (await acme.as('reader').get('/v1/users/me')).body.bot
      .capabilities
    assert.deepEqual([content, comments, user_info], [['read'], ['read'], 'no_email'])
  })
})
