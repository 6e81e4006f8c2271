import type { Static } from 'typebox'
import type { Sharing } from '#server/domain/permissions/grant.ts'
import { instantOf } from '#shared/dates.ts'
import { invalid } from '#shared/problem.ts'
import { type LevelRequest, levelIn, levelNeededIn } from './level.ts'
import { type PrincipalRequest, principalIn, principalKeys } from './principal.ts'
import type { BatchBody, ChangeBody, GrantBody, InviteBody, UsersBody } from './schema.ts'

type Item = PrincipalRequest &
  LevelRequest & {
    principal?: PrincipalRequest
    expiration_time?: string | null
    link?: { search_indexing?: boolean; allow_duplicate?: boolean }
  }

interface Telling {
  notify?: boolean
  message?: string
  if_not_member?: 'invite' | 'error'
  override?: boolean
}

const telling = ({ notify, message, if_not_member = 'invite', override = false }: Telling) => ({
  notify,
  message: message?.trim() ? message.trim() : null,
  ifNotMember: if_not_member,
  override,
})

/** `{principal, level}`, or its parts without the object around them. */
export const sharingOfGrant = (body: Static<typeof GrantBody>): Sharing => ({
  set: [settingIn(body, 'body')],
  remove: [],
  ...telling(body),
})

export const sharingOfBatch = (body: Static<typeof BatchBody>): Sharing => ({
  set: (body.set ?? []).map((item, index) => settingIn(item, `body.set[${index}]`)),
  remove: (body.remove ?? []).map((item, index) => principalOfItem(item, `body.remove[${index}]`)),
  inherits: body.inherit,
  ...telling(body),
})

export const sharingOfUsers = (body: Static<typeof UsersBody>): Sharing => {
  if (body.add_users === undefined && body.remove_users === undefined) {
    throw invalid('body failed validation: body.add_users should be defined, instead was `undefined`.')
  }
  return {
    set: (body.add_users ?? []).map((item, index) => settingIn(item, `body.add_users[${index}]`)),
    remove: (body.remove_users ?? []).map((item, index) =>
      principalOfItem(item, `body.remove_users[${index}]`),
    ),
    ...telling(body),
  }
}

export const sharingOfInvite = (body: Static<typeof InviteBody>): Sharing => {
  const { email, user_id, emails = [], recipients = [], send_invitation } = body
  const common = settingOf(body, 'body')
  const set = [
    ...(email === undefined ? [] : [{ principal: principalIn({ email }, 'body') }]),
    ...(user_id === undefined ? [] : [{ principal: principalIn({ user_id }, 'body') }]),
    ...emails.map((one, index) => ({ principal: principalIn({ email: one }, `body.emails[${index}]`) })),
    ...recipients.map((one, index) => {
      const path = `body.recipients[${index}]`
      return { principal: principalOfItem(one, path), ...withoutUndefined(settingOf(one, path)) }
    }),
  ].map((one) => ({ ...common, ...one }))
  if (set.length === 0) {
    throw invalid('body failed validation: body.email should be defined, instead was `undefined`.')
  }
  if (set.some(({ level }) => level === undefined)) levelNeededIn(body, 'body')
  return { set, remove: [], ...telling({ ...withoutUndefined({ notify: send_invitation }), ...body }) }
}

/** What is to be another way in one permission. */
export const changeIn = (body: Static<typeof ChangeBody>) => ({
  ...settingOf(body, 'body'),
  override: body.override ?? false,
})

function settingIn(item: Item, path: string) {
  const principal = principalOfItem(item, path)
  levelNeededIn(item, path)
  return { principal, ...settingOf(item, path) }
}

const settingOf = (item: LevelRequest & Pick<Item, 'expiration_time' | 'link'>, path: string) => ({
  level: levelIn(item, path),
  expirationTime:
    typeof item.expiration_time === 'string' ? momentOf(item.expiration_time) : item.expiration_time,
  link: item.link,
})

function principalOfItem({ principal, ...item }: Item, path: string) {
  if (principal === undefined) return principalIn(item, path)
  const twice = principalKeys.find((key) => item[key] !== undefined)
  if (twice !== undefined) {
    throw invalid(`body failed validation: ${path}.${twice} should be not present beside ${path}.principal.`)
  }
  return principalIn(principal, `${path}.principal`)
}

const withoutUndefined = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<T>

/** Dates of pages know no seconds; an expiry does. A time without an offset is UTC. */
function momentOf(text: string): number {
  const hasZone = !text.includes('T') || /(?:Z|[+-]\d\d:?\d\d)$/i.test(text)
  const moment = Date.parse(hasZone ? text : `${text}Z`)
  return Number.isNaN(moment) ? instantOf(text) : moment
}
