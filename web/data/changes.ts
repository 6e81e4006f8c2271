/** Changes as they are heard of (live.ts), for parts that need to know each of them and not only that they are out of date. */

export interface Change {
  type: string
  entity?: { id: string; type: string }
  data?: { parent?: { id?: string; data_source_id?: string }; updated_fields?: string[] }
}

/** `cursor` is where the log stands after the change. Null is heard whenever listening begins: what was before is unknown. */
type Listener = (change: Change | null, cursor: string) => void

const listeners = new Set<Listener>()

/** @returns ends it. */
export function hearChanges(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function tellChange(change: Change | null, cursor: string): void {
  for (const listener of listeners) listener(change, cursor)
}
