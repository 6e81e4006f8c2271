import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildApp } from '#server/app.ts'
import { makeRateLimiter } from '#server/http/rate-limits.ts'
import { openPostgres } from '#server/store/dialects/postgres.ts'
import { migrate } from '#server/store/migrate.ts'
import { basic, partner, REDIRECT } from '#test/oauth-partner.ts'
import { createDatabase, stopOwnServer } from '#test/postgres.ts'

test('a token that a client gives up has ended on every process at its next request', async (t) => {
  const database = await createDatabase()
  const [here, there] = [openPostgres(database.url), openPostgres(database.url)]
  await migrate(here)
  t.after(async () => {
    await there.close()
    await here.close()
    await database.drop()
    await stopOwnServer()
  })
  const acme = await partner(t, { name: 'PostgreSQL', open: async () => here })
  const second = buildApp({ ...acme.server, store: there, rateLimiter: makeRateLimiter() })
  t.after(() => second.close())
  const code = (await acme.authorize()).searchParams.get('code')!
  const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }
  const { body } = await acme.token(form)
  const me = async (app: typeof second) =>
    (
      await app.inject({
        url: '/v1/users/me',
        headers: { authorization: `Bearer ${body.access_token}`, 'notion-version': '2026-03-11' },
      })
    ).statusCode
  assert.deepEqual([await me(acme.app), await me(second)], [200, 200])
  await acme.post(
    '/v1/oauth/revoke',
    { token: body.refresh_token },
    { authorization: basic(acme.connection) },
  )
  assert.deepEqual([await me(second), await me(acme.app)], [401, 401])
})
