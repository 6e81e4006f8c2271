import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { apiRoutes } from '#server/app.ts'
import type { AnyRoute } from '#server/http/route.ts'
import { Problem } from '#shared/problem.ts'
import { validate } from '#shared/validation/validate.ts'
import { apiVersions, nothingAround } from './change.ts'
import { lift, lowerObjects, versions } from './translate.ts'

const addressOf = ({ method, url }: AnyRoute): string => `${method} ${url}`
const known = new Set(apiRoutes.map(addressOf))
const changed = new Set(
  versions.flatMap(({ changes }) => changes.flatMap(({ requests }) => Object.keys(requests ?? {}))),
)
const liftable = apiRoutes.filter((route) => changed.has(addressOf(route)))

/** Keys that some change looks at, and those that every object seems to have. */
const keys = [
  ...[
    'archived',
    'in_trash',
    'after',
    'position',
    'children',
    'content',
    'paragraph',
    'toggle',
    'code',
    'text',
  ],
  ...[
    'rich_text',
    'type',
    'transcription',
    'filter',
    'and',
    'or',
    'phone',
    'formula',
    'rollup',
    'any',
    'value',
  ],
  ...[
    'properties',
    'relation',
    'database_id',
    'synced_property_id',
    'function',
    'object',
    'parent',
    'id',
    'icon',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'],
]

const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(
      null,
      true,
      0,
      '',
      'text',
      'database',
      'count_all',
      '59833787-2cf9-4fdf-8782-e53db20768a5',
    ),
    fc.array(tie('json'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...keys), tie('json')), { maxLength: 5 })
      .map((entries) => JSON.parse(JSON.stringify(Object.fromEntries(entries)))),
  ),
}))

test('every change of requests is about a route that there is', () => {
  assert.deepEqual(
    [...changed].filter((address) => !known.has(address)),
    [],
  )
})

test('whatever is sent is lifted and checked, or refused', () => {
  const routes = fc.constantFrom(...liftable)
  const version = fc.constantFrom(...apiVersions)
  fc.assert(
    fc.property(routes, version, json, (route, at, body) => {
      const before = JSON.stringify(body)
      try {
        const lifted = lift(at, route, { params: { database_id: 'x' }, query: { a: 'b' }, body })
        if (route.body) validate(route.body, lifted.body ?? {}, 'body')
      } catch (thrown) {
        assert.ok(thrown instanceof Problem, String((thrown as Error).stack))
      }
      assert.equal(JSON.stringify(body), before, 'what was sent is left as it is')
    }),
    { numRuns: 3000 },
  )
})

test('nesting without end is lifted no further than it is checked', () => {
  const depth = 5000
  const nested = (inner: (below: unknown) => unknown) => {
    let value: unknown = {}
    for (let level = 0; level < depth; level++) value = inner(value)
    return value
  }
  const blocks = [nested((below) => ({ toggle: { text: [], children: [below] } }))]
  const bodies = [
    { children: blocks },
    { filter: nested((below) => ({ and: [below] })) },
    { properties: { A: nested((below) => ({ relation: below })) } },
  ]
  for (const route of liftable) {
    for (const version of apiVersions) {
      for (const body of bodies) lift(version, route, { params: {}, query: {}, body })
    }
  }
})

test('what only looks like an object of the API is left as it is', () => {
  const answers = [
    { object: 'page', id: 'x' },
    { object: 'block', id: 'x' },
    { object: 'database', id: 'x' },
    { object: 'list', results: [{ object: 'constructor' }, { object: '__proto__' }], type: 'toString' },
    { object: 'page', id: 'x', properties: { object: { id: 'a', type: 'checkbox', checkbox: true } } },
  ]
  for (const version of apiVersions) {
    for (const answer of answers) {
      assert.deepEqual(lowerObjects(version, structuredClone(answer), nothingAround), answer)
    }
  }
  const named = JSON.parse('{"object":"page","properties":{"__proto__":{"id":"%5B","type":"url","url":"u"}}}')
  assert.equal(
    JSON.stringify(lowerObjects('2021-05-13', named, nothingAround)),
    '{"object":"page","properties":{"__proto__":{"id":"[","type":"url","url":"u"}}}',
  )
})
