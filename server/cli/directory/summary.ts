import type { Changes } from './difference.ts'

/** `incomplete`: some of it could not be done, and is tried again by the next run. */
export type Status =
  | 'done'
  | 'incomplete'
  | 'unchanged'
  | 'dry_run'
  | 'planned'
  | 'refused'
  | 'failed'
  | 'stopped'

/** The line of JSON at the end of each run. */
export interface Summary {
  object: 'directory_sync'
  status: Status
  /** Why it was refused or failed. */
  reason?: string
  from: string
  target: string
  /** How the source was read. */
  read: 'list' | 'feed' | null
  people: Counts & { total: number }
  groups: Counts
  /** Of the changes, those that could not be done. */
  failed: number
  /** People who are left out: without anything to be called by, and called like somebody else. */
  left_out: { unnamed: number; doubles: number }
  without_email: number
  warnings: string[]
  /** Where the feed goes on. */
  cursor: string | null
}

interface Counts {
  added: number
  updated: number
  removed: number
}

export const emptySummary = (from: string, target: string): Summary => ({
  object: 'directory_sync',
  status: 'unchanged',
  from,
  target,
  read: null,
  people: { total: 0, ...countsOf([]) },
  groups: countsOf([]),
  failed: 0,
  left_out: { unnamed: 0, doubles: 0 },
  without_email: 0,
  warnings: [],
  cursor: null,
})

export const countsOf = (changes: Changes['people'] | Changes['groups']): Counts => {
  const count = (verb: string) => changes.filter((change) => change.do === verb).length
  return { added: count('add'), updated: count('update'), removed: count('remove') }
}

/** 0 done, 1 failed, 3 refused, 4 done with warnings. */
export function exitStatus({ status, warnings }: Summary): number {
  if (status === 'refused') return 3
  if (status === 'failed' || status === 'stopped' || status === 'incomplete') return 1
  return warnings.length > 0 ? 4 : 0
}
