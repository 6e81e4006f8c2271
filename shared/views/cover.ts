import { Refused } from '../validation/schemas.ts'
import { choice, objectOf, oneOfTypes, optional, type Part, plain, required, tag } from './part.ts'
import { propertyReference } from './property-reference.ts'

const refused = optional(plain(Refused('not present')))

/** What a card shows on top. */
const cover: Part = oneOfTypes(
  new Map([
    ...['page_cover', 'page_content'].map((type): [string, Part] => [
      type,
      objectOf({ type: required(tag(type)), property_id: refused }),
    ]),
    [
      'property',
      objectOf({
        type: required(tag('property')),
        property_id: required(propertyReference('a cover', ['files'])),
      }),
    ],
  ]),
)

/** How views of cards look. */
export const cards = {
  cover,
  coverSize: choice('small', 'medium', 'large'),
  coverAspect: choice('contain', 'cover'),
  layout: choice('list', 'compact'),
}
