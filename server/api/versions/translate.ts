import { pagesOf } from '#server/domain/blocks/pages-of.ts'
import type { Context } from '#server/domain/context.ts'
import { printJson } from '#server/http/json.ts'
import type { RawParts } from '#server/http/mount.ts'
import type { AnyRoute } from '#server/http/route.ts'
import { dropUnknownKeys } from '#shared/validation/drop-unknown-keys.ts'
import { version as v20210816 } from './2021-08-16.ts'
import { version as v20220222 } from './2022-02-22.ts'
import { version as v20220628 } from './2022-06-28.ts'
import { version as v20250903 } from './2025-09-03.ts'
import { version as v20260311 } from './2026-03-11.ts'
import {
  type ApiVersion,
  apiVersions,
  type Change,
  type Json,
  type PagesOfBlocks,
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
  const changes = changesSince[version]
  const plain = JSON.parse(printJson(answer))
  const asksForPages = changes.some((change) => change.asksForPages)
  const pages = asksForPages ? await pagesOf(context, [...parentBlocks(plain)]) : new Map()
  return lowerObjects(version, plain, pages)
}

/**
 * Carries every object in plain JSON down to a version, found by its `object` kind, in place.
 *
 * @param pages of the blocks that `parentBlocks` finds, for versions that tell those instead
 */
export function lowerObjects(version: ApiVersion, plain: unknown, pages: PagesOfBlocks): unknown {
  return lowerValue(plain, changesSince[version].toReversed(), pages)
}

function lowerValue(value: unknown, changes: readonly Change[], pages: PagesOfBlocks): unknown {
  if (typeof value !== 'object' || value === null) return value
  for (const [key, member] of Object.entries(value)) {
    const lowered = lowerValue(member, changes, pages)
    if (lowered !== member) (value as Json)[key] = lowered
  }
  return isObject(value) && typeof value.object === 'string' ? lowerObject(value, changes, pages) : value
}

/** A change may give the object another kind, which the changes before it then go by. */
const lowerObject = (object: Json, changes: readonly Change[], pages: PagesOfBlocks): Json =>
  changes.reduce((lowered, { objects }) => {
    const kind = lowered.object as string
    return objects && Object.hasOwn(objects, kind) ? objects[kind]!(lowered, pages) : lowered
  }, object)

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
