import type { Static } from 'typebox'
import { toUuid } from '../ids.ts'
import { Nullable, OptionalTag, StrictObject, Uuid } from '../validation/schemas.ts'
import { blockType } from './block-type.ts'

const Original = Nullable(StrictObject({ block_id: Uuid, type: OptionalTag('block_id') }))

/** An original, or a copy that shows what its original holds. */
export const syncedBlock = blockType<{ synced_from: Static<typeof Original> }>({
  type: 'synced_block',
  createRequest: ({ children }) => StrictObject({ synced_from: Original, children }),
  store: ({ synced_from }) => ({
    synced_from: synced_from && { type: 'block_id', block_id: toUuid(synced_from.block_id) },
  }),
  holds: ({ synced_from }) => (synced_from === null ? 'any' : 'none'),
})
