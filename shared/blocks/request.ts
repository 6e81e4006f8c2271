import { type TSchema, type TSchemaOptions, Type } from 'typebox'
import { named, reference } from '../validation/named-schemas.ts'
import { OptionalTag, Refused, StrictObject } from '../validation/schemas.ts'
import type { Nest } from './block-type.ts'
import { noChildren } from './fields.ts'
import { blockSchema } from './nest.ts'
import { blockTypes } from './registry.ts'

/** A new block: its payload under the name of its type. */
export type BlockRequest = Readonly<Record<string, unknown>>

const types = [...blockTypes.values()]

/** Schemas are shared by all that may stand at one level, so that each is described and compiled once. */
const union = (name: string, nest: Nest, options: TSchemaOptions = {}) =>
  named(
    name,
    Type.Unsafe<BlockRequest>(
      Type.Union(
        types.flatMap((type) => blockSchema(type, nest) ?? []),
        options,
      ),
    ),
  )

const nestOver = (block: TSchema, below: Nest | null, hasColumns: boolean): Nest => {
  return { block, children: Type.Optional(Type.Array(block, { maxItems: 100 })), below, hasColumns }
}

const bottom: Nest = { block: null, children: noChildren, below: null, hasColumns: false }
const middle = nestOver(union('BlockObjectRequestWithoutChildren', bottom), bottom, false)
const top = nestOver(union('BlockObjectWithSingleLevelOfChildrenRequest', middle), middle, true)

const endless: Nest = {
  ...nestOver(reference<BlockRequest>('BlockObjectRequestOfAnyDepth'), null, true),
  get below() {
    return endless
  },
}
union('BlockObjectRequestOfAnyDepth', endless)

/** A new block with up to two levels of blocks below it; with as many as it likes where sizes do not count. */
export const BlockRequest = union('BlockObjectRequest', top, { 'x-unsized': 'BlockObjectRequestOfAnyDepth' })

/** A new block whose children are made by themselves. */
export const LoneBlockRequest = union('BlockObjectRequestAlone', { ...bottom, isAlone: true })

/** The blocks of a request that appends to a block or fills a new page. */
export const BlocksRequest = Type.Array(BlockRequest, { maxItems: 100 })

// The older name of `in_trash` is refused by itself, without a list of all types that might have been meant.
const trash = { in_trash: Type.Optional(Type.Boolean()), archived: Type.Optional(Refused('not present')) }

/** A change to a block: what is new in its payload, under the name of its type, and whether it is in the trash. */
export const BlockChangeRequest = named(
  'BlockChangeRequest',
  Type.Unsafe<BlockChangeRequest>(
    Type.Union([
      ...types.flatMap(({ type, changeRequest }) =>
        changeRequest ? [StrictObject({ [type]: changeRequest, type: OptionalTag(type), ...trash })] : [],
      ),
      StrictObject(trash),
    ]),
  ),
)

/** What is new in the payload of a block, under the name of its type. */
export const BlockContentRequest = named(
  'BlockContentRequest',
  Type.Unsafe<BlockRequest>(
    Type.Union(
      types.flatMap(({ type, changeRequest }) =>
        changeRequest ? [StrictObject({ [type]: changeRequest, type: OptionalTag(type) })] : [],
      ),
    ),
  ),
)

export type BlockChangeRequest = { readonly in_trash?: boolean } & BlockRequest
