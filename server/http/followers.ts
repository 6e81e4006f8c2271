import type { Store } from '#server/store/dialects/dialect.ts'
import { sequencesOf } from '#server/store/workspaces.ts'

/** Waits for what happens in one workspace. */
export interface Follower {
  /**
   * Resolves when something happened since it last did so, on any process, or after so many milliseconds.
   *
   * @returns false when it was stopped.
   */
  wait(milliseconds: number): Promise<boolean>
  stop(): void
}

/**
 * A process can die between its commit and telling others, and the connection that hears them can break: so a process
 * whose store others write to looks by itself that often, in milliseconds, at all followed workspaces at once.
 */
const LOOKS_EVERY = 1000

/** @returns what makes a follower; whatever happens from then on is not missed. */
export function makeFollowers(store: Store): (workspaceId: string) => Follower {
  const followed = new Map<string, Set<() => void>>()
  let seen = new Map<string, number>()
  let end: (() => void) | null = null

  const wake = (workspaceId: string): void => {
    for (const rouse of followed.get(workspaceId) ?? []) rouse()
  }

  const look = async (): Promise<void> => {
    const found = await sequencesOf(store.reader, [...followed.keys()])
    const before = seen
    seen = new Map(found.map(({ id, sequence }) => [id, sequence]))
    for (const [id, sequence] of seen) if (before.get(id) !== sequence) wake(id)
  }

  const begin = (): (() => void) => {
    const stopListening = store.listen(wake)
    // A store that cannot be reached now is asked again.
    const timer = store.shared ? setInterval(() => void look().catch(() => {}), LOOKS_EVERY) : undefined
    return () => {
      stopListening()
      clearInterval(timer)
    }
  }

  return (workspaceId) => {
    const follower = new Rousable()
    const rouse = () => follower.rouse()
    const rousers = followed.get(workspaceId) ?? new Set()
    followed.set(workspaceId, rousers.add(rouse))
    end ??= begin()
    return {
      wait: (milliseconds) => follower.wait(milliseconds),
      stop() {
        follower.stop()
        rousers.delete(rouse)
        if (rousers.size === 0 && followed.get(workspaceId) === rousers) followed.delete(workspaceId)
        if (followed.size > 0) return
        end?.()
        end = null
      },
    }
  }
}

/** Somebody who sleeps until something happens, and hears of it if it happened before. */
class Rousable {
  #hasHappened = false
  #isStopped = false
  #wake: (() => void) | null = null

  rouse(): void {
    this.#hasHappened = true
    this.#wake?.()
  }

  stop(): void {
    this.#isStopped = true
    this.#wake?.()
  }

  async wait(milliseconds: number): Promise<boolean> {
    if (!this.#hasHappened && !this.#isStopped) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        timer = setTimeout(resolve, milliseconds)
      })
      clearTimeout(timer)
    }
    this.#hasHappened = false
    return !this.#isStopped
  }
}
