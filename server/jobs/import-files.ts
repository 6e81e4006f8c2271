import { claimDueImport, fetchFile, finishImport, giveBackImport } from '#server/domain/files/import.ts'
import { readWorkspace } from '#server/domain/workspaces/read.ts'
import { inWorkspace } from '#server/http/contexts.ts'
import type { Job } from './runner.ts'

/** Fetches the files of uploads that name an address elsewhere. */
export const importFiles: Job = {
  name: 'import files',
  every: 1000,
  // A slow address holds nobody else up.
  atOnce: 4,
  async perform(base, stopping) {
    const { store, surroundings } = base
    const due = await claimDueImport(store.reader, store.transaction, surroundings.now())
    if (due === null) return false
    const workspace = await readWorkspace(store.reader, due.workspace_id)
    const fetching = fetchFile({ ...base, newId: surroundings.newId }, workspace, due, stopping)
    const fetched = await fetching.catch(async (error) => {
      await giveBackImport(store.transaction, due, surroundings.now())
      throw error
    })
    await inWorkspace(base, due.workspace_id, (context) => finishImport(context, due.id, fetched))
    return true
  },
}
