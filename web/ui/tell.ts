import { useSyncExternalStore } from 'react'
import { describe } from './failed.tsx'

/** What is said in the corner for a moment. */
export interface Notice {
  id: number
  message: string
  isFailure: boolean
}

/** Milliseconds that what went well is said. */
const MOMENT = 5000

let notices: readonly Notice[] = []
let last = 0
const listeners = new Set<() => void>()

function set(next: readonly Notice[]): void {
  notices = next
  for (const listener of listeners) listener()
}

const say = (message: string, isFailure: boolean): number => {
  last += 1
  set([...notices, { id: last, message, isFailure }])
  return last
}

export const dismiss = (id: number): void => set(notices.filter((notice) => notice.id !== id))

/** Says that something was done, for a moment. */
export function tell(message: string): void {
  const id = say(message, false)
  setTimeout(() => dismiss(id), MOMENT)
}

/** Says why something could not be done, until it is closed. */
export const tellFailure = (error: unknown): void => {
  say(describe(error), true)
}

export const useNotices = (): readonly Notice[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => notices,
  )
