import { isIP } from 'node:net'
import { join } from 'node:path'
import { WrongUsage } from './failures.ts'

interface Setting<T> {
  variable: string
  /** The flag of `octavo start` that goes before the variable. */
  flag?: string
  /** What counts when neither is given, as one would write it; null when nothing does. */
  fallback: string | null
  /** One sentence for the manual. */
  says: string
  /** Throws `WrongUsage` with what the value should be. */
  parse(text: string): T
}

const setting = <T>(spec: Setting<T>): Setting<T> => spec

/** Every setting of a server. */
export const settings = {
  port: setting({
    variable: 'PORT',
    flag: 'port',
    fallback: '3000',
    says: 'The port it listens on; 0 takes a free one.',
    parse: toPort,
  }),
  host: setting({
    variable: 'HOST',
    flag: 'host',
    fallback: '127.0.0.1',
    says: 'The address it listens on; 0.0.0.0 and :: stand for every one of the machine.',
    parse: (text) => text,
  }),
  url: setting({
    variable: 'OCTAVO_URL',
    fallback: null,
    says: 'The public address, when it is another one than where it listens.',
    parse: toBaseUrl,
  }),
  data: setting({
    variable: 'OCTAVO_DATA',
    flag: 'data',
    fallback: './data',
    says: 'The data folder.',
    parse: (text) => text,
  }),
  databaseUrl: setting({
    variable: 'DATABASE_URL',
    fallback: null,
    says: 'PostgreSQL instead of SQLite.',
    parse: toDatabaseUrl,
  }),
  key: setting({
    variable: 'OCTAVO_KEY',
    fallback: null,
    says: 'The instance key, 32 bytes in base64, under which secrets that are shown again are encrypted; with SQLite made once in the data folder, with DATABASE_URL required.',
    parse: toKey,
  }),
  files: setting({
    variable: 'OCTAVO_FILES',
    fallback: null,
    says: 'Where uploaded files lie: a folder, or `s3://bucket/prefix?endpoint=https://…&region=…`, with credentials from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; `files/` in the data folder when not given. Several servers over one PostgreSQL need a place that all of them reach.',
    parse: toFilesPlace,
  }),
  smtpUrl: setting({
    variable: 'SMTP_URL',
    fallback: null,
    says: 'The mail server; without one the inviter is shown the link.',
    parse: toSmtpUrl,
  }),
  oidc: setting({
    variable: 'OCTAVO_OIDC',
    fallback: null,
    says: 'Identity providers by which people sign in (OpenID Connect): a file in YAML or JSON, or its text.',
    parse: (text) => text,
  }),
  allowPrivate: setting({
    variable: 'OCTAVO_ALLOW_PRIVATE',
    fallback: null,
    says: 'Hosts and networks inside the walls that webhooks, identity providers and metadata fetches may reach, by http too, with commas between them.',
    parse: toHosts,
  }),
  dns: setting({
    variable: 'OCTAVO_DNS',
    fallback: null,
    says: 'DNS servers, with commas between them, that are asked whether a domain is verified: addresses, with a port where it is another than 53. Those of the machine when not given.',
    parse: toDnsServers,
  }),
  trustedProxies: setting({
    variable: 'OCTAVO_TRUSTED_PROXIES',
    fallback: null,
    says: 'Addresses and networks of the proxies in front, with commas between them: the header X-Forwarded-For is believed of them alone, so that limits and the audit log know who called.',
    parse: toNetworks,
  }),
} as const

/** A folder, or a bucket of an S3-compatible store. */
export type FilesPlace =
  | { folder: string }
  | { bucket: string; prefix: string; endpoint: string | null; region: string | null }

type Settings = typeof settings
type Value<K extends keyof Settings> = ReturnType<Settings[K]['parse']>

export interface Config {
  port: Value<'port'>
  host: Value<'host'>
  /** Null: the address it listens on. */
  url: Value<'url'> | null
  data: Value<'data'>
  databaseUrl: Value<'databaseUrl'> | null
  key: Value<'key'> | null
  files: FilesPlace
  smtpUrl: Value<'smtpUrl'> | null
  /** A path, or the text itself. */
  oidc: Value<'oidc'> | null
  allowPrivate: Value<'allowPrivate'>
  dns: Value<'dns'>
  trustedProxies: Value<'trustedProxies'>
}

export type Flags = Readonly<Record<string, string | boolean | undefined>>
export type Environment = Readonly<Record<string, string | undefined>>

