/** Wrong bodies for every route that takes one, made from the schemas that check them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { apiRoutes } from '#server/app.ts'
import type { AnyRoute } from '#server/http/route.ts'
import type { SchemaNode } from '#shared/validation/schema-node.ts'
import { describeStores } from '../stores.ts'
import { knownBodies, pathOf } from './bodies.ts'
import { fill, mutate, mutations } from './mutations.ts'
import { isWrong, versionsOf } from './oracle.ts'
import { valuesOf } from './schema-values.ts'
import { fieldsOf } from './schema-walk.ts'
import { draws, thinned } from './seed.ts'
import { aTarget } from './target.ts'
import { wrongValues } from './wrong-values.ts'

/** Those that receive a form have their own tests. */
const withBody = apiRoutes.filter(({ body, receive }) => body !== undefined && receive === undefined)
const schemaOf = (route: AnyRoute) => route.body as unknown as SchemaNode

describeStores('a wrong body', (store) => {
  // A body is refused before a store is asked: some routes on PostgreSQL are enough.
  for (const route of thinned(store, withBody, 3)) {
    const name = `${route.method} ${route.url}${route.until ? ` until ${route.until}` : ''}`
    test(`${name} refuses wrong values in each field that it documents`, async (t) => {
      const target = await aTarget(t, store)
      const [version] = versionsOf(route)
      const cases = fieldsOf(schemaOf(route)).flatMap((field) => wrongValues.map((json) => ({ field, json })))
      for (const { field, json } of thinned(store, cases, 101, 4)) {
        const body = fill(field.around, json)
        const wrong = json.includes('\\u') || isWrong(route, version!, {}, body)
        const { status } = await target.attack({
          method: route.method,
          path: pathOf(route),
          version: version!,
          body,
          isWrong: wrong,
        })
        if (wrong) assert.equal(status, 400, `${field.path} ${json}`)
      }
      await target.isUnchanged()
    })

    test(`${name} grants or refuses whatever is drawn, at each version`, async (t) => {
      const target = await aTarget(t, store)
      const versions = versionsOf(route)
      let refused = 0
      const values = [...knownBodies(route).map((body) => fc.constant(body)), valuesOf(schemaOf(route))]
      const attacks = fc.record({
        value: fc.oneof(...values),
        at: fc.nat({ max: 10_000 }),
        mutation: mutations,
        version: fc.oneof(
          { weight: 2, arbitrary: fc.constant(versions[0]!) },
          { weight: 1, arbitrary: fc.constantFrom(...versions) },
        ),
      })
      await fc.assert(
        fc.asyncProperty(attacks, async ({ value, at, mutation, version }) => {
          const body = mutate(value, at, mutation)
          const path = pathOf(route)
          const reply = await target.attack({
            method: route.method,
            path,
            version,
            body,
            isWrong: isWrong(route, version, {}, body),
          })
          // That nothing happened is known of each; to read everything again takes longer than all else here.
          if (reply.status !== 200 && ++refused % 8 === 1) await target.isUnchanged()
        }),
        draws(store, 40),
      )
      await target.isUnchanged()
    })
  }
})
