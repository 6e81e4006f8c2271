import { dropFill, fillPage, nextFill, postponeFill } from '#server/domain/templates/fill.ts'
import { inTransaction, inWorkspace } from '#server/http/contexts.ts'
import { Problem } from '#shared/problem.ts'
import type { Job } from './runner.ts'

/** Copies templates into the pages that were made from them. */
export const fillFromTemplates: Job = {
  name: 'fill from templates',
  every: 250,
  async perform(base) {
    const now = base.surroundings.now()
    const next = await nextFill(base.store.reader, now)
    if (next === undefined) return false
    const { id, caller } = next
    try {
      await inTransaction(base, caller, now, (context) => fillPage(context, id))
    } catch (error) {
      const leave = error instanceof Problem ? dropFill : postponeFill
      await inWorkspace(base, caller.workspace.id, (context) => leave(context, id))
      if (leave === postponeFill) throw error
    }
    return true
  },
}
