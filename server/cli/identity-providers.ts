/** What the operator says of identity providers: `OCTAVO_OIDC`. */
import type { ProviderSettings } from '#server/adapters/identity-provider.ts'
import { WrongUsage } from '#server/failures.ts'
import { toUuid } from '#shared/ids.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { readText } from './read-file.ts'

/** The path of a file in YAML or JSON, or the text itself, which begins as a list does. */
export async function readProviders(setting: string | null): Promise<ProviderSettings[]> {
  if (setting === null) return []
  const isText = /^\s*(\[|- )/.test(setting)
  const where = isText ? 'OCTAVO_OIDC' : setting
  const list = await parsed(where, isText ? setting : await readText(setting))
  if (!Array.isArray(list)) throw new WrongUsage(`${where} should be a list of identity providers.`)
  const providers = list.map((one, at) => toSettings(`${where}: ${at}`, one))
  for (const { id } of providers) {
    if (providers.filter((other) => other.id === id).length > 1) {
      throw new WrongUsage(
        `${where} should give each provider an id of its own, instead "${id}" comes twice.`,
      )
    }
  }
  return providers
}

/** The parser is loaded where there is something to parse: most servers name no provider. */
async function parsed(where: string, text: string): Promise<unknown> {
  const { parse } = await import('yaml')
  try {
    return parse(text)
  } catch (error) {
    throw new WrongUsage(`${where} is neither YAML nor JSON: ${(error as Error).message}`)
  }
}

const keys = ['id', 'name', 'issuer', 'client_id', 'client_secret', 'domains', 'join', 'trust_email'] as const

function toSettings(where: string, one: unknown): ProviderSettings {
  if (typeof one !== 'object' || one === null || Array.isArray(one)) {
    throw new WrongUsage(`${where} should be an object with ${keys.join(', ')}.`)
  }
  const given = one as Record<string, unknown>
  const wrong = (key: string, should: string) =>
    new WrongUsage(`${where}.${key} should be ${should}${key in given ? '' : ', instead it is absent'}.`)
  const unknown = Object.keys(given).find((key) => !keys.includes(key as never))
  if (unknown !== undefined) {
    throw new WrongUsage(`${where}.${unknown} is not known: there are ${keys.join(', ')}.`)
  }
  const text = (key: (typeof keys)[number], should: string, is: (value: string) => boolean): string => {
    const value = given[key]
    if (typeof value === 'string' && is(value)) return value
    throw wrong(key, should)
  }
  const settings = {
    id: text('id', 'small letters, digits and hyphens: it stands in addresses', (id) =>
      /^[a-z0-9][a-z0-9-]{0,39}$/.test(id),
    ),
    name: text('name', 'what its button says', (name) => name.trim() !== ''),
    issuer: text('issuer', 'the address of the provider, such as https://accounts.google.com', isIssuer),
    clientId: text('client_id', 'what the provider calls this server', (id) => id !== ''),
    clientSecret:
      given.client_secret === undefined
        ? null
        : text('client_secret', 'the secret that the provider gave, or absent', (secret) => secret !== ''),
    domains: given.domains === undefined ? null : toDomains(given.domains),
    join: given.join === undefined ? null : toUuid(text('join', WORKSPACE, isUuid)),
    trustsEmail: given.trust_email === true,
  }
  if (settings.domains === undefined) throw wrong('domains', 'a list of domains such as acme.com')
  if (typeof (given.trust_email ?? false) !== 'boolean') throw wrong('trust_email', 'true or false')
  if (settings.join !== null && settings.domains === null) {
    throw new WrongUsage(
      `${where}.join needs domains beside it: else everybody whom the provider knows would become a member.`,
    )
  }
  return { ...settings, domains: settings.domains }
}

/** Its owners change the name of a workspace, and those of another one may take it. */
const WORKSPACE =
  'the id of a workspace, as GET /v1/users/me tells it to a token of its owner (bot.workspace_id): names change'

const isIssuer = (text: string): boolean => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === ''
}

/** Undefined when they are none. */
const toDomains = (given: unknown): string[] | undefined =>
  Array.isArray(given) &&
  given.length > 0 &&
  given.every((one) => typeof one === 'string' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(one))
    ? given.map((one: string) => one.toLowerCase())
    : undefined
