/** How `/v1` speaks: versions in a header, Notion's objects, partial objects for who may not read. */

import { isCapable, type Need } from '#server/domain/access/capabilities.ts'
import { queueTask } from '#server/domain/async-tasks/queue.ts'
import type { Door } from '#server/http/mount.ts'
import { Problem } from '#shared/problem.ts'
import { presentTask } from './async-tasks/present.ts'
import { resolve } from './objects/resolve.ts'
import { type ApiVersion, apiVersions } from './versions/change.ts'
import { versionOf } from './versions/header.ts'
import { lift, lower } from './versions/translate.ts'

export const apiDoor: Door<ApiVersion> = {
  // What a browser opens as `EventSource` can set no header.
  version: ({ headers, caller }) =>
    versionOf(headers['notion-version'] ?? (caller?.actor.isSession ? apiVersions.at(-1) : undefined)),
  has: (version, { since, until }) =>
    (since === undefined || version >= since) && (until === undefined || version <= until),
  notFound: () => new Problem('invalid_address', 'Invalid request URL.'),
  lift,
  resolve,
  lower: (context, version, _route, answer) => lower(context, version, answer),
  queue: async (context, version, route, parts) => {
    const later = { route: `${route.method} ${route.url}`, version, parts }
    return presentTask(await queueTask(context, later), context)
  },
  redact: (context, route, answer) => {
    const reading = readNeededFor[route.needs]
    return reading && !isCapable(context.actor.capabilities, reading) ? toPartial(answer) : answer
  },
}

/** Who may write but not read gets `{object, id}` (API reference, "Capabilities"). */
const readNeededFor: Partial<Record<Need, Need>> = {
  insert_content: 'read_content',
  update_content: 'read_content',
  insert_and_update_content: 'read_content',
  insert_comments: 'read_comments',
}

function toPartial(answer: unknown): unknown {
  const full = JSON.parse(JSON.stringify(answer)) as Record<string, unknown>
  if (Array.isArray(full.results)) return { ...full, results: full.results.map(toPartial) }
  // A partial view tells where it stands and what it is, as the SDK types it.
  const more = full.object === 'view' ? { parent: full.parent, type: full.type } : {}
  return { object: full.object, id: full.id, ...more }
}
