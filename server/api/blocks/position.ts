import type { Static } from 'typebox'
import type { Place } from '#server/domain/blocks/insert.ts'
import { toUuid } from '#shared/ids.ts'
import type { PositionRequest } from './schema.ts'

/** The end when nothing is said. */
export function readPosition(position: Static<typeof PositionRequest> | undefined): Place {
  if (position?.type === 'after_block') return { type: 'after_block', id: toUuid(position.after_block.id) }
  return { type: position?.type ?? 'end' }
}
