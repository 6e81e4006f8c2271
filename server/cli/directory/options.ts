import type { Environment } from '#server/config.ts'
import { WrongUsage } from '#server/failures.ts'
import { isWebAddress } from '#shared/addresses.ts'
import { ownServer } from '../ask-server.ts'
import type { Flags } from './flags.ts'
import type { KeyName } from './keys.ts'
import { FALLBACK_PERCENT } from './removal-limit.ts'
import type { Server } from './requests.ts'
import { NOTION_URL } from './sources/notion.ts'
import type { Reading } from './state-file.ts'

export type From = 'octavo' | 'notion' | 'scim'
export type TargetKind = 'json' | 'csv' | 'ldif' | 'scim' | 'stdout'

export interface Options {
  from: From
  source: Server
  reading: Reading
  /** A cursor of the feed, or milliseconds. */
  since: string | number | null
  target: TargetKind
  /** Null for standard output. */
  out: string | null
  /** Null where the target is no server. */
  targetServer: Server | null
  removal: 'deactivate' | 'delete'
  baseDn: string
  key: KeyName
  state: string | null
  /** Milliseconds between two runs; null for one. */
  every: number | null
  maxDeletePercent: number
  /** Whether to say only what would be done, and where a plan of it goes. */
  isDry: boolean
  plan: string | null
}

/** Without `--from` and `--url` the source is the server that other commands ask as well. */
export function withSource(flags: Flags, environment: Environment): Flags {
  const { from = 'octavo', url } = flags
  return from === 'octavo' && url === undefined
    ? { ...flags, from, url: ownServer(environment) }
    : { ...flags, from }
}

/** @throws `WrongUsage` with the first thing that cannot be. */
export function readOptions(flags: Flags, environment: Environment): Options {
  const from = oneOf('from', flags.from, ['octavo', 'notion', 'scim'])
  const target = oneOf('target', flags.target, ['json', 'csv', 'ldif', 'scim', 'stdout'])
  refuseTogether(flags)
  refuseForeign(flags, from, target)
  const url = flags.url ?? (from === 'notion' ? NOTION_URL : undefined)
  return {
    from,
    source: { url: addressIn('url', url), token: tokenIn('token-env', flags, 'OCTAVO_TOKEN', environment) },
    reading: {
      includesGuests: flags['include-guests'] === true,
      includesBots: flags['include-bots'] === true,
    },
    since: sinceIn(flags.since),
    target,
    out: flags.out ?? null,
    targetServer:
      target === 'scim'
        ? {
            url: addressIn('target-url', flags['target-url']),
            token: tokenIn('target-token-env', flags, 'OCTAVO_TARGET_TOKEN', environment),
          }
        : null,
    removal: flags.delete === true ? 'delete' : 'deactivate',
    baseDn: flags['base-dn'] ?? 'ou=people',
    key: oneOf('key', flags.key ?? 'id', ['id', 'email']),
    state: flags.state ?? null,
    every: flags.every === undefined ? null : durationIn(flags.every),
    maxDeletePercent: percentIn(flags['max-delete-percent']),
    isDry: flags['dry-run'] === true || flags.plan !== undefined,
    plan: flags.plan ?? null,
  }
}

function oneOf<T extends string>(name: string, given: string | undefined, known: readonly T[]): T {
  const found = known.find((one) => one === given)
  if (found !== undefined) return found
  const instead = given === undefined ? 'is missing' : `should be one of them, instead was "${given}"`
  throw new WrongUsage(`--${name} ${instead}: ${known.join(', ')}.`)
}

const together: [one: keyof Flags, other: keyof Flags][] = [
  ['deactivate', 'delete'],
  ['dry-run', 'plan'],
  ['dry-run', 'every'],
  ['plan', 'every'],
  ['since', 'every'],
]

function refuseTogether(flags: Flags): void {
  for (const [one, other] of together) {
    if (flags[one] && flags[other]) throw new WrongUsage(`Say --${one} or --${other}, not both.`)
  }
}

/** Nothing that is asked for is left undone in silence. */
function refuseForeign(flags: Flags, from: From, target: TargetKind): void {
  const isFile = target === 'json' || target === 'csv' || target === 'ldif'
  const rules: [flag: keyof Flags, isFine: boolean, says: string][] = [
    ['out', isFile, 'is for the targets json, csv and ldif'],
    ['base-dn', target === 'ldif', 'is for the target ldif'],
    ['target-url', target === 'scim', 'is for the target scim'],
    ['target-token-env', target === 'scim', 'is for the target scim'],
    ['deactivate', target === 'scim', 'is for the target scim'],
    ['delete', target === 'scim', 'is for the target scim'],
    ['include-bots', target !== 'scim', 'does not go with the target scim, which holds people'],
    ['include-bots', from !== 'scim', 'does not go with SCIM, which tells of people alone'],
    ['include-guests', from !== 'notion', 'does not go with Notion, which does not tell guests'],
    ['since', from === 'octavo', 'needs a feed of changes, which Octavo alone has'],
  ]
  for (const [flag, isFine, says] of rules) {
    if (flags[flag] && !isFine) throw new WrongUsage(`--${flag} ${says}.`)
  }
  if (flags.since && target !== 'stdout' && target !== 'scim' && !flags.state) {
    throw new WrongUsage(
      '--since needs --state with this target: a file holds everybody, not only who changed.',
    )
  }
  if (flags.every && isFile && !flags.out) throw new WrongUsage('--every needs --out with this target.')
}

function addressIn(flag: string, given: string | undefined): string {
  if (given === undefined) throw new WrongUsage(`--${flag} is missing.`)
  if (!isWebAddress(given)) {
    throw new WrongUsage(`--${flag} should be an http or https address, instead was "${given}".`)
  }
  return given.replace(/\/+$/, '').replace(/\/v1$/, '')
}

/** A token on the command line is seen by whoever lists processes. */
function tokenIn(
  flag: 'token-env' | 'target-token-env',
  flags: Flags,
  fallback: string,
  environment: Environment,
): string {
  const name = flags[flag] ?? fallback
  const token = environment[name]
  if (token) return token
  throw new WrongUsage(`--${flag} should name the variable that holds the token: ${name} is empty.`)
}

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

function durationIn(given: string): number {
  const [, count, unit] = /^([1-9]\d{0,5})(s|m|h|d)$/.exec(given) ?? []
  if (count === undefined) {
    throw new WrongUsage(`--every should be a time like 30s, 15m, 1h or 1d, instead was "${given}".`)
  }
  return Number(count) * units[unit as keyof typeof units]
}

function percentIn(given: string | undefined): number {
  const percent = given === undefined ? FALLBACK_PERCENT : Number(given || Number.NaN)
  if (percent >= 0 && percent <= 100) return percent
  throw new WrongUsage(`--max-delete-percent should be a number from 0 to 100, instead was "${given}".`)
}

/** A day or a time, or else a cursor. */
function sinceIn(given: string | undefined): string | number | null {
  if (given === undefined) return null
  if (!/^\d{4}-\d\d-\d\d/.test(given)) return given
  const time = Date.parse(given)
  if (!Number.isNaN(time)) return time
  throw new WrongUsage(
    '--since should be a day like 2026-12-01, a time like 2026-12-01T09:00:00Z or a cursor.',
  )
}
