import { Type } from 'typebox'
import { eventTypes } from '#server/domain/events/types.ts'
import { pagingFields } from '#server/http/paging.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { MapOf, Nullable, OneOf, SoughtText, StrictObject, Uuid } from '#shared/validation/schemas.ts'

const ActorType = OneOf(['person', 'bot', 'directory', 'system'])

/** One type, or several with commas between them. */
const Types = Type.String({
  'x-check': (text: string) =>
    text.split(',').every((type) => Object.hasOwn(eventTypes, type))
      ? null
      : { at: [], expected: 'the type of an event, or several with commas between them', value: text },
})

const Moment = Type.String({ format: 'iso-date' })

const filters = {
  actor_id: Type.Optional(Uuid),
  actor_type: Type.Optional(ActorType),
  type: Type.Optional(Type.Array(Types)),
  object_id: Type.Optional(Uuid),
  since: Type.Optional(Moment),
  until: Type.Optional(Moment),
  token_id: Type.Optional(Uuid),
  ip_address: Type.Optional(SoughtText),
}

/** What is looked for, without where to begin. */
export const AuditFilters = StrictObject(filters)
export const AuditLogQuery = StrictObject({
  ...pagingFields,
  ...filters,
  direction: Type.Optional(OneOf(['ascending', 'descending'])),
})
export const FollowQuery = StrictObject({ ...filters, start_cursor: Type.Optional(Type.String()) })

export const AuditEvent = named(
  'AuditEvent',
  Type.Object({
    object: Type.Literal('audit_event'),
    id: Type.String(),
    /** The number of the event in its workspace: events are numbered as they happened, without gaps. */
    sequence: Type.Integer(),
    timestamp: Type.String(),
    type: Type.String(),
    actor: Type.Object({
      type: ActorType,
      id: Nullable(Type.String()),
      name: Nullable(Type.String()),
      /** The token that it showed; null at a browser. */
      token_id: Nullable(Type.String()),
    }),
    target: Type.Object({ type: Type.String(), id: Type.String() }),
    data: MapOf(Type.Unknown()),
    before: Nullable(MapOf(Type.Unknown())),
    after: Nullable(MapOf(Type.Unknown())),
    ip_address: Nullable(Type.String()),
    user_agent: Nullable(Type.String()),
    origin: OneOf(['ui', 'api', 'scim', 'saml_jit', 'invite', 'cli', 'system']),
  }),
)
