import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addToken, newToken } from '#server/domain/access/tokens.ts'
import { addPersonalToken } from '#server/domain/users/create.ts'
import { defaultSettings, type WorkspaceSettings } from '#server/domain/workspaces/settings.ts'
import { describeStores } from '#test/stores.ts'
import { send, twoProcesses } from '#test/two-processes.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const limited = (rate: WorkspaceSettings['limits']['rate']) => ({
  limits: { ...defaultSettings.limits, rate },
})

const START = Date.UTC(2026, 5, 1, 12)

/** Sets the clock, at the start of a window by default. */
const at = (acme: TestWorkspace, seconds = 0) => {
  acme.server.surroundings.now = () => START + seconds * 1000
}

const ask = (acme: TestWorkspace, token: string) => send(acme.app, token, 'GET', '/v1/users/me')

async function statuses(acme: TestWorkspace, token: string, times: number): Promise<number[]> {
  const answers = []
  for (let index = 0; index < times; index++) answers.push((await ask(acme, token)).statusCode)
  return answers
}

describeStores('the rate limit', (store) => {
  test('of Notion lets 180 requests pass in a minute, and says when to come back', async (t) => {
    const acme = await workspace(t, store, limited('notion'))
    const { token } = acme.as('editor')
    at(acme, 13.5)
    const first = await ask(acme, token)
    assert.equal(first.headers['ratelimit-policy'], '"requests";q=180;w=60')
    assert.equal(first.headers.ratelimit, '"requests";r=179;t=47')
    assert.deepEqual(new Set(await statuses(acme, token, 179)), new Set([200]))
    const refused = await ask(acme, token)
    const { request_id, ...body } = refused.json()
    assert.equal(refused.statusCode, 429)
    assert.equal(refused.headers['retry-after'], '47')
    assert.equal(refused.headers.ratelimit, '"requests";r=0;t=47')
    assert.equal(refused.headers['ratelimit-policy'], '"requests";q=180;w=60')
    assert.equal(refused.headers['x-notion-request-id'], request_id)
    assert.equal(refused.headers.vary, 'Accept-Encoding')
    assert.deepEqual(body, {
      object: 'error',
      status: 429,
      code: 'rate_limited',
      message: 'You have been rate limited. Please try again in a few minutes.',
      additional_data: { rate_limit_reason: 'public_api_request_rate_limit', retry_after: '47' },
    })
    at(acme, 59.999)
    const last = await ask(acme, token)
    assert.deepEqual([last.statusCode, last.headers['retry-after']], [429, '1'])
    at(acme, 60)
    assert.deepEqual(await statuses(acme, token, 2), [200, 200])
  })

  test('counts a connection over all its tokens, and people by token', async (t) => {
    const acme = await workspace(t, store, limited({ requests: 3, seconds: 10 }))
    at(acme)
    const editor = acme.as('editor')
    const second = newToken('internal')
    const personal = await acme.do(async (context) => {
      const { connection_id } = await context.db.sql
        .selectFrom('users')
        .select('connection_id')
        .where('id', '=', editor.userId)
        .executeTakeFirstOrThrow()
      const bot = {
        kind: 'connection',
        userId: editor.userId,
        connectionId: connection_id,
        name: null,
      } as const
      await addToken(context, bot, second)
      return addPersonalToken(context, acme.as('member').userId, { name: 'another' })
    })
    assert.deepEqual(await statuses(acme, editor.token, 2), [200, 200])
    assert.deepEqual(await statuses(acme, second, 2), [200, 429])
    assert.deepEqual(await statuses(acme, editor.token, 1), [429])
    assert.deepEqual(await statuses(acme, acme.as('reader').token, 1), [200])
    assert.deepEqual(await statuses(acme, acme.as('member').token, 4), [200, 200, 200, 429])
    assert.deepEqual(await statuses(acme, personal, 4), [200, 200, 200, 429])
    // Another workspace has other limits.
    assert.deepEqual(new Set(await statuses(acme, acme.as('outsider').token, 5)), new Set([200]))
    at(acme, 10)
    const next = await ask(acme, second)
    assert.deepEqual([next.statusCode, next.headers['ratelimit-policy']], [200, '"requests";q=3;w=10'])
  })

  test('counts what is refused later too, and not who shows no token', async (t) => {
    const acme = await workspace(t, store, limited({ requests: 2, seconds: 10 }))
    at(acme)
    const { token } = acme.as('nobody')
    for (let times = 0; times < 3; times++) assert.equal((await ask(acme, 'octi_none')).statusCode, 401)
    const forbidden = await send(acme.app, token, 'POST', '/v1/search', {})
    assert.deepEqual([forbidden.statusCode, forbidden.headers.ratelimit], [403, '"requests";r=1;t=10'])
    assert.equal((await send(acme.app, token, 'GET', '/v1/pages/abc')).statusCode, 400)
    assert.equal((await ask(acme, token)).statusCode, 429)
  })

  test('of a workspace stands above those of connections and people', async (t) => {
    const acme = await workspace(t, store, {
      limits: {
        ...defaultSettings.limits,
        rate: { requests: 2, seconds: 10 },
        workspace_rate: { requests: 3, seconds: 60 },
      },
    })
    at(acme, 5)
    const [editor, reader] = [acme.as('editor').token, acme.as('reader').token]
    const first = await ask(acme, editor)
    assert.equal(first.headers['ratelimit-policy'], '"requests";q=2;w=10, "workspace";q=3;w=60')
    assert.equal(first.headers.ratelimit, '"requests";r=1;t=5, "workspace";r=2;t=55')
    // What a connection is refused for itself is not taken from the others.
    assert.deepEqual(await statuses(acme, editor, 3), [200, 429, 429])
    assert.deepEqual(await statuses(acme, reader, 1), [200])
    const refused = await ask(acme, reader)
    assert.deepEqual(
      [refused.statusCode, refused.headers['retry-after'], refused.json().additional_data],
      [429, '55', { rate_limit_reason: 'public_api_space_request_rate_limit', retry_after: '55' }],
    )
    assert.equal(refused.headers.ratelimit, '"requests";r=0;t=5, "workspace";r=0;t=55')
    assert.deepEqual(await statuses(acme, acme.as('member').token, 1), [429])
    assert.deepEqual(await statuses(acme, acme.as('outsider').token, 4), [200, 200, 200, 200])
    at(acme, 60)
    assert.deepEqual(await statuses(acme, reader, 1), [200])
  })

  test('is not there when there is none', async (t) => {
    const acme = await workspace(t, store, limited('none'))
    const { headers, statusCode } = await ask(acme, acme.as('editor').token)
    assert.equal(statusCode, 200)
    for (const name of ['ratelimit', 'ratelimit-policy', 'retry-after']) assert.ok(!(name in headers))
  })
})

