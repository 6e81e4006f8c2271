/** Wrong bodies and queries for every route of the administration API, made from the schemas that check them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { adminRoutes } from '#server/app.ts'
import type { AnyRoute } from '#server/http/route.ts'
import type { SchemaNode } from '#shared/validation/schema-node.ts'
import { describeStores, type TestStore } from '../stores.ts'
import { NEWEST, type TestWorkspace, workspace } from '../workspace.ts'
import { answered, type Reply } from './answered.ts'
import { fill, mutate, mutations } from './mutations.ts'
import { isWrong } from './oracle.ts'
import { placeholders } from './placeholders.ts'
import { valuesOf } from './schema-values.ts'
import { fieldsOf } from './schema-walk.ts'
import { draws, thinned } from './seed.ts'
import { isRefusal } from './target.ts'
import { wrongValues } from './wrong-values.ts'

const schemaOf = (route: AnyRoute) => route.body as unknown as SchemaNode

const oddQueries = ['%00', '%ED%A0%80', '%', 'x', '-1', '1e9', 'null', "' or 1=1 --", 'WyJ1c2VyOiJd']

interface Victim {
  acme: TestWorkspace
  attack(route: AnyRoute, query: string, body?: string): Promise<Reply>
}

/** An owner attacks a workspace that has one object of each kind. */
async function aVictim(t: Parameters<typeof workspace>[0], store: TestStore): Promise<Victim> {
  const acme = await workspace(t, store)
  const [owner, path] = [acme.as('owner'), `/admin/v1/spaces/${acme.id}`]
  const page = await acme.aPage()
  let ids: Record<string, string> = {}

  /** What is attacked may have been removed by what was granted before. */
  async function prepare(): Promise<void> {
    const name = `A name ${acme.server.surroundings.newId()}`
    const group = (await owner.post(`${path}/groups`, { name })).body.id
    const teamspace = (await owner.post(`${path}/teamspaces`, { name })).body.id
    const token = (await owner.post(`${path}/tokens`, { name })).body.id
    const connection = (await owner.post(`${path}/connections`, { name, kind: 'internal' })).body.id
    const user = acme.as('member').userId
    ids = {
      workspace_id: acme.id,
      user_id: user,
      member_id: owner.userId,
      group_id: group,
      teamspace_id: teamspace,
      token_id: token,
      connection_id: connection,
      page_id: page,
    }
    await acme.events()
  }
  await prepare()

  return {
    acme,
    async attack(route, query, body) {
      const url = route.url.replaceAll(
        /:(\w+)/g,
        (_, name: string) => ids[name] ?? acme.server.surroundings.newId(),
      )
      const named = body?.replaceAll(placeholders.user, ids.user_id!).replaceAll(placeholders.page, page)
      const reply = await answered(acme.app, {
        method: route.method,
        url: `${url}${query}`,
        headers: {
          authorization: `Bearer ${owner.token}`,
          'notion-version': NEWEST,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(named === undefined ? {} : { payload: named }),
      })
      const said = `${route.method} ${route.url}${query} with ${named?.slice(0, 300)} was answered ${reply.status} ${reply.text.slice(0, 300)}`
      assert.ok(reply.status < 500, said)
      assert.equal(({} as { polluted?: unknown }).polluted, undefined)
      if (reply.status === 200) await prepare()
      else {
        isRefusal(reply)
        assert.deepEqual(await acme.events(), [], `${said} and changed something`)
      }
      return reply
    },
  }
}

describeStores('the administration API', (store) => {
  const withBody = adminRoutes.filter(({ body }) => body !== undefined)
  // A body is refused before a store is asked: some routes on PostgreSQL are enough.
  for (const route of thinned(store, withBody, 3)) {
    const name = `${route.method} ${route.url}`
    test(`${name} refuses wrong values in each field, and grants or refuses whatever is drawn`, async (t) => {
      const { attack } = await aVictim(t, store)
      const cases = fieldsOf(schemaOf(route)).flatMap((field) => wrongValues.map((json) => ({ field, json })))
      for (const { field, json } of thinned(store, cases, 23)) {
        const body = fill(field.around, json)
        const wrong = json.includes('\\u') || isWrong(route, NEWEST, {}, body)
        const { status } = await attack(route, '', body)
        // What the address names may be refused before: a bot that is no person, for one.
        if (wrong) assert.equal(status, 400, `${name} ${field.path} ${json}`)
      }
      const attacks = fc.record({
        value: valuesOf(schemaOf(route)),
        at: fc.nat({ max: 10_000 }),
        mutation: mutations,
      })
      await fc.assert(
        fc.asyncProperty(attacks, async ({ value, at, mutation }) => {
          const body = mutate(value, at, mutation)
          const { status } = await attack(route, '', body)
          if (isWrong(route, NEWEST, {}, body)) assert.notEqual(status, 200, `${name} ${body}`)
        }),
        draws(store, 40),
      )
    })
  }

  test('refuses odd queries', async (t) => {
    const { attack } = await aVictim(t, store)
    for (const route of adminRoutes.filter(({ query }) => query !== undefined)) {
      const keys = Object.keys((route.query as unknown as SchemaNode).properties ?? {})
      const cases = [...keys, 'unknown'].flatMap((key) => oddQueries.map((value) => ({ key, value })))
      for (const { key, value } of thinned(store, cases, 5)) await attack(route, `?${key}=${value}`)
    }
  })
})
