/** Who wants to know that something happened, within one process. */
export interface Signal {
  /** Tells everybody who listens here that events of these workspaces were committed. */
  tell(workspaceIds: Iterable<string>): void
  /** @returns what ends it. */
  listen(heard: Heard): () => void
}

/** Is called in passing, so it does no work, and throws nothing. */
export type Heard = (workspaceId: string) => void

export function makeSignal(): Signal {
  const listeners = new Set<{ heard: Heard }>()
  return {
    tell(workspaceIds) {
      for (const id of workspaceIds) for (const { heard } of listeners) heard(id)
    },
    listen(heard) {
      const listener = { heard }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
