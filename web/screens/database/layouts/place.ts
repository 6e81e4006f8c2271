import type { Group } from '../../../data/groups.ts'

/** A column in a lane: where a card is, and where it can be put. */
export interface Place {
  column: Group
  /** Null when the board has no lanes. */
  lane: Group | null
}

export const keyOf = ({ column, lane }: Place): string => JSON.stringify([column.key, lane?.key ?? null])
