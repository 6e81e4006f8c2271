import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { apiVersions } from '#server/api/versions/change.ts'
import { apiRoutes } from '#server/app.ts'
import { endpointsAt } from '../endpoints.ts'

const journeys = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
  .join('\n')

test('Some journey calls every method that the server has', () => {
  const served = new Set(apiRoutes.map(({ method, url }) => `${method} ${url}`))
  const names = new Set(
    apiVersions.flatMap((version) =>
      endpointsAt(version)
        .filter(({ address }) => served.has(address))
        .map(({ name }) => name),
    ),
  )
  assert.ok(names.size > 30)
  const uncalled = [...names].filter((name) => !journeys.includes(`client.${name}`))
  assert.deepEqual(uncalled, [])
})
