import { botOfPerson } from '#server/store/users.ts'
import type { Context } from '../context.ts'
import type { Client } from './client.ts'
import { MOST_SHOWN, type Pickable, pickable, pickableAmong, pickedFor } from './pickable.ts'
import { templateOf } from './template.ts'

/** What a person may let a connection reach, as the picker shows it. */
export interface Offer {
  query: string
  found: Pickable[]
  /** Not everything that was found is shown. */
  hasMore: boolean
  chosen: Pickable[]
  /** The connection reaches something already. */
  isAgain: boolean
  /** The title of the page that it offers a copy of. */
  template: string | null
}

/** @param chosen what was chosen so far; null for what the connection reaches now. */
export async function offerTo(
  context: Context,
  client: Client,
  { query, chosen }: { query: string; chosen: readonly string[] | null },
): Promise<Offer> {
  const { db, workspace, actor } = context
  const bot = await botOfPerson(db, workspace.id, client.id, actor.userId)
  const isAgain = bot?.state === 'active'
  const found = await pickable(context, query)
  return {
    query,
    found,
    hasMore: found.length === MOST_SHOWN,
    chosen: chosen ? await pickableAmong(context, chosen) : isAgain ? await pickedFor(context, bot.id) : [],
    isAgain,
    template: (await templateOf(context, client))?.title ?? null,
  }
}
