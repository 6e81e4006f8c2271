import { workspacesBehind } from '#server/domain/search/behind.ts'
import { indexTexts } from '#server/domain/search/index-texts.ts'
import type { Job } from './runner.ts'

/** Keeps the texts that are searched as pages are; what exists already is indexed piece by piece between the work of others. */
export const followTexts: Job = {
  name: 'index texts',
  every: 250,
  // A long page that is written to without end is indexed whole each time.
  share: 1 / 4,
  async perform({ store }) {
    const behind = await workspacesBehind(store.reader)
    let hasMore = false
    for (const id of behind) {
      if (await store.transaction((db) => indexTexts(db, id))) hasMore = true
    }
    return hasMore
  },
}
