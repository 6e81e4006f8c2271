/** The rules of the workspace, part by part. */
import type { Policy } from '#client/generated.ts'
import { adminBase, type Here, refreshed } from './admin.ts'
import { call } from './api.ts'

export { policyQuery } from './connections.ts'
export type { Policy }

type Part = Exclude<keyof Policy, 'object'>

/** Changes the rules that it names, of the parts that it names. */
export const setPolicy = (here: Here, change: { [P in Part]?: Partial<Policy[P]> }): Promise<Policy> =>
  refreshed(() => call<Policy>('PATCH', `${adminBase(here)}/policy`, change))
