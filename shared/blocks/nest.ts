import type { TSchema } from 'typebox'
import { OptionalTag, StrictObject } from '../validation/schemas.ts'
import type { BlockType, Nest } from './block-type.ts'

/** A new block of one type, null where it cannot stand. */
export function blockSchema({ type, createRequest }: BlockType, nest: Nest): TSchema | null {
  const payload = createRequest?.(nest)
  return payload ? wrap(type, payload) : null
}

/** A payload under its type's name. */
export const wrap = (type: string, payload: TSchema): TSchema =>
  StrictObject({ [type]: payload, type: OptionalTag(type), object: OptionalTag('block') })
