import { actorOfSession } from '#server/domain/access/authenticate.ts'
import type { Context } from '#server/domain/context.ts'
import { inTransaction } from '#server/http/contexts.ts'
import { type Html, html } from '#server/http/html.ts'
import type { SentForm } from './section.ts'

/** Does what a form asks, as who sent it. */
export async function asSession<T>(
  { server, session, source }: Pick<SentForm, 'server' | 'session' | 'source'>,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const actor = await actorOfSession(server.store.reader, session)
  const caller = { workspace: session.workspace, actor, source }
  return inTransaction(server, caller, server.surroundings.now(), work)
}

/** A moment as people read it, to the minute. */
export function shownTime(time: number): Html {
  const text = new Date(time).toISOString()
  return html`<time datetime="${text}">${text.slice(0, 16).replace('T', ' ')} UTC</time>`
}
