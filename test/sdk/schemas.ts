import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ApiVersion } from '#server/api/versions/change.ts'
import { applyDifferences, type Shows } from './apply-differences.ts'
import { cached, digest, sourceOf } from './cache.ts'
import type { Difference } from './difference.ts'
import { differences } from './differences.ts'
import { discriminate } from './discriminate.ts'
import { type Endpoint, endpoints, endpointsAt } from './endpoints.ts'
import { drawAtlas, type Typed } from './places.ts'
import type { Definitions, Schema } from './schema.ts'
import { fromThenOn, installed, releaseOf, type SdkName, sdkNames } from './sdk-types.ts'
import { type Shared, share } from './share.ts'
import type { Types } from './types-of.ts'

/** Under which name an endpoint's schema stands among the shared ones. */
export const rootName = (endpoint: Endpoint, shows: Shows): string => `${shows} ${endpoint.name}`

/**
 * The schemas of every answer at one API version by the types of one SDK, differences applied. An endpoint that the SDK
 * does not have is as the next newer SDK types it: additions go to every version.
 */
export function schemasOf(sdk: SdkName, version: ApiVersion): Shared {
  const key = digest(rawKey(), ...sourceOf(...makers, 'differences.ts'))
  return JSON.parse(cached(`answers-${sdk}-${version}`, key, () => JSON.stringify(makeSchemas(sdk, version))))
}

const generators = [
  'generate-definitions.ts',
  'generate-definitions.tsconfig.json',
  'sdk-types.ts',
  'endpoints.ts',
]
const makers = [
  'schemas.ts',
  'apply-differences.ts',
  'change-fields.ts',
  'change-union.ts',
  'difference.ts',
  'places.ts',
  'discriminate.ts',
  'share.ts',
  'schema.ts',
]

/** Makes them anew, telling which differences changed something. */
export function makeSchemas(
  sdk: SdkName,
  version: ApiVersion,
  used: (difference: Difference) => void = () => undefined,
): Shared {
  const roots: Record<string, Schema> = {}
  for (const endpoint of endpointsAt(version)) {
    for (const shows of ['full', 'partial'] as const) {
      const application = { version, differences, typesOf, shows, used }
      const answer = applyDifferences(answerOf(endpoint, sdk), endpoint.name, application)
      roots[rootName(endpoint, shows)] = discriminate(answer)
    }
  }
  return share(roots)
}

/** The type of an endpoint's answer in the oldest SDK that has one, from this SDK on. */
function answerOf(endpoint: Endpoint, oldest: SdkName): Typed {
  for (const sdk of fromThenOn(oldest)) {
    const { definitions } = typesOf(sdk)
    const name = endpoint.types.find((type) => definitions[type])
    if (name !== undefined) return { schema: definitions[name] as Schema, sdk }
  }
  throw new Error(`No SDK types the answer of ${endpoint.address}`)
}

const loaded = new Map<SdkName, Types>()

/** Every type of an SDK as a schema, by its name there. */
export const definitionsOf = (sdk: SdkName): Definitions => typesOf(sdk).definitions

function typesOf(sdk: SdkName): Types {
  const before = loaded.get(sdk)
  if (before) return before
  const definitions: Definitions = JSON.parse(cached(`types-${sdk}`, rawKey(), () => generate(sdk)))
  const answers = endpoints.flatMap(({ types }) => types.flatMap((type) => definitions[type] ?? []))
  const types = { definitions, atlas: drawAtlas(answers, definitions) }
  loaded.set(sdk, types)
  return types
}

const rawKey = (): string =>
  digest(installed('ts-json-schema-generator'), ...sdkNames.map(releaseOf), ...sourceOf(...generators))

function generate(sdk: SdkName): string {
  const program = fileURLToPath(new URL('generate-definitions.ts', import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, sdk], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(`Cannot generate the types of ${sdk}: ${stderr}`)
  return stdout
}
