import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Caller } from '#server/domain/access/authenticate.ts'
import { MOST_REQUESTS, REQUEST_DAYS } from '#server/domain/connections/request-log.ts'
import { describeStores } from '#test/stores.ts'
import { send } from '#test/two-processes.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const admin = ({ id }: TestWorkspace, path = '') => `/admin/v1/spaces/${id}/connections${path}`

async function made(acme: TestWorkspace, as: 'owner' | 'member' = 'owner', body: object = {}) {
  const { body: answer } = await acme.as(as).post(admin(acme), { name: 'CI bot', ...body })
  return answer as { id: string; token: string; bot_id: string; client_secret: string }
}

interface LoggedRequest {
  id: string
  request_id: string
  time: string
  duration_ms: number
  path: string
}

async function logged(acme: TestWorkspace, id: string, query = ''): Promise<LoggedRequest[]> {
  await acme.performDue()
  const { status, body } = await acme.as('owner').get(admin(acme, `/${id}/requests${query}`))
  assert.equal(status, 200, body.message)
  return body.results
}

describeStores('the log of requests', (store) => {
  test('tells what the tokens of a connection asked, newest first, and nothing that they said', async (t) => {
    const acme = await workspace(t, store)
    const { id, token, bot_id } = await made(acme)
    const missing = '/v1/pages/0190a8a2-0000-7000-8000-000000000000'
    const first = await send(acme.app, token, 'GET', '/v1/users/me?secret=octi_hidden')
    const second = await send(acme.app, token, 'GET', missing)
    await send(acme.app, acme.as('editor').token, 'GET', '/v1/users/me')
    const [newest, oldest, ...rest] = await logged(acme, id)
    const common = { object: 'api_request', bot_id, method: 'GET' }
    const { id: _, time, duration_ms, ...told } = newest!
    assert.deepEqual(told, {
      ...common,
      request_id: second.json().request_id,
      path: missing,
      status: 404,
      code: 'object_not_found',
    })
    assert.ok(Date.parse(time) > 0 && Number.isInteger(duration_ms))
    assert.equal(oldest?.path, '/v1/users/me')
    assert.equal(oldest?.request_id, first.json().request_id)
    assert.deepEqual(rest, [], 'nothing of other connections')
  })

  test('is looked up by the id of a request, and by whether it failed', async (t) => {
    const acme = await workspace(t, store)
    const { id, token } = await made(acme)
    await send(acme.app, token, 'GET', '/v1/users/me')
    const failed = await send(acme.app, token, 'GET', '/v1/users/me?x=1&page_size=a')
    const refused = await send(acme.app, token, 'POST', '/v1/pages', {})
    const paths = async (query: string) => (await logged(acme, id, query)).map(({ path }) => path)
    const requestId = refused.json().request_id as string
    assert.deepEqual(await paths(`?request_id=${requestId.toUpperCase()}`), ['/v1/pages'])
    assert.equal(failed.statusCode, 200)
    assert.deepEqual(await paths('?outcome=failed'), ['/v1/pages'])
    assert.deepEqual(await paths('?outcome=succeeded'), ['/v1/users/me', '/v1/users/me'])
    const bad = await acme.as('owner').get(admin(acme, `/${id}/requests?request_id=nothing`))
    assert.equal(bad.status, 400)
  })

  test('goes on page by page', async (t) => {
    const acme = await workspace(t, store)
    const { id, token } = await made(acme)
    for (let count = 0; count < 3; count++) await send(acme.app, token, 'GET', '/v1/users/me')
    await acme.performDue()
    const page = (cursor = '') => acme.as('owner').get(admin(acme, `/${id}/requests?page_size=2${cursor}`))
    const first = (await page()).body
    const second = (await page(`&start_cursor=${first.next_cursor}`)).body
    const ids = [...first.results, ...second.results].map(({ request_id }) => request_id)
    assert.deepEqual([first.results.length, second.results.length, new Set(ids).size], [2, 1, 3])
    assert.equal(second.has_more, false)
  })

  test('keeps a limited number for a limited time, and nothing of what was deleted', async (t) => {
    const acme = await workspace(t, store)
    const { id, bot_id } = await made(acme)
    const other = await made(acme)
    await send(acme.app, other.token, 'GET', '/v1/users/me')
    const caller = {
      workspace: { id: acme.id },
      actor: { connection: { id, name: 'CI bot' }, userId: bot_id },
    } as Caller
    const many = (from: number, to: number) => {
      for (let index = from; index < to; index++) {
        acme.server.requestLog.answered(
          {
            id: `request ${index}`,
            method: 'GET',
            route: '/v1/pages/:page_id',
            status: 200,
            milliseconds: 1.4,
            workspaceId: acme.id,
          },
          { url: `/v1/pages/${index}`, begun: acme.server.surroundings.now(), caller, errorCode: null },
        )
      }
    }
    many(0, 2 * MOST_REQUESTS + 50)
    assert.equal((await logged(acme, id, '?page_size=1'))[0]?.path, `/v1/pages/${2 * MOST_REQUESTS + 49}`)
    assert.equal(await countOf(acme, id), MOST_REQUESTS)
    many(0, 150)
    await acme.performDue()
    assert.equal(await countOf(acme, id), MOST_REQUESTS)
    assert.equal(await countOf(acme, other.id), 1, 'others keep theirs')

    assert.equal((await acme.as('owner').delete(admin(acme, `/${id}`))).status, 200)
    assert.equal(await countOf(acme, id), 0)
    const { surroundings } = acme.server
    const now = surroundings.now()
    surroundings.now = () => now + (REQUEST_DAYS + 1) * 24 * 60 * 60_000
    await acme.performDue()
    assert.equal(await countOf(acme, other.id), 0)
  })

  test('is for who manages the connection', async (t) => {
    const acme = await workspace(t, store)
    const [owners, members] = [await made(acme), await made(acme, 'member')]
    const read = async (id: string) => (await acme.as('member').get(admin(acme, `/${id}/requests`))).status
    assert.deepEqual([await read(members.id), await read(owners.id)], [200, 404])
  })
})

