import { Type } from 'typebox'
import { pagingFields } from '#server/http/paging.ts'
import { OneOf, StrictObject } from '#shared/validation/schemas.ts'

export const SearchBody = StrictObject({
  query: Type.Optional(Type.String()),
  sort: Type.Optional(
    Type.Union([
      StrictObject({
        timestamp: Type.String(),
        direction: Type.Optional(OneOf(['ascending', 'descending'])),
      }),
      StrictObject({ property: Type.Literal('relevance') }),
    ]),
  ),
  filter: Type.Optional(
    Type.Union([
      StrictObject({
        property: Type.Literal('object'),
        value: OneOf(['page', 'data_source']),
        in_trash: Type.Optional(Type.Boolean()),
      }),
      StrictObject({ in_trash: Type.Boolean() }),
      StrictObject({}),
    ]),
  ),
  ...pagingFields,
})
