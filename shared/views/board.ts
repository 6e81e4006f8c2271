import { cards } from './cover.ts'
import { groupBy, initialGroupBy } from './group-by.ts'
import { clearable, required } from './part.ts'
import { viewProperties } from './view-properties.ts'
import { viewOf } from './view-type.ts'

export const board = viewOf(
  'board',
  {
    group_by: required(groupBy),
    sub_group_by: clearable(groupBy),
    properties: clearable(viewProperties),
    cover: clearable(cards.cover),
    cover_size: clearable(cards.coverSize),
    cover_aspect: clearable(cards.coverAspect),
    card_layout: clearable(cards.layout),
  },
  (schema) => {
    const group_by = initialGroupBy(schema)
    return group_by === null ? { lacks: 'a property to group by (configuration.group_by)' } : { group_by }
  },
)