const countOf = async ({ store }: TestWorkspace, connectionId: string): Promise<number> =>
  (
    await store.reader.sql
      .selectFrom('api_requests')
      .select('id')
      .where('connection_id', '=', connectionId)
      .execute()
  ).length

describeStores('the secrets of a connection', (store) => {
  test('are told by their last characters and use, and those before can be ended at once', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const { id, token: first } = await made(acme)
    const { token: second } = (await owner.post(admin(acme, `/${id}/rotate`), { grace_seconds: 3600 })).body
    await acme.events()
    const states = async () => {
      const { body } = await owner.get(admin(acme, `/${id}/secrets`))
      assert.ok(!JSON.stringify(body).includes(second.slice(0, -6)), 'none is shown')
      return body.results.map((one: { kind: string; state: string; hint: string }) => [
        one.kind,
        one.state,
        one.hint,
      ])
    }
    const current = ['token', 'current', second.slice(-4)]
    assert.deepEqual(await states(), [current, ['token', 'previous', first.slice(-4)]])
    assert.deepEqual(await acme.events(), [], 'reading that reveals nothing')

    const ended = await owner.delete(admin(acme, `/${id}/secrets/previous`))
    assert.deepEqual([ended.status, ended.body.ended], [200, 1])
    assert.deepEqual(await acme.events(), ['connection.previous_secrets_ended'])
    assert.deepEqual(await states(), [current])
    assert.equal((await send(acme.app, first, 'GET', '/v1/users/me')).statusCode, 401)
    assert.equal((await send(acme.app, second, 'GET', '/v1/users/me')).statusCode, 200)
    assert.equal((await owner.delete(admin(acme, `/${id}/secrets/previous`))).body.ended, 0)
    assert.deepEqual(await acme.events(), [], 'there was nothing to end')
  })

  test('of a public connection are its client secrets', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const { id } = await made(acme, 'owner', { kind: 'public' })
    const { client_secret } = (await owner.post(admin(acme, `/${id}/rotate`), { grace_seconds: 60 })).body
    const { results } = (await owner.get(admin(acme, `/${id}/secrets`))).body
    assert.deepEqual(
      results.map((one: { kind: string; state: string; hint: string | null }) => [
        one.kind,
        one.state,
        one.hint,
      ]),
      [
        ['client_secret', 'current', client_secret.slice(-4)],
        ['client_secret', 'previous', null],
      ],
    )
    assert.ok(results[1].expires_time)
    assert.equal((await owner.delete(admin(acme, `/${id}/secrets/previous`))).body.ended, 1)
    assert.equal((await owner.get(admin(acme, `/${id}/secrets`))).body.results.length, 1)
  })
})

describeStores('how far a connection is spread', (store) => {
  test('is told as numbers to who builds it', async (t) => {
    const acme = await workspace(t, store)
    const { id } = await made(acme)
    const { body } = await acme.as('owner').get(admin(acme, `/${id}/distribution`))
    const { request_id: _, ...told } = body
    assert.deepEqual(told, {
      object: 'connection_distribution',
      connection_id: id,
      distribution: 'any_workspace',
      workspaces: 1,
      people: 1,
    })
  })
})
