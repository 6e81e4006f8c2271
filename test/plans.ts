/**
 * Looks at how SQLite goes about each statement that a test runs: none may walk through a whole workspace for each row of
 * something else. Such a statement is quick in a test, and stops a server with a hundred thousand blocks.
 */
import { DatabaseSync } from 'node:sqlite'

/** A step of a plan (https://sqlite.org/eqp.html). */
export interface Step {
  id: number
  parent: number
  detail: string
}

const prepare = DatabaseSync.prototype.prepare
const seen = new Set<string>()

/** From now on, and in this process, a statement that would is refused. */
export function watchPlans(): void {
  DatabaseSync.prototype.prepare = function (text, ...options) {
    if (PLANNED.test(text) && !seen.has(text) && isMigrated(this)) {
      seen.add(text)
      const walks = walksInside(planOf(this, text))
      if (walks.length > 0)
        throw new Error(`${walks.join('\n')}\nis done for each row of another step of:\n${text}`)
    }
    return prepare.call(this, text, ...options)
  }
}

/** Statistics come last of a migration; before, nothing is told of what a running server does. */
const isMigrated = (database: DatabaseSync): boolean =>
  prepare.call(database, "select 1 from sqlite_schema where name = 'sqlite_stat1'").get() !== undefined

const PLANNED = /^\s*(select|with|insert|update|delete)\b/i

export const planOf = (database: DatabaseSync, text: string): Step[] =>
  prepare.call(database, `explain query plan ${text}`).all() as unknown as Step[]

/** The steps within another loop that ask an index for nothing but the workspace. */
export function walksInside(plan: readonly Step[]): string[] {
  const byId = new Map(plan.map((step) => [step.id, step]))
  const begun = new Set<number>()
  return plan
    .filter(({ parent, detail }) => {
      if (!LOOP.test(detail)) return false
      const isInner = begun.has(parent) || isRepeated(byId.get(parent), byId)
      begun.add(parent)
      return isInner && WALK.test(detail) && !SHORT.test(detail)
    })
    .map(({ detail }) => detail)
}

const LOOP = /^(SEARCH|SCAN) /
const WALK = /\(workspace_id=\?\)$/

/** What is few in any workspace, of which one row is taken, or that is within a loop over one workspace. */
const SHORT =
  /^SEARCH (b USING INDEX blocks_top|s USING COVERING INDEX sqlite_autoindex_search_sweeps_1|e USING COVERING INDEX events_people|l USING INDEX access_lists_node|u USING INDEX users_updated_time) /

function isRepeated(step: Step | undefined, byId: ReadonlyMap<number, Step>): boolean {
  if (step === undefined) return false
  return /^(RECURSIVE STEP|CORRELATED)/.test(step.detail) || isRepeated(byId.get(step.parent), byId)
}
