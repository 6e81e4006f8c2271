import type { AuditEvent } from '#client/generated.ts'
import { phrases } from './phrases.ts'

/** An event as a sentence: who did what to what. */
export function sentenceOf(event: AuditEvent, names: ReadonlyMap<string, string>): string {
  const phrase = phrases[event.type] ?? event.type
  return `${actorOf(event, names)} ${phrase.replace('{}', targetOf(event, names))}`
}

const kinds: Record<AuditEvent['actor']['type'], string> = {
  person: 'Somebody',
  bot: 'A connection',
  directory: 'A directory',
  system: 'Octavo',
}

export const actorOf = ({ actor }: AuditEvent, names: ReadonlyMap<string, string>): string =>
  actor.name ?? names.get(actor.id ?? '') ?? kinds[actor.type]

/** What its name was at the time, what it is called now, or the end of its id. */
function targetOf(
  { target, actor, data, before, after }: AuditEvent,
  names: ReadonlyMap<string, string>,
): string {
  if (target.id === actor.id) return 'themself'
  const told = [after, before, data].flatMap(
    (values) => values?.name ?? values?.domain ?? values?.title ?? [],
  )
  const name = told.find((one) => typeof one === 'string') ?? names.get(target.id)
  return typeof name === 'string' ? `“${name}”` : `…${target.id.slice(-6)}`
}
