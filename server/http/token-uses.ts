import type { FastifyRequest } from 'fastify'
import type { Caller } from '#server/domain/access/authenticate.ts'
import type { TokenUse } from '#server/domain/access/note-uses.ts'
import { sourceOf } from './source.ts'

/** Remembers which tokens were used until a job writes it down: a request waits for none of it. */
export interface TokenUses {
  note(caller: Caller, request: FastifyRequest): void
  /** What was noted since it was last taken. */
  take(): TokenUse[]
}

/** A token that is used all the time is noted that often, in milliseconds. */
const NOTED_EVERY = 5 * 60 * 1000

/** When so many tokens are remembered, all are noted anew. */
const MOST_TOKENS = 10_000

export function makeTokenUses(): TokenUses {
  const notedAt = new Map<string, number>()
  const waiting = new Map<string, TokenUse>()
  return {
    note({ actor, workspace }, request) {
      const last = notedAt.get(actor.tokenId)
      if (last !== undefined && request.begun - last < NOTED_EVERY) return
      if (notedAt.size >= MOST_TOKENS) notedAt.clear()
      notedAt.set(actor.tokenId, request.begun)
      const { ipAddress, userAgent } = sourceOf('api', request)
      waiting.set(actor.tokenId, {
        table: actor.type === 'directory' ? 'scim_tokens' : 'tokens',
        workspaceId: workspace.id,
        tokenId: actor.tokenId,
        time: request.begun,
        address: ipAddress,
        agent: userAgent,
      })
    },
    take() {
      const uses = [...waiting.values()]
      waiting.clear()
      return uses
    },
  }
}
