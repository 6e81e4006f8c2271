import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collectPaginatedAPI } from '@notionhq/client'
import { payload, refusal } from './answers.ts'
import { describeClients } from './describe-clients.ts'

describeClients('users', ['5.x'], (home) => {
  test('are members and bots, listed page by page, and never guests', async () => {
    const client = home.as('editor')
    const all = await collectPaginatedAPI(client.users.list, {})
    const ids = all.map(({ id }) => id)
    for (const name of ['owner', 'member', 'editor', 'stranger'] as const)
      assert.ok(ids.includes(home.userId(name)))
    for (const name of ['guest', 'outsider'] as const) assert.ok(!ids.includes(home.userId(name)))
    const byTwo = await collectPaginatedAPI(client.users.list, { page_size: 2 })
    assert.deepEqual(byTwo, all)
    const first = await client.users.list({ page_size: 2 })
    assert.deepEqual([first.results.length, first.has_more], [2, true])
  })

  test('are retrieved one by one, guests too', async () => {
    const client = home.as('editor')
    const member = await client.users.retrieve({ user_id: home.userId('member') })
    assert.deepEqual(
      { ...member, request_id: 0 },
      {
        object: 'user',
        id: home.userId('member'),
        name: 'The member',
        avatar_url: null,
        type: 'person',
        person: {
          email: 'member@acme.test',
          octavo: { role: 'member', status: 'active', groups: [] },
        } as object,
        request_id: 0,
      },
    )
    assert.equal((await client.users.retrieve({ user_id: home.userId('guest') })).name, 'The guest')
    const other = await client.users.retrieve({ user_id: home.userId('reader') })
    assert.deepEqual(payload(other), {})
  })

  test('are told of the bot behind the token', async () => {
    const me = await home.as('editor').users.me({})
    assert.equal(me.id, home.userId('editor'))
    assert.ok(me.type === 'bot' && 'owner' in me.bot)
    assert.deepEqual(me.bot.owner, { type: 'workspace', workspace: true })
    assert.equal(me.bot.workspace_name, 'Acme')
    assert.equal((await home.as('nobody').users.me({})).id, home.userId('nobody'))
    assert.equal((await home.as('member').users.me({})).name, 'The member')
  })

  test('show no e-mail address to a bot that may not know it', async () => {
    const client = home.as('reader')
    const member = await client.users.retrieve({ user_id: home.userId('member') })
    assert.deepEqual(payload(member), {})
    for (const user of (await client.users.list({})).results) {
      if (user.type === 'person') assert.deepEqual(user.person, {})
    }
  })

  test('are refused to a bot without user information, and to a person', async () => {
    for (const name of ['inserter', 'member'] as const) {
      const { status, code } = await refusal(home.as(name).users.list({}))
      assert.deepEqual([status, code], [403, 'restricted_resource'])
    }
    const { status, code } = await refusal(
      home.as('inserter').users.retrieve({ user_id: home.userId('member') }),
    )
    assert.deepEqual([status, code], [403, 'restricted_resource'])
  })

  test('of another workspace are absent', async () => {
    const id = home.userId('outsider')
    assert.deepEqual(await refusal(home.as('editor').users.retrieve({ user_id: id })), {
      status: 404,
      code: 'object_not_found',
      message: `Could not find user with ID: ${id}. Make sure your integration has capabilities to read user information. With those capabilities, only members and guests in the integration's workspace are visible.`,
    })
  })
})
