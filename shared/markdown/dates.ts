import type { Mention } from './rich-text.ts'
import { attribute } from './tags.ts'

type DateMention = Extract<Mention, { type: 'date' }>

/** The attributes of `<mention-date>`: day, time and zone apart where they can be, the ISO text where they cannot. */
export function dateAttributes({ start, end, time_zone }: DateMention): string {
  const first = momentOf(start)
  const last = end === null ? undefined : momentOf(end)
  const apart = first && (end === null || (last && sameKind(first, last))) && !(time_zone && first.offset)
  if (!apart)
    return (
      attribute('start', start) +
      attribute('end', end ?? undefined) +
      attribute('timeZone', time_zone ?? undefined)
    )
  return (
    attribute('start', first.day) +
    attribute('startTime', first.time) +
    attribute('end', last?.day) +
    attribute('endTime', last?.time) +
    attribute('timeZone', time_zone ?? first.offset)
  )
}

/** The date or the relative date that the attributes name, undefined when they name none. */
export function dateOf(attributes: ReadonlyMap<string, string>): Mention | undefined {
  const start = attributes.get('start')?.trim() ?? ''
  if (start === 'today' || start === 'now') return { type: 'template', value: start }
  const zone = zoneOf(attributes.get('timezone')?.trim() ?? '')
  const from = joined(start, attributes.get('starttime'), zone.offset)
  const end = attributes.get('end')?.trim() ?? ''
  const to = end === '' ? null : joined(end, attributes.get('endtime'), zone.offset)
  if (from === undefined || to === undefined) return undefined
  return { type: 'date', start: from, end: to, time_zone: zone.name }
}

interface Moment {
  day: string
  time: string | undefined
  offset: string | undefined
}

function momentOf(iso: string): Moment | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::00(?:\.0+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(iso)
  if (!match) return undefined
  const offset = match[3] === 'Z' || match[3] === '+00:00' ? 'UTC' : match[3]
  return { day: match[1]!, time: match[2], offset }
}

function sameKind(a: Moment, b: Moment): boolean {
  return (a.time === undefined) === (b.time === undefined) && a.offset === b.offset
}

function zoneOf(zone: string): { offset: string; name: string | null } {
  if (zone === '') return { offset: '', name: null }
  if (/^(?:UTC|Z|GMT|[+-]00:00)$/i.test(zone)) return { offset: '+00:00', name: null }
  return /^[+-]\d\d:\d\d$/.test(zone) ? { offset: zone, name: null } : { offset: '', name: zone }
}

function joined(day: string, time: string | undefined, offset: string): string | undefined {
  if (/^\d{4}-\d\d-\d\dT\S+$/.test(day)) return day
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined
  if (time === undefined) return day
  const match = /^(\d{1,2}):(\d\d)(?::\d\d)?$/.exec(time.trim())
  if (!match) return undefined
  const clock = `${match[1]!.padStart(2, '0')}:${match[2]}`
  return offset === '' ? `${day}T${clock}:00` : `${day}T${clock}:00.000${offset}`
}
