import type { Change, Json, Version } from './change.ts'
import { changeMember, changeProperties, inBody, isObject, own, renameKey } from './rewrite.ts'
import { subscriptionsKeepTheirVersion } from './subscriptions.ts'

/* Appending blocks answered with their parent: see `blocks/routes.ts`. */

const unknownKeysAreRefused: Change = {
  says: 'Requests with unknown keys fail.',
  refusesUnknownKeys: true,
}

const oldItemTypes: ReadonlyMap<unknown, string> = new Map([
  ['files', 'file'],
  ['rich_text', 'text'],
  ['people', 'person'],
])

const toOldItem = (item: unknown): unknown => {
  if (!isObject(item)) return item
  const old = oldItemTypes.get(item.type)
  return old === undefined ? item : { ...renameKey(item, item.type as string, old), type: old }
}

const rolledUpItemsAreCalledAsTheirProperties: Change = {
  says: 'Items of an array rollup are `files`, `rich_text` and `people`, no longer `file`, `text` and `person`.',
  objects: {
    page: changeProperties((value) =>
      changeMember(value, 'rollup', (rollup) =>
        Array.isArray(rollup.array) ? { ...rollup, array: rollup.array.map(toOldItem) } : rollup,
      ),
    ),
  },
}

const functionNames = [
  ['count', 'count_all'],
  ['unique', 'count_unique_values'],
  ['empty', 'count_empty'],
  ['not_empty', 'count_not_empty'],
] as const

const renameFunction = (names: ReadonlyMap<unknown, string>) =>
  changeProperties((property) =>
    changeMember(property, 'rollup', (rollup) => {
      const name = names.get(own(rollup, 'function'))
      return name === undefined ? rollup : { ...rollup, function: name }
    }),
  )

const toOldFunction = renameFunction(new Map(functionNames))
const toNewFunction = inBody(renameFunction(new Map(functionNames.map(([name, old]) => [old, name]))))

const rollupFunctionsAreShort: Change = {
  says: 'Rollup functions lost their long names: `count_all` is now `count`.',
  requests: { 'POST /v1/databases': toNewFunction, 'PATCH /v1/databases/:database_id': toNewFunction },
  objects: { page: toOldFunction, database: toOldFunction },
}

const emptyValuesAreNull: Change = {
  says: 'Empty properties of a page are `null`; they were left out.',
  objects: { page: changeProperties((value) => (isEmpty(value) ? null : value)) },
}

function isEmpty(value: Json): boolean {
  const { type } = value
  const content = typeof type === 'string' ? value[type] : undefined
  return type === 'rollup' && isObject(content) && typeof content.type === 'string'
    ? content[content.type] === null
    : content === null
}

const decodeMember = (object: Json, key: string): Json => {
  const id = own(object, key)
  return typeof id === 'string' ? { ...object, [key]: decode(id) } : object
}

function decode(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

const withRawIds = changeProperties((property) =>
  changeMember(decodeMember(property, 'id'), 'relation', (relation) =>
    decodeMember(relation, 'synced_property_id'),
  ),
)

const propertyIdsFitInAddresses: Change = {
  says: 'Ids of properties are encoded to fit in an address.',
  objects: { page: withRawIds, database: withRawIds },
}

export const version: Version = {
  version: '2021-08-16',
  changes: [
    unknownKeysAreRefused,
    rolledUpItemsAreCalledAsTheirProperties,
    rollupFunctionsAreShort,
    emptyValuesAreNull,
    propertyIdsFitInAddresses,
    subscriptionsKeepTheirVersion('2021-05-13'),
  ],
}
