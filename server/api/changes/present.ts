import type { Change } from '#server/domain/events/describe.ts'

/** An item of the change feed. */
export const presentChange = ({ id, sequence, type, timestamp, entity, authors, data }: Change) => ({
  object: 'change',
  id,
  sequence,
  type,
  timestamp: new Date(timestamp).toISOString(),
  entity,
  authors,
  data,
})
