import { useSyncExternalStore } from 'react'
import { describe } from './failed.tsx'

/** What is said in the corner for a moment. */
export interface Notice {
  id: number
  message: string
  /** What it leads to. */
  link?: NoticeLink | undefined
  isFailure: boolean
}

interface NoticeLink {
  href: string
  text: string
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

const say = (message: string, isFailure: boolean, link?: NoticeLink): number => {
  last += 1
  set([...notices, { id: last, message, link, isFailure }])
  return last
}

export const dismiss = (id: number): void => set(notices.filter((notice) => notice.id !== id))

/** Says that something was done, for a moment; with what it leads to, behind the words. */
export function tell(message: string, link?: NoticeLink): void {
  const id = say(message, false, link)
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
