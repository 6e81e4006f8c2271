import { toUuid } from '#shared/ids.ts'
import type { Around, Change, Json, Version } from './change.ts'
import { changeMember, changeProperties, isObject, own } from './rewrite.ts'
import { subscriptionsKeepTheirVersion } from './subscriptions.ts'

/** The page around the block. */
const toPageParent = (object: Json, { pages }: Around): Json =>
  changeMember(object, 'parent', (parent) =>
    parent.type === 'block_id'
      ? { type: 'page_id', page_id: pages.get(parent.block_id as string) ?? parent.block_id }
      : parent,
  )

const parentsAreDirect: Change = {
  says: 'The parent of a page or database is always its direct parent, which may be a block.',
  objects: { page: toPageParent, database: toPageParent },
  asksForPages: true,
}

const blocksHaveParents: Change = {
  says: 'Blocks have a `parent`.',
  objects: { block: ({ parent: _, ...block }) => block },
}

/** One-way relations tell of no other side. */
const toUntypedRelation = ({ database_id, dual_property }: Json): Json => ({
  database_id,
  ...(isObject(dual_property) ? dual_property : {}),
})

/**
 * Relations between two databases were two-way, those within one were not: what the new types brought were
 * "one way relations between databases as well as two way relations within a database".
 */
function toTypedRelation(relation: Json, ownId: unknown): Json {
  if (Object.hasOwn(relation, 'single_property') || Object.hasOwn(relation, 'dual_property')) return relation
  const { synced_property_id, synced_property_name, ...target } = relation
  const synced = {
    ...(typeof synced_property_id === 'string' ? { synced_property_id } : {}),
    ...(typeof synced_property_name === 'string' ? { synced_property_name } : {}),
  }
  const isTwoWay = Object.keys(synced).length > 0 || !isSameId(own(target, 'database_id'), ownId)
  return { ...target, ...(isTwoWay ? { dual_property: synced } : { single_property: {} }) }
}

const isSameId = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' && toUuid(a) === toUuid(b)

const withTypedRelations = (body: unknown, ownId: unknown): unknown =>
  isObject(body)
    ? changeProperties((property) =>
        changeMember(property, 'relation', (relation) => toTypedRelation(relation, ownId)),
      )(body)
    : body

const relationsHaveTypes: Change = {
  says: 'Relations of databases are of the type `single_property` or `dual_property`.',
  requests: {
    'POST /v1/databases': (parts) => ({ ...parts, body: withTypedRelations(parts.body, null) }),
    'PATCH /v1/databases/:database_id': (parts) => ({
      ...parts,
      body: withTypedRelations(parts.body, parts.params.database_id),
    }),
  },
  objects: {
    database: changeProperties((property) =>
      property.type === 'relation' ? changeMember(property, 'relation', toUntypedRelation) : property,
    ),
  },
}

export const version: Version = {
  version: '2022-06-28',
  changes: [
    parentsAreDirect,
    blocksHaveParents,
    relationsHaveTypes,
    subscriptionsKeepTheirVersion('2022-02-22'),
  ],
}
