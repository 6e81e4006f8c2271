import { isoWeekOf, type Parts, partsOf, weekOf } from './calendar.ts'
import { MINUTE, type Moment, SECOND } from './moments.ts'

/** Tokens of moment.js ("Display", "Format"), longest first, texts in brackets, and all other signs. */
const tokens =
  /\[([^[\]]*)\]|\\.|LTS|LT|LL?L?L?|ll?l?l?|Mo|MM?M?M?|Qo?|Do|DDDo|DD?D?D?|ddd?d?|do?|e|E|wo|ww?|Wo|WW?|Y{5,6}|YYYY|YY|Y|gggg|gg|GGGG|GG|A|a|HH?|hh?|kk?|mm?|ss?|S{1,9}|zz?|ZZ?|X|x|[\s\S]/g

const longForms: Readonly<Record<string, string>> = {
  LT: 'h:mm A',
  LTS: 'h:mm:ss A',
  L: 'MM/DD/YYYY',
  l: 'M/D/YYYY',
  LL: 'MMMM D, YYYY',
  ll: 'MMM D, YYYY',
  LLL: 'MMMM D, YYYY h:mm A',
  lll: 'MMM D, YYYY h:mm A',
  LLLL: 'dddd, MMMM D, YYYY h:mm A',
  llll: 'ddd, MMM D, YYYY h:mm A',
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** A moment in English words, by a pattern of moment tokens. Signs that are no token stay. */
export function formatMoment(pattern: string, moment: Moment): string {
  const parts = partsOf(moment.wall)
  return pattern.replace(tokens, (token, literal: string | undefined) => {
    if (literal !== undefined) return literal
    if (token[0] === '\\') return token.slice(1)
    const long = longForms[token]
    if (long !== undefined) return formatMoment(long, moment)
    return Object.hasOwn(writers, token) ? writers[token]!(parts, moment) : writeFraction(token, parts)
  })
}

type Writer = (parts: Parts, moment: Moment) => string

const writers: Readonly<Record<string, Writer>> = {
  YYYYYY: ({ year }) => `+${pad(year, 6)}`,
  YYYYY: ({ year }) => pad(year, 5),
  YYYY: ({ year }) => pad(year, 4),
  YY: ({ year }) => pad(year % 100, 2),
  Y: ({ year }) => String(year),
  Q: ({ month }) => String(quarter(month)),
  Qo: ({ month }) => ordinal(quarter(month)),
  MMMM: ({ month }) => months[month - 1]!,
  MMM: ({ month }) => months[month - 1]!.slice(0, 3),
  MM: ({ month }) => pad(month, 2),
  Mo: ({ month }) => ordinal(month),
  M: ({ month }) => String(month),
  DDDD: ({ dayOfYear }) => pad(dayOfYear, 3),
  DDDo: ({ dayOfYear }) => ordinal(dayOfYear),
  DDD: ({ dayOfYear }) => String(dayOfYear),
  DD: ({ day }) => pad(day, 2),
  Do: ({ day }) => ordinal(day),
  D: ({ day }) => String(day),
  dddd: ({ weekday }) => days[weekday % 7]!,
  ddd: ({ weekday }) => days[weekday % 7]!.slice(0, 3),
  dd: ({ weekday }) => days[weekday % 7]!.slice(0, 2),
  do: ({ weekday }) => ordinal(weekday % 7),
  d: ({ weekday }) => String(weekday % 7),
  e: ({ weekday }) => String(weekday % 7),
  E: ({ weekday }) => String(weekday),
  w: (parts) => String(weekOf(parts).week),
  wo: (parts) => ordinal(weekOf(parts).week),
  ww: (parts) => pad(weekOf(parts).week, 2),
  gg: (parts) => pad(weekOf(parts).year % 100, 2),
  gggg: (parts) => pad(weekOf(parts).year, 4),
  W: (parts) => String(isoWeekOf(parts).week),
  Wo: (parts) => ordinal(isoWeekOf(parts).week),
  WW: (parts) => pad(isoWeekOf(parts).week, 2),
  GG: (parts) => pad(isoWeekOf(parts).year % 100, 2),
  GGGG: (parts) => pad(isoWeekOf(parts).year, 4),
  H: ({ hour }) => String(hour),
  HH: ({ hour }) => pad(hour, 2),
  h: ({ hour }) => String(hour % 12 || 12),
  hh: ({ hour }) => pad(hour % 12 || 12, 2),
  k: ({ hour }) => String(hour || 24),
  kk: ({ hour }) => pad(hour || 24, 2),
  m: ({ minute }) => String(minute),
  mm: ({ minute }) => pad(minute, 2),
  s: ({ second }) => String(second),
  ss: ({ second }) => pad(second, 2),
  A: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  a: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  Z: (_parts, moment) => writeOffset(moment.offset(), ':'),
  ZZ: (_parts, moment) => writeOffset(moment.offset(), ''),
  z: (_parts, moment) => zoneName(moment.offset()),
  zz: (_parts, moment) => zoneName(moment.offset()),
  X: (_parts, moment) => String(Math.floor(instant(moment) / SECOND)),
  x: (_parts, moment) => String(instant(moment)),
}

/** Tenths, hundredths and so on; every other sign is itself. */
function writeFraction(token: string, { millisecond }: Parts): string {
  if (token[0] !== 'S') return token
  return pad(millisecond, 3).padEnd(9, '0').slice(0, token.length)
}

function writeOffset(minutes: number, colon: string): string {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${colon}${pad(size % 60, 2)}`
}

const zoneName = (offset: number): string => (offset === 0 ? 'UTC' : `UTC${writeOffset(offset, ':')}`)
const instant = (moment: Moment): number => moment.wall - moment.offset() * MINUTE
const quarter = (month: number): number => Math.ceil(month / 3)
const pad = (value: number, width: number): string => String(value).padStart(width, '0')

/** `1st`, `2nd`, `3rd`, `11th`. */
function ordinal(value: number): string {
  const tens = value % 100
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th')
  return `${value}${ending}`
}