/** Reads every setting: a flag goes before its variable, and an empty variable counts as none. */
export function readConfig(flags: Flags, environment: Environment = process.env): Config {
  const read = <T>(wanted: Setting<T>): T | null => readSetting(wanted, flags, environment)
  const data = read(settings.data)!
  return {
    port: read(settings.port)!,
    host: read(settings.host)!,
    url: read(settings.url),
    data,
    databaseUrl: read(settings.databaseUrl),
    key: read(settings.key),
    files: read(settings.files) ?? { folder: join(data, 'files') },
    smtpUrl: read(settings.smtpUrl),
    oidc: read(settings.oidc),
    allowPrivate: read(settings.allowPrivate) ?? [],
    dns: read(settings.dns) ?? [],
    trustedProxies: read(settings.trustedProxies) ?? [],
  }
}

function readSetting<T>(
  { flag, variable, fallback, parse }: Setting<T>,
  flags: Flags,
  environment: Environment,
) {
  const given = flag === undefined ? undefined : flags[flag]
  const source = typeof given === 'string' ? `--${flag}` : variable
  const text = typeof given === 'string' ? given : environment[variable] || fallback
  if (text === null) return null
  try {
    if (text === '') throw new WrongUsage('should not be empty')
    return parse(text)
  } catch (error) {
    if (error instanceof WrongUsage) throw new WrongUsage(`${source} ${error.message}.`)
    throw error
  }
}

/**
 * Where a server is reached: the public address if there is one. A server that listens everywhere is shown
 * by its loopback address.
 */
export function addressOf({ url, host, port }: Pick<Config, 'url' | 'host' | 'port'>): string {
  if (url !== null) return url
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`
  if (host === '::') return `http://[::1]:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function toPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new WrongUsage(`should be a number from 0 to 65535, instead was "${text}"`)
}

function toBaseUrl(text: string): string {
  const url = URL.parse(text)
  const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (isPlain && (url.protocol === 'http:' || url.protocol === 'https:')) return url.href.replace(/\/+$/, '')
  throw new WrongUsage(`should be an address like https://octavo.example.com, instead was "${text}"`)
}

/** A wrong one is not repeated: it may hold a password. */
function toDatabaseUrl(text: string): string {
  const protocol = URL.parse(text)?.protocol
  if (protocol === 'postgres:' || protocol === 'postgresql:') return text
  throw new WrongUsage('should begin with postgres:// or postgresql://')
}

function toSmtpUrl(text: string): string {
  const protocol = URL.parse(text)?.protocol
  if (protocol === 'smtp:' || protocol === 'smtps:') return text
  throw new WrongUsage('should begin with smtp:// or smtps://')
}

function toFilesPlace(text: string): FilesPlace {
  if (!/^[a-z0-9]+:\/\//i.test(text)) return { folder: text }
  const url = URL.parse(text)
  const { endpoint = null, region = null, ...unknown } = Object.fromEntries(url?.searchParams ?? [])
  const isBucket = url?.protocol === 's3:' && url.hostname !== '' && url.username === ''
  const isReached = endpoint === null || /^https?:$/.test(URL.parse(endpoint)?.protocol ?? '')
  if (!isBucket || !isReached || Object.keys(unknown).length > 0) {
    throw new WrongUsage(
      `should be a folder or an address like s3://bucket/prefix?endpoint=https://s3.example.com&region=eu-west-1, instead was "${text}"`,
    )
  }
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '')
  return { bucket: url.hostname, prefix: prefix === '' ? '' : `${prefix}/`, endpoint, region }
}

function toKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text) && key.length === 32) return key
  throw new WrongUsage('should be 32 bytes in base64, such as `openssl rand -base64 32` prints')
}

function toHosts(text: string): string[] {
  const hosts = text.split(/[\s,]+/).filter((host) => host !== '')
  const wrong = hosts.find((host) => !isNetwork(host) && !/^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$/i.test(host))
  if (wrong === undefined) return hosts
  throw new WrongUsage(
    `should list host names, addresses and networks like 10.0.0.0/8, instead held "${wrong}"`,
  )
}

function toDnsServers(text: string): string[] {
  const servers = text.split(/[\s,]+/).filter((server) => server !== '')
  const wrong = servers.find((server) => !isDnsServer(server))
  if (wrong === undefined) return servers
  throw new WrongUsage(
    `should list addresses like 192.0.2.53, 192.0.2.53:5353 and [2001:db8::53]:5353, instead held "${wrong}"`,
  )
}

function isDnsServer(text: string): boolean {
  if (isIP(text) !== 0) return true
  const [, six, four, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? []
  return Number(port) <= 65_535 && (isIP(six ?? '') === 6 || isIP(four ?? '') === 4)
}

function toNetworks(text: string): string[] {
  const networks = text.split(/[\s,]+/).filter((network) => network !== '')
  const wrong = networks.find((network) => !isNetwork(network))
  if (wrong === undefined) return networks
  throw new WrongUsage(`should list addresses and networks like 10.0.0.0/8, instead held "${wrong}"`)
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}
