/** The body of a query for meeting notes (API reference, "Query meeting notes"). */
import { type Static, Type } from 'typebox'
import { OneOf, StrictObject } from '../validation/schemas.ts'

const properties = [
  'title',
  'attendees',
  'created_time',
  'created_by',
  'last_edited_time',
  'last_edited_by',
] as const

const type = OneOf(['relative', 'exact'])

const Day = StrictObject({
  type: OneOf(['date', 'datetime']),
  start_date: Type.String({ format: 'iso-date' }),
  start_time: Type.Optional(Type.String()),
  time_zone: Type.Optional(Type.String({ format: 'time-zone' })),
})

const Days = StrictObject({
  type: Type.Literal('daterange'),
  start_date: Type.String({ format: 'iso-date' }),
  end_date: Type.Optional(Type.String({ format: 'iso-date' })),
})

/** One shape for each kind of property, and all that the API's types allow in it. */
const Value = Type.Union([
  StrictObject({
    type,
    value: Type.Union([Type.String(), Day, Days]),
    direction: Type.Optional(OneOf(['past', 'future'])),
    unit: Type.Optional(OneOf(['day', 'week', 'month', 'year'])),
    count: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
  }),
  Type.Array(
    StrictObject({
      type: Type.Literal('exact'),
      value: StrictObject({ table: Type.Literal('notion_user'), id: Type.String({ format: 'uuid' }) }),
    }),
    { maxItems: 100 },
  ),
])

const Condition = StrictObject({
  property: OneOf(properties),
  filter: StrictObject({ operator: Type.String(), value: Type.Optional(Value) }),
})

const operator = OneOf(['and', 'or'])

const InnerGroup = StrictObject({ operator, filters: Type.Array(Condition, { maxItems: 100 }) })

const Group = StrictObject({
  operator,
  filters: Type.Array(Type.Union([Condition, InnerGroup]), { maxItems: 100 }),
})

export const MeetingNotesFilter = StrictObject({
  operator,
  filters: Type.Optional(Type.Array(Type.Union([Condition, Group]), { maxItems: 100 })),
})

export const MeetingNotesSort = Type.Array(
  StrictObject({ property: OneOf(properties), direction: OneOf(['ascending', 'descending']) }),
  { maxItems: 100 },
)

export type MeetingNotesProperty = (typeof properties)[number]
export type MeetingNotesValue = Static<typeof Value>
export type MeetingNotesCondition = Static<typeof Condition>
export type MeetingNotesFilter = Static<typeof MeetingNotesFilter>
export type MeetingNotesSort = Static<typeof MeetingNotesSort>
