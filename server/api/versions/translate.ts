import { printJson } from '#server/http/json.ts'
import type { RawParts } from '#server/http/mount.ts'
import type { AnyRoute } from '#server/http/route.ts'
import { version as v20260311 } from './2026-03-11.ts'
import { type ApiVersion, apiVersions, type Change, type Json, type Version } from './change.ts'

/** Every version that changed something, oldest first. */
const versions: readonly Version[] = [v20260311]

/** The changes that stand between a version and the newest one, oldest first. */
const changesSince = Object.fromEntries(
  apiVersions.map((asked) => [
    asked,
    versions.filter(({ version }) => version > asked).flatMap(({ changes }) => changes),
  ]),
) as Record<ApiVersion, Change[]>

/** Carries a request up to the newest version. */
export function lift(version: ApiVersion, route: AnyRoute, parts: RawParts): RawParts {
  const address = `${route.method} ${route.url}`
  return changesSince[version].reduce(
    (lifted, change) => change.requests?.[address]?.(lifted) ?? lifted,
    parts,
  )
}

/** Carries every object of an answer down to a version; at the newest there is nothing to do. */
export function lower(version: ApiVersion, answer: unknown): unknown {
  const changes = changesSince[version].toReversed().filter((change) => change.objects)
  if (changes.length === 0) return answer
  return lowerValue(JSON.parse(printJson(answer)), changes)
}

function lowerValue(value: unknown, changes: readonly Change[]): unknown {
  if (Array.isArray(value)) return value.map((item) => lowerValue(item, changes))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, member]) => [key, lowerValue(member, changes)])
  const object = Object.fromEntries(entries) as Json
  const kind = object['object']
  if (typeof kind !== 'string') return object
  return changes.reduce((lowered, change) => {
    const down = change.objects && Object.hasOwn(change.objects, kind) ? change.objects[kind] : undefined
    return down ? down(lowered) : lowered
  }, object)
}
