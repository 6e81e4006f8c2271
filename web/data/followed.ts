import { useSyncExternalStore } from 'react'

/** One value that screens follow and that is changed from outside of them. */
export interface Followed<T> {
  get(): T
  set(value: T): void
  use(): T
}

export function followed<T>(first: T): Followed<T> {
  let value = first
  const listeners = new Set<() => void>()
  const listen = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    get: () => value,
    set(next) {
      if (next === value) return
      value = next
      for (const listener of listeners) listener()
    },
    use: () => useSyncExternalStore(listen, () => value),
  }
}
