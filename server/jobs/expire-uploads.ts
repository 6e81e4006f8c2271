import {
  expireUpload,
  noteSwept,
  sweepUpload,
  unusedUpload,
  uploadToSweep,
} from '#server/domain/files/expire.ts'
import { inWorkspace } from '#server/http/contexts.ts'
import type { Job } from './runner.ts'

/** Gives up uploads that nothing showed within their hour. */
export const expireUploads: Job = {
  name: 'expire file uploads',
  every: 10_000,
  async perform(base) {
    const due = await unusedUpload(base.store.reader, base.surroundings.now())
    if (due === null) return false
    await inWorkspace(base, due.workspaceId, (context) => expireUpload(context, due.id))
    return true
  },
}

/** Removes bytes that belong to no file any more. */
export const sweepUploads: Job = {
  name: 'remove the bytes of file uploads',
  every: 2000,
  async perform(base) {
    const due = await uploadToSweep(base.store.reader, base.surroundings.now())
    if (due === null) return false
    await sweepUpload({ db: base.store.reader, files: base.files }, due)
    await inWorkspace(base, due.workspaceId, (context) => noteSwept(context, due.id))
    return true
  },
}
