import { DEEPEST_NESTING } from '#shared/validation/check.ts'
import type { Change, Json, Version } from './change.ts'
import { toBlocksOfRequests } from './request-blocks.ts'
import { changeMember, inBody, isObject, own, renameKey } from './rewrite.ts'
import { subscriptionsKeepTheirVersion } from './subscriptions.ts'

/* The list of all databases, `GET /v1/databases`, was removed too: see `databases/before-data-sources.ts`. */

const withText = [
  'paragraph',
  'heading_1',
  'heading_2',
  'heading_3',
  'heading_4',
  'callout',
  'quote',
  'bulleted_list_item',
  'numbered_list_item',
  'to_do',
  'toggle',
  'code',
  'template',
]

const renameText = (from: string, to: string) => (block: Json) =>
  withText.reduce((all, type) => changeMember(all, type, (payload) => renameKey(payload, from, to)), block)

const richTextReplacesText: Change = {
  says: 'The `text` of blocks is now called `rich_text`.',
  requests: toBlocksOfRequests(renameText('text', 'rich_text')),
  objects: { block: renameText('rich_text', 'text') },
}

/** What stands at each depth is known: groups, then conditions, then those of formulas and rollups. */
function toRichTextFilter(filter: Json, depth: number): Json {
  const groups = changeGroup(changeGroup(filter, 'and', depth), 'or', depth)
  const named = renameKey(renameKey(groups, 'text', 'rich_text'), 'phone', 'phone_number')
  const typed = Object.hasOwn(named, 'type')
    ? { ...named, type: newTypes.get(named.type) ?? named.type }
    : named
  const formula = changeMember(typed, 'formula', (condition) => renameKey(condition, 'text', 'string'))
  return changeMember(formula, 'rollup', (rollup) =>
    ['any', 'every', 'none'].reduce(
      (all, key) => changeMember(all, key, (condition) => renameKey(condition, 'text', 'rich_text')),
      rollup,
    ),
  )
}

function changeGroup(filter: Json, key: 'and' | 'or', depth: number): Json {
  const members = own(filter, key)
  if (!Array.isArray(members) || depth > DEEPEST_NESTING) return filter
  return {
    ...filter,
    [key]: members.map((one) => (isObject(one) ? toRichTextFilter(one, depth + 1) : one)),
  }
}

const newTypes = new Map<unknown, string>([
  ['text', 'rich_text'],
  ['phone', 'phone_number'],
])

const filtersAreCalledAsTheirProperties: Change = {
  says: 'Filters on text are called `rich_text`, on telephone numbers `phone_number`, on formulas `string`.',
  requests: {
    'POST /v1/databases/:database_id/query': inBody((body) =>
      changeMember(body, 'filter', (filter) => toRichTextFilter(filter, 0)),
    ),
  },
}

/** Only the result of a rollup was told. */
function toBareList(list: Json): Json {
  if (list.type !== 'property_item') return list
  const { type: _, property_item, ...rest } = list
  if (!isObject(property_item) || property_item.type !== 'rollup') return rest
  return { ...rest, type: 'rollup', rollup: property_item.rollup }
}

const propertyItemsNameTheirProperty: Change = {
  says: 'Property items tell the `id` of their property, and lists of them its `type` and a `next_url`.',
  objects: { property_item: ({ id: _, ...item }) => item, list: toBareList },
}

export const version: Version = {
  version: '2022-02-22',
  changes: [
    richTextReplacesText,
    filtersAreCalledAsTheirProperties,
    propertyItemsNameTheirProperty,
    subscriptionsKeepTheirVersion('2021-08-16'),
  ],
}
