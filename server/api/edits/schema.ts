import { type Static, Type } from 'typebox'
import { BlockContentRequest, LoneBlockRequest } from '#shared/blocks/request.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { BlockAnswer } from '../blocks/schema.ts'

/** Edits of one request. */
const MOST_EDITS = 1000

const placing = { parent: Type.Optional(Uuid), after: Type.Optional(Nullable(Uuid)) }

const edit = <T extends string, P extends Parameters<typeof StrictObject>[0]>(type: T, fields: P) =>
  StrictObject({ type: Type.Literal(type), ...fields })

export const BlockEdit = named(
  'BlockEdit',
  Type.Union([
    edit('insert', { id: Type.Optional(Uuid), ...placing, block: Type.Optional(LoneBlockRequest) }),
    edit('update', { id: Uuid, block: BlockContentRequest, base: Type.Optional(BlockContentRequest) }),
    edit('retype', { id: Uuid, block: LoneBlockRequest, base: Type.Optional(BlockContentRequest) }),
    edit('move', { id: Uuid, page: Type.Optional(Uuid), ...placing }),
    edit('delete', { id: Uuid }),
  ]),
)

export type BlockEdit = Static<typeof BlockEdit>

export const EditPageBody = StrictObject({
  base_revision: Type.Optional(Type.String()),
  edits: Type.Array(BlockEdit, {
    'x-check': ({ length }: unknown[]) =>
      length <= MOST_EDITS ? null : { at: ['length'], expected: `≤ \`${MOST_EDITS}\``, value: length },
  }),
})

export const EditsAnswer = Type.Object({
  object: Type.Literal('page_edits'),
  page_id: Type.String(),
  revision: Type.String(),
  is_behind: Type.Boolean(),
  results: Type.Array(
    Type.Object({
      id: Type.String(),
      status: OneOf(['done', 'merged', 'conflict']),
      reason: Nullable(OneOf(['in_trash', 'changed', 'in_itself'])),
      block: Nullable(BlockAnswer),
    }),
  ),
})
