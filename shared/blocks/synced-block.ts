import type { Static } from 'typebox'
import { toUuid } from '../ids.ts'
import { invalid } from '../problem.ts'
import { Nullable, OptionalTag, StrictObject, Uuid } from '../validation/schemas.ts'
import { blockType } from './block-type.ts'

const Original = Nullable(StrictObject({ block_id: Uuid, type: OptionalTag('block_id') }))

/** An original, or a copy that shows what its original holds. */
export const syncedBlock = blockType<{ synced_from: Static<typeof Original> }>({
  type: 'synced_block',
  createRequest: ({ children }) => StrictObject({ synced_from: Original, children }),
  changeRequest: StrictObject({ synced_from: Original }),
  /** What it is may be sent back, and stays: its content would be another's from one moment to the next. */
  change(content, { synced_from }) {
    const kept = (content.synced_from as { block_id: string } | null)?.block_id ?? null
    if ((synced_from && toUuid(synced_from.block_id)) !== kept)
      throw invalid('Whether a synced block is a copy, and of which original, cannot be changed.')
    return content
  },
  store: ({ synced_from }) => ({
    synced_from: synced_from && { type: 'block_id', block_id: toUuid(synced_from.block_id) },
  }),
  holds: ({ synced_from }) => (synced_from === null ? 'any' : 'none'),
})
