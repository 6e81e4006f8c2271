import { type Static, Type } from 'typebox'
import { Color } from '../colors.ts'
import { DateRequest } from '../dates.ts'
import { named } from '../validation/named-schemas.ts'
import { Nullable, OneOf, OptionalTag, StrictObject, Url, Uuid } from '../validation/schemas.ts'

const optionalFlag = Type.Optional(Type.Boolean())

// Answers carry more than a request needs; what they add is taken back without a word.
const common = {
  annotations: Type.Optional(
    StrictObject({
      bold: optionalFlag,
      italic: optionalFlag,
      strikethrough: optionalFlag,
      underline: optionalFlag,
      code: optionalFlag,
      color: Type.Optional(Color),
    }),
  ),
  plain_text: Type.Optional(Type.Unknown()),
  href: Type.Optional(Type.Unknown()),
}

const UserMention = StrictObject({
  user: StrictObject({
    id: Uuid,
    object: OptionalTag('user'),
    name: Type.Optional(Type.Unknown()),
    avatar_url: Type.Optional(Type.Unknown()),
    type: Type.Optional(Type.Unknown()),
    person: Type.Optional(Type.Unknown()),
    bot: Type.Optional(Type.Unknown()),
  }),
  type: OptionalTag('user'),
})

const TemplateMention = Type.Union([
  StrictObject({
    template_mention_date: OneOf(['today', 'now']),
    type: OptionalTag('template_mention_date'),
  }),
  StrictObject({ template_mention_user: Type.Literal('me'), type: OptionalTag('template_mention_user') }),
])

const Mention = Type.Union([
  UserMention,
  StrictObject({ date: DateRequest, type: OptionalTag('date') }),
  StrictObject({ page: StrictObject({ id: Uuid }), type: OptionalTag('page') }),
  StrictObject({ database: StrictObject({ id: Uuid }), type: OptionalTag('database') }),
  StrictObject({ template_mention: TemplateMention, type: OptionalTag('template_mention') }),
  StrictObject({
    custom_emoji: StrictObject({
      id: Uuid,
      name: Type.Optional(Type.String({ maxLength: 200 })),
      url: Type.Optional(Url),
    }),
    type: OptionalTag('custom_emoji'),
  }),
])

/** API reference, "Rich text". */
export const RichTextItemRequest = named(
  'RichTextItemRequest',
  Type.Union([
    StrictObject({
      text: StrictObject({
        content: Type.String({ maxLength: 2000 }),
        link: Type.Optional(Nullable(StrictObject({ url: Url, type: OptionalTag('url') }))),
      }),
      type: OptionalTag('text'),
      ...common,
    }),
    StrictObject({ mention: Mention, type: OptionalTag('mention'), ...common }),
    StrictObject({
      equation: StrictObject({ expression: Type.String({ maxLength: 1000 }) }),
      type: OptionalTag('equation'),
      ...common,
    }),
  ]),
)

export type RichTextItemRequest = Static<typeof RichTextItemRequest>
export type MentionRequest = Static<typeof Mention>

export const RichTextRequest = Type.Array(RichTextItemRequest, { maxItems: 100 })

export type RichTextRequest = Static<typeof RichTextRequest>
