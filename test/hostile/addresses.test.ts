/** Wrong paths, queries and headers for every route. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { apiRoutes } from '#server/app.ts'
import type { SchemaNode } from '#shared/validation/schema-node.ts'
import { describeStores } from '../stores.ts'
import { knownBodies, pathOf } from './bodies.ts'
import { oddNames } from './odd-texts.ts'
import { versionsOf } from './oracle.ts'
import { ABSENT, placeholders } from './placeholders.ts'
import { draws } from './seed.ts'
import { aTarget } from './target.ts'

/** Parts of an address that are no text, or no text that anybody asks for. */
const oddParts: readonly string[] = [
  ...[
    '%',
    '%zz',
    '%00',
    '%C0%80',
    '%ED%A0%80',
    '%FF',
    '%F0%9F',
    '%2e%2e',
    '%2F',
    '..;',
    '%u0041',
    '%25',
    '%252F',
  ],
  ...[
    'a%00b',
    '%0D%0Ax-a:%20b',
    '%E2%80%8B',
    '+',
    '%20',
    '[]',
    '[0]',
    '{}',
    '*',
    ';',
    'null',
    'undefined',
    'NaN',
  ],
  ...oddNames.map((name) => encodeURIComponent(name)),
  ...Object.values(placeholders),
  ABSENT,
  ABSENT.toUpperCase(),
  placeholders.page.replaceAll('-', ''),
  `${placeholders.page}%00`,
  `${placeholders.page}%0A`,
  'x'.repeat(900),
  '0'.repeat(32),
]

const oddNumbers = [
  '0',
  '-1',
  '1',
  '100',
  '101',
  '1.5',
  '1e2',
  '1e999',
  'ten',
  '',
  ' 5',
  '0x10',
  '٣',
  '-0',
  '99999999999999999999',
]

const fromRecord = (schema: unknown): string[] =>
  Object.keys((schema as SchemaNode | undefined)?.properties ?? {})

const oddAuthorization: readonly string[] = [
  ...[
    '',
    'Bearer',
    'Bearer ',
    'Bearer  ',
    'bearer x',
    'Basic x',
    'Bearer a b',
    'Bearer Bearer x',
    'Bearer \u00e9',
  ],
  ...[
    'Bearer null',
    'Bearer undefined',
    "Bearer ' or 1=1 --",
    'Bearer __proto__',
    '\tBearer x',
    'Digest username="x"',
  ],
  `Bearer ${'x'.repeat(10_000)}`,
]

const oddVersions: readonly string[] = [
  ...[
    '',
    ' ',
    'latest',
    '2026-03-12',
    '2026-3-11',
    '2022-06-28, 2026-03-11',
    '2026-03-11;',
    'v1',
    '0',
    '__proto__',
  ],
  ...['constructor', '9999-12-31', '2026-03-11\u00a0', 'null', '"2026-03-11"', '\u00ff'.repeat(50)],
  'x'.repeat(10_000),
]

describeStores('a wrong address', (store) => {
  test('is refused, or is right after all', async (t) => {
    const target = await aTarget(t, store)
    const attacks = fc.constantFrom(...apiRoutes).chain((route) => {
      const params = fromRecord(route.params)
      const known = [
        ...fromRecord(route.query),
        'start_cursor',
        'page_size',
        'filter_properties',
        ...oddNames,
      ]
      return fc.record({
        route: fc.constant(route),
        version: fc.constantFrom(...versionsOf(route)),
        odd: fc.dictionary(fc.constantFrom('none', ...params), fc.constantFrom(...oddParts), { maxKeys: 1 }),
        query: fc.array(
          fc.tuple(
            fc.constantFrom(...known),
            fc.constantFrom('=', '[]=', '[0]=', '', '=='),
            fc.constantFrom(...oddParts, ...oddNumbers),
          ),
          { maxLength: 4 },
        ),
      })
    })
    await fc.assert(
      fc.asyncProperty(attacks, async ({ route, version, odd, query }) => {
        const text = query.map(([key, mark, value]) => `${encodeURIComponent(key)}${mark}${value}`).join('&')
        const path = `${pathOf(route, { ...odd })}${text === '' ? '' : `?${text}`}`
        const [body] = knownBodies(route)
        const reply = await target.attack({
          method: route.method,
          path,
          version,
          ...(route.body ? { body: JSON.stringify(body ?? {}) } : {}),
        })
        if (reply.status !== 200) await target.isUnchanged()
      }),
      draws(store, 400),
    )
  })

  test('is refused when it is none of ours, whatever the method', async (t) => {
    const target = await aTarget(t, store)
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS'] as const) {
      for (const path of [
        '/v1',
        '/v1/',
        '//v1/pages',
        '/v1/nothing',
        '/v1/pages/%zz',
        '/v1/%00',
        '/v1/__proto__',
        '/%',
        '/v1/pages/a/b/c/d',
      ]) {
        const { status } = await target.attack({ method, path, isWrong: true })
        assert.equal(status, 400, `${method} ${path}`)
      }
    }
    const long = await target.attack({ method: 'GET', path: `/v1/pages/${'x'.repeat(2000)}`, isWrong: true })
    assert.equal(long.status, 400)
  })

  test('comes with a token and a version that exist', async (t) => {
    const target = await aTarget(t, store)
    for (const authorization of oddAuthorization) {
      for (const route of apiRoutes) {
        const { status } = await target.attack({
          method: route.method,
          path: pathOf(route),
          headers: { authorization },
          isWrong: true,
        })
        assert.equal(status, 401, `${route.url} ${authorization}`)
      }
    }
    for (const version of oddVersions) {
      for (const route of apiRoutes) {
        const { status, text } = await target.attack({
          method: route.method,
          path: pathOf(route),
          version,
          isWrong: true,
        })
        assert.equal(status, 400, `${route.url} ${version}`)
        assert.ok(text.length < 1000, text)
      }
    }
    await target.isUnchanged()
  })
})
