import { noteUses } from '#server/domain/access/note-uses.ts'
import type { TokenUses } from '#server/http/token-uses.ts'
import type { Job } from './runner.ts'

/** Writes down the uses of tokens that one process saw. */
export const noteTokenUses = (uses: TokenUses): Job => ({
  name: 'note uses of tokens',
  every: 60_000,
  async perform(base) {
    await noteUses(base, uses.take())
    return false
  },
})
