import { cards } from './cover.ts'
import { clearable } from './part.ts'
import { viewProperties } from './view-properties.ts'
import { viewOf } from './view-type.ts'

export const gallery = viewOf('gallery', {
  properties: clearable(viewProperties),
  cover: clearable(cards.cover),
  cover_size: clearable(cards.coverSize),
  cover_aspect: clearable(cards.coverAspect),
  card_layout: clearable(cards.layout),
})
