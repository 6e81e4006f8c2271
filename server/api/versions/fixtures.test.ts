/** Each kind of object at each version, exactly as it is answered. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { checkResponse } from '#test/sdk/check-response.ts'
import { type ApiVersion, apiVersions } from './change.ts'
import { lowerObjects } from './translate.ts'

interface Fixture {
  /** What answers it, from a version on. */
  endpoints: Partial<Record<ApiVersion, string>>
  /** The pages of blocks that are named as parents. */
  pages?: Record<string, string>
  /** What databases stand in. */
  databases?: Record<string, object>
  /** By version; `as 2025-09-03` where nothing differs. */
  shapes: Partial<Record<ApiVersion, object | `as ${ApiVersion}`>>
}

const folder = new URL('fixtures/', import.meta.url)
const newest = apiVersions.at(-1)!
const requestId = '8ca2ba28-3a5e-4b0c-a5f4-0a9a5a1d5e5b'

function shapeAt({ shapes }: Fixture, version: ApiVersion): object | undefined {
  const shape = shapes[version]
  return typeof shape === 'string' ? (shapes[shape.slice(3) as ApiVersion] as object) : shape
}

const endpointAt = ({ endpoints }: Fixture, version: ApiVersion): string | undefined =>
  endpoints[apiVersions.findLast((one) => one <= version && endpoints[one] !== undefined)!]

for (const file of readdirSync(folder)) {
  describe(file, () => {
    const fixture = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Fixture
    for (const version of apiVersions) {
      const expected = shapeAt(fixture, version)
      if (expected === undefined) continue

      test(`is answered so at ${version}`, () => {
        const answer = structuredClone(shapeAt(fixture, newest))
        const pages = new Map(Object.entries(fixture.pages ?? {}))
        const databases = new Map(Object.entries(fixture.databases ?? {}))
        const lowered = lowerObjects(version, answer, { pages, databases })
        // As text, since the order of keys counts.
        assert.equal(JSON.stringify(lowered, null, 2), JSON.stringify(expected, null, 2))
      })

      test(`is what the SDK of ${version} takes`, () => {
        checkResponse(version, endpointAt(fixture, version)!, { ...expected, request_id: requestId })
      })
    }
  })
}
