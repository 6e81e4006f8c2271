import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sdkClients } from './clients.ts'
import type { Difference } from './difference.ts'
import { differences } from './differences.ts'
import { makeSchemas } from './schemas.ts'
import { type SdkName, sdkNames } from './sdk-types.ts'

/** Which differences change something, for which SDK. */
function findUsed(): Map<Difference, Set<SdkName>> {
  const used = new Map<Difference, Set<SdkName>>()
  for (const sdk of sdkNames) {
    for (const version of sdkClients[sdk].versions) {
      makeSchemas(sdk, version, (difference) => {
        used.set(difference, (used.get(difference) ?? new Set()).add(sdk))
      })
    }
  }
  return used
}

describe('The table of differences', () => {
  test('says why in a sentence, each time', () => {
    for (const { says } of differences) assert.match(says, /^[A-Z0-9`].+\.$/, says)
  })

  test('holds nothing that an SDK already types', () => {
    const used = findUsed()
    const idle = differences.filter((difference) => !used.has(difference))
    assert.deepEqual(idle, [])
  })

  test('leaves every object of the answers closed', () => {
    for (const sdk of sdkNames) {
      for (const version of sdkClients[sdk].versions) {
        const { $defs } = makeSchemas(sdk, version)
        const open = Object.values($defs).filter(
          ({ properties, additionalProperties }) =>
            properties &&
            Object.keys(properties).length > 0 &&
            !maySayMore(properties) &&
            additionalProperties !== false,
        )
        assert.deepEqual(
          open.filter(({ allOf }) => !allOf),
          [],
          `${sdk} at ${version}`,
        )
      }
    }
  })
})

/** Filters of views are the one thing that is typed as open. */
const maySayMore = (properties: Readonly<Record<string, unknown>>): boolean =>
  'property' in properties || 'timestamp' in properties
