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
      // Of people's tokens it is told from where they are used for the first time.
      const key = actor.type === 'person' ? `${actor.tokenId} ${request.ip}` : actor.tokenId
      const last = notedAt.get(key)
      if (last !== undefined && request.begun - last < NOTED_EVERY) return
      if (notedAt.size >= MOST_TOKENS) notedAt.clear()
      notedAt.set(key, request.begun)
      const { ipAddress, userAgent } = sourceOf('api', request)
      waiting.set(key, {
        table: actor.type === 'directory' ? 'scim_tokens' : 'tokens',
        workspaceId: workspace.id,
        tokenId: actor.tokenId,
        person: actor.type === 'person' ? actor.userId : null,
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
