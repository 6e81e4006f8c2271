import { type Static, Type } from 'typebox'
import type { Context } from '#server/domain/context.ts'
import { typesOfFeed } from '#server/domain/events/types.ts'
import { type UserChange, type UserChanges, userChangesAfter } from '#server/domain/users/changes.ts'
import { retrieveSelf, type Self } from '#server/domain/users/read.ts'
import { listOf, pageSize, pagingFields, presentList } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { invalid } from '#shared/problem.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, StrictObject, WordList, wordsIn } from '#shared/validation/schemas.ts'
import { Group } from './groups.ts'
import { presentMember } from './present.ts'
import { warningHeaders, withWarnings } from './warnings.ts'

const TYPES = typesOfFeed('people')

const userHead = {
  object: Type.Literal('user'),
  id: Type.String(),
  name: Nullable(Type.String()),
  avatar_url: Nullable(Type.String()),
}

/** A user as `GET /v1/users/{user_id}` shows them to the caller. */
const ListedUser = named(
  'ListedUser',
  Type.Union([
    Type.Object({
      ...userHead,
      type: Type.Literal('person'),
      person: Type.Object({
        email: Type.Optional(Type.String()),
        octavo: Type.Optional(
          Type.Object({ role: Type.String(), status: Type.String(), groups: Type.Array(Group) }),
        ),
      }),
    }),
    Type.Object({
      ...userHead,
      type: Type.Literal('bot'),
      bot: Type.Object({
        owner: Type.Optional(
          Type.Union([
            Type.Object({ type: Type.Literal('workspace'), workspace: Type.Literal(true) }),
            Type.Object({
              type: Type.Literal('user'),
              user: Type.Object({
                ...userHead,
                type: Type.Literal('person'),
                person: Type.Object({ email: Type.Optional(Type.String()) }),
              }),
            }),
          ]),
        ),
        workspace_name: Type.Optional(Type.String()),
        workspace_id: Type.Optional(Type.String()),
        workspace_limits: Type.Optional(Type.Object({ max_file_upload_size_in_bytes: Type.Integer() })),
      }),
    }),
  ]),
)

const UserChangeAnswer = named(
  'UserChange',
  Type.Object({
    object: Type.Literal('user_change'),
    id: Type.String(),
    /** Grows along the feed. */
    sequence: Type.Integer(),
    type: OneOf(TYPES),
    timestamp: Type.String(),
    entity: Type.Object({ type: OneOf(['user', 'group', 'invitation', 'connection']), id: Type.String() }),
    authors: Type.Array(Type.Object({ id: Type.String(), type: OneOf(['person', 'bot']) })),
    origin: OneOf(['ui', 'api', 'scim', 'saml_jit', 'invite', 'cli', 'system']),
    /** What of the entity changed. */
    changed: Type.Array(Type.String()),
    /** What that was before. */
    previous: Type.Object({
      name: Type.Optional(Nullable(Type.String())),
      avatar_url: Type.Optional(Nullable(Type.String())),
      email: Type.Optional(Nullable(Type.String())),
      role: Type.Optional(Type.String()),
      status: Type.Optional(Type.String()),
    }),
    /** Ids and names. */
    data: Type.Record(Type.String(), Type.Unknown()),
    /** Who it is about, as they are now: the person, or the bot of the connection. */
    user: Type.Optional(ListedUser),
    group: Type.Optional(Group),
    /** Instead of `user` or `group`, where the list of users does not have them any more. */
    tombstone: Type.Optional(
      Type.Object({ object: OneOf(['user', 'group']), id: Type.String(), removed_time: Type.String() }),
    ),
  }),
)

const ChangesQuery = StrictObject({
  ...pagingFields,
  types: Type.Optional(WordList(TYPES)),
  include_guests: Type.Optional(Type.Boolean()),
})

export const userChangesRoute = route({
  method: 'GET',
  url: '/v1/users/changes',
  call: 'users.changes',
  answer: Type.Object({
    ...listOf('user_change', UserChangeAnswer).properties,
    next_cursor: Type.String(),
    warnings: Type.Optional(Type.Array(Type.String())),
  }),
  summary:
    'What happened to people, groups, invitations and connections, in order; `start_cursor=now` starts at the end.',
  needs: 'read_user_info',
  isExtension: true,
  reads: true,
  query: ChangesQuery,
  headers: warningHeaders,
  allow: () => null,
  handle: async (context, { query }) => ({
    context,
    self: await retrieveSelf(context),
    found: await userChangesAfter(context, {
      cursor: query.start_cursor ?? null,
      types: wantedTypes(query),
      size: pageSize(query.page_size),
      includesGuests: query.include_guests === true,
    }),
  }),
  present: presentChanges,
})

/** Who comes and goes as a guest is asked for twice, or nothing would be told of it. */
function wantedTypes({ types, include_guests }: Static<typeof ChangesQuery>): string[] | undefined {
  const wanted = types === undefined ? undefined : wordsIn(types)
  const ofGuests = wanted?.find((type) => type.startsWith('guest.'))
  if (ofGuests === undefined || include_guests === true) return wanted
  throw invalid(`query.types has "${ofGuests}", so query.include_guests should be \`true\`.`)
}

function presentChanges({ context, self, found }: { context: Context; self: Self; found: UserChanges }) {
  const results = found.changes.map((change) => presentChange(change, context, self))
  const list = { ...presentList('user_change', results, found.nextCursor), has_more: found.hasMore }
  return withWarnings(list, context)
}

function presentChange(
  { id, sequence, type, timestamp, entity, authors, origin, changed, ...change }: UserChange,
  context: Context,
  self: Self,
) {
  const { previous, data, member, group, gone } = change
  const { email, ...others } = previous
  const seesEmail = email !== undefined && context.actor.capabilities.user_info === 'email'
  const own = member?.user.id === self.user.id ? self : null
  return {
    object: 'user_change',
    id,
    sequence,
    type,
    timestamp: new Date(timestamp).toISOString(),
    entity,
    authors,
    origin,
    changed,
    previous: seesEmail ? { ...others, email } : others,
    data,
    ...(member && { user: presentMember(member, context, own) }),
    ...(group && { group: { object: 'group', ...group } }),
    ...(gone && {
      tombstone: { object: gone.type, id: gone.id, removed_time: new Date(gone.time).toISOString() },
    }),
  }
}