describe('the rate limit of two processes on one PostgreSQL', () => {
  test('is one', async (t) => {
    const { first, second } = await twoProcesses(t, limited({ requests: 10, seconds: 60 }))
    at(first)
    const { token } = first.as('editor')
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        send(index % 2 === 0 ? first.app : second.app, token, 'GET', '/v1/users/me'),
      ),
    )
    const passed = answers.filter(({ statusCode }) => statusCode === 200)
    assert.equal(passed.length, 10)
    assert.equal(answers.filter(({ statusCode }) => statusCode === 429).length, 6)
    const left = passed.map(({ headers }) => Number(/r=(\d+)/.exec(String(headers.ratelimit))![1]))
    assert.deepEqual(
      left.sort((a, b) => a - b),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    )
  })

  test('of Notion is exact, whichever process is asked', async (t) => {
    const { first, second } = await twoProcesses(t, limited('notion'))
    at(first)
    const { token } = first.as('editor')
    const ask = (index: number) =>
      send(index % 3 === 0 ? first.app : second.app, token, 'GET', '/v1/users/me')
    const answers = await Promise.all(Array.from({ length: 190 }, (_, index) => ask(index)))
    const counted = Map.groupBy(answers, ({ statusCode }) => statusCode)
    assert.deepEqual([counted.get(200)?.length, counted.get(429)?.length], [180, 10])
  })
})
