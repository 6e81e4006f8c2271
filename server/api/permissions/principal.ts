import type { NamedPrincipal } from '#server/domain/permissions/find-principal.ts'
import { invalid } from '#shared/problem.ts'
import { isUuid } from '#shared/validation/uuid.ts'

/** A principal as requests name it: by one of these keys, with a `type` that says the same or without. */
export interface PrincipalRequest {
  type?: string
  user_id?: string
  email?: string
  emailAddress?: string
  group_id?: string
  bot_id?: string
  connection_id?: string
  integration_id?: string
  teamspace_id?: string
  workspace?: true
  public?: true
}

type Kind = NamedPrincipal['type']

const kinds: Record<Exclude<keyof PrincipalRequest, 'type'>, Kind> = {
  user_id: 'user',
  email: 'email',
  emailAddress: 'email',
  group_id: 'group',
  bot_id: 'bot',
  connection_id: 'connection',
  integration_id: 'connection',
  teamspace_id: 'teamspace',
  workspace: 'workspace',
  public: 'public',
}

export const principalKeys = Object.keys(kinds) as (keyof typeof kinds)[]

/** What `type` may be called, and the kinds it fits. */
const types: Record<string, readonly Kind[]> = {
  ...Object.fromEntries(Object.entries(kinds).map(([key, kind]) => [key, [kind]])),
  user_id: ['user', 'email'],
  user: ['user', 'email'],
  person: ['user', 'email'],
  group: ['group'],
  bot: ['bot', 'connection'],
  bot_id: ['bot', 'connection'],
  connection: ['bot', 'connection'],
  integration: ['bot', 'connection'],
  teamspace: ['teamspace'],
  anyone: ['public'],
}

/** The principal that a request names; `path` is where it stands. */
export function principalIn(request: PrincipalRequest, path: string): NamedPrincipal {
  const given = principalKeys.filter((key) => request[key] !== undefined)
  const { type } = request
  const fitting = type === undefined ? undefined : Object.hasOwn(types, type) ? types[type] : []
  if (fitting?.length === 0) {
    throw invalid(
      `${sectionOf(path)} failed validation: ${path}.type should be one of ${listOf(Object.keys(types))}, instead was \`${JSON.stringify(type!.slice(0, 100).toWellFormed())}\`.`,
    )
  }
  const [key] = given
  if (key === undefined && fitting?.length === 1 && (fitting[0] === 'workspace' || fitting[0] === 'public')) {
    return { type: fitting[0] }
  }
  if (key === undefined || given.length > 1) {
    throw invalid(
      `${sectionOf(path)} failed validation: ${path} should name a principal by one of ${listOf(principalKeys)}, instead named ${given.length === 0 ? 'none' : given.join(' and ')}.`,
    )
  }
  const named = namedBy(key, request[key]!, path)
  if (fitting !== undefined && !fitting.includes(named.type)) {
    throw invalid(`${sectionOf(path)} failed validation: ${path}.type should fit ${path}.${key}.`)
  }
  return named
}

/** Programs put an e-mail where they were told to put the id of a user. */
function namedBy(key: keyof typeof kinds, value: string | true, path: string): NamedPrincipal {
  const kind = kinds[key]
  if (value === true || kind === 'workspace' || kind === 'public') return { type: kind } as NamedPrincipal
  if (kind === 'email' || (kind === 'user' && value.includes('@'))) return { type: 'email', email: value }
  if (isUuid(value)) return { type: kind, id: value }
  throw invalid(
    `${sectionOf(path)} failed validation: ${path}.${key} should be a valid uuid${kind === 'user' ? ' or an e-mail address' : ''}, instead was \`${JSON.stringify(value.slice(0, 100).toWellFormed())}\`.`,
  )
}

const sectionOf = (path: string): string => path.split('.', 1)[0]!

const listOf = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ')
