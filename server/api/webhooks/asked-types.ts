import { eventTypes } from '#server/domain/events/types.ts'
import type { AskedType } from '#server/domain/webhooks/webhook.ts'
import { invalid } from '#shared/problem.ts'
import type { ApiVersion } from '../versions/change.ts'
import { namesAt } from './names.ts'

/** The types that a request names, each once, in the words of the subscription's version. */
export function askedTypes(version: ApiVersion, names: readonly string[]): AskedType[] {
  const known = namesAt(version)
  const unknown = names.findIndex((name) => !known.has(name))
  if (unknown !== -1) {
    throw invalid(
      `body failed validation: body.event_types[${unknown}] should be ${[...known.keys()].map((name) => `\`"${name}"\``).join(', ')}, instead was \`${JSON.stringify(names[unknown])}\`. (These are the event types of ${version}.)`,
    )
  }
  return [...new Set(names)].map((name) => ({ name, needs: eventTypes[known.get(name)![0]!].needs }))
}
