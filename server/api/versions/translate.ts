import { pagesOf } from '#server/domain/blocks/pages-of.ts'
import type { Context } from '#server/domain/context.ts'
import { parentsOfDatabases } from '#server/domain/events/describe.ts'
import { printJson } from '#server/http/json.ts'
import type { RawParts } from '#server/http/mount.ts'
import type { AnyRoute } from '#server/http/route.ts'
import { dropUnknownKeys } from '#shared/validation/drop-unknown-keys.ts'
import { version as v20210816 } from './2021-08-16.ts'
import { version as v20220222 } from './2022-02-22.ts'
import { version as v20220628 } from './2022-06-28.ts'
import { databaseOfChange, version as v20250903 } from './2025-09-03.ts'
import { version as v20260311 } from './2026-03-11.ts'
import {
  type ApiVersion,
  type Around,
  apiVersions,
  type Change,
  type Json,
  nothingAround,
  type Version,
} from './change.ts'
import { isObject } from './rewrite.ts'

/** Every version that changed something, oldest first. */
export const versions: readonly Version[] = [v20210816, v20220222, v20220628, v20250903, v20260311]

/** The changes that stand between a version and the newest one, oldest first. */
const changesSince = Object.fromEntries(
  apiVersions.map((asked) => [
    asked,
    versions.filter(({ version }) => version > asked).flatMap(({ changes }) => changes),
  ]),
) as Record<ApiVersion, Change[]>

/** Carries a request up to the newest version. */
export function lift(version: ApiVersion, route: AnyRoute, parts: RawParts): RawParts {
  const changes = changesSince[version]
  if (changes.length === 0) return parts
  const address = `${route.method} ${route.url}`
  const lifted = changes.reduce((all, change) => change.requests?.[address]?.(all) ?? all, parts)
  // Only now are all names those that the route's schemas know.
  return changes.some((change) => change.refusesUnknownKeys) ? withKnownKeys(route, lifted) : lifted
}

const withKnownKeys = ({ query, body }: AnyRoute, parts: RawParts): RawParts => ({
  params: parts.params,
  query: query ? (dropUnknownKeys(query, parts.query) as Json) : {},
  body: body ? dropUnknownKeys(body, parts.body) : undefined,
})

/** Carries an answer down to a version; at the newest there is nothing to do. */
export function lower(context: Context, version: ApiVersion, answer: unknown): unknown {
  return changesSince[version].length === 0 ? answer : lowerAnswer(context, version, answer)
}

async function lowerAnswer(context: Context, version: ApiVersion, answer: unknown): Promise<unknown> {
  const plain = JSON.parse(printJson(answer))
  return lowerObjects(version, plain, await lookAround(context, changesSince[version], plain))
}

/** Looks up what some changes ask for. */
async function lookAround(context: Context, changes: readonly Change[], plain: unknown): Promise<Around> {
  const asksForPages = changes.some((change) => change.asksForPages)
  const asksForDatabases = changes.some((change) => change.asksForDatabases)
  const databases = asksForDatabases ? [...databasesOfChanges(plain)] : []
  return {
    pages: asksForPages ? await pagesOf(context, [...parentBlocks(plain)]) : nothingAround.pages,
    databases: databases.length > 0 ? await parentsOfDatabases(context, databases) : nothingAround.databases,
  }
}

/**
 * Carries every object in plain JSON down to a version, found by its `object` kind, in place. What the version does
 * not have is left out of lists, and null elsewhere.
 *
 * @param around what `lookAround` finds
 */
export function lowerObjects(version: ApiVersion, plain: unknown, around: Around): unknown {
  return lowerValue(plain, changesSince[version].toReversed(), around)
}

function lowerValue(value: unknown, changes: readonly Change[], around: Around): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const lowered = value.map((member) => lowerValue(member, changes, around))
    return lowered.filter((member, index) => member !== null || value[index] === null)
  }
  for (const [key, member] of Object.entries(value)) {
    const lowered = lowerValue(member, changes, around)
    if (lowered !== member) (value as Json)[key] = lowered
  }
  return isObject(value) && typeof value.object === 'string' ? lowerObject(value, changes, around) : value
}

/** A change may give the object another kind, which the changes before it then go by. */
const lowerObject = (object: Json, changes: readonly Change[], around: Around): Json | null =>
  changes.reduce<Json | null>((lowered, { objects }) => {
    const kind = lowered?.object as string
    return lowered && objects && Object.hasOwn(objects, kind) ? objects[kind]!(lowered, around) : lowered
  }, object)

/** The databases of the data sources whose changes stand in plain JSON. */
function databasesOfChanges(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found
  if (isObject(value) && value.object === 'change') {
    const database = databaseOfChange(value)
    if (database !== null) found.add(database)
  } else for (const member of Object.values(value)) databasesOfChanges(member, found)
  return found
}

/** The blocks that pages and databases in plain JSON have as their parents. */
function parentBlocks(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found
  if (isObject(value)) {
    const parent =
      value.object === 'page' ? value.parent : value.object === 'data_source' && value.database_parent
    if (isObject(parent) && typeof parent.block_id === 'string') found.add(parent.block_id)
  }
  for (const member of Object.values(value)) parentBlocks(member, found)
  return found
}
