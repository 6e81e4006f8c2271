import { plain } from '../log-flags.ts'
import type { ReadLog } from './read.ts'

type Event = ReadLog['events'][number]

/** An event on one line: when, what, who, to what, from where, and what changed. */
export function printEvent({ timestamp, type, actor, target, ...event }: Event): string {
  const parts = [
    timestamp.replace('T', ' ').replace(/\.\d+Z$/, 'Z'),
    type,
    actor.name ?? actor.id ?? actor.type,
    `${target.type} ${target.id}`,
    [event.origin, event.ip_address].filter((part) => part !== null).join(' '),
    changesOf(event),
  ]
  return `${parts
    .filter((part) => part !== '')
    .map(plain)
    .join('  ')}\n`
}

/** `role: member → owner`; else what is told beside. */
function changesOf({ data, before, after }: Pick<Event, 'data' | 'before' | 'after'>): string {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const told =
    keys.length === 0
      ? Object.entries(data).map(([key, value]) => `${key}: ${printed(value)}`)
      : keys.map(
          (key) =>
            `${key}: ${[before, after].flatMap((side) => (side ? printed(side[key]) : [])).join(' → ')}`,
        )
  return told.join(', ')
}

const printed = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null')
