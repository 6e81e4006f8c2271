import type { NewEvent } from '../events/record.ts'
import type { WorkspaceSettings } from './settings.ts'

/** What an event tells of settings that are others now, by path: `policy.connections.install`. Null when none is. */
export function changedSettings(
  before: WorkspaceSettings,
  after: WorkspaceSettings,
): Pick<NewEvent, 'data' | 'before' | 'after'> | null {
  const [known, wanted] = [leavesOf(before), leavesOf(after)]
  const paths = [...wanted.keys()].filter(
    (path) => JSON.stringify(wanted.get(path)) !== JSON.stringify(known.get(path)),
  )
  if (paths.length === 0) return null
  const pick = (leaves: ReadonlyMap<string, unknown>) =>
    Object.fromEntries(paths.map((path) => [path, leaves.get(path) ?? null]))
  return { data: { updated_fields: paths }, before: pick(known), after: pick(wanted) }
}

function leavesOf(settings: object, path = '', leaves = new Map<string, unknown>()): Map<string, unknown> {
  for (const [key, value] of Object.entries(settings)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      leavesOf(value, `${path}${key}.`, leaves)
    else leaves.set(`${path}${key}`, value)
  }
  return leaves
}

/** What is wrong with how long things are kept; null when nothing is. Each by itself was checked already. */
export const retentionMistake = ({
  changes_days,
  audit_days,
}: WorkspaceSettings['retention']): string | null =>
  audit_days >= changes_days
    ? null
    : `retention.audit_days should be ≥ retention.changes_days, which is \`${changes_days}\`, instead was \`${audit_days}\`.`
