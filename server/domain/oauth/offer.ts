import { botOfPerson } from '#server/store/users.ts'
import type { Context } from '../context.ts'
import type { Client } from './client.ts'
import {
  MOST_SHOWN,
  type Pickable,
  pickableAmong,
  pickableInside,
  pickableNamed,
  pickableRoots,
  pickedFor,
} from './pickable.ts'
import { templateOf } from './template.ts'

/** What a person may let a connection reach, as the picker shows it. */
export interface Offer {
  query: string
  /** The tree as far as it is open, in its order; what was found, where something is looked for. */
  shown: Pickable[]
  /** The pages that are open. */
  opened: ReadonlySet<string>
  /** There is more than is shown. */
  hasMore: boolean
  chosen: Pickable[]
  /** The connection reaches something already. */
  isAgain: boolean
  /** The title of the page that it offers a copy of. */
  template: string | null
}

/**
 * @param chosen what was chosen so far; null for what the connection reaches now.
 * @param opened the pages that are open.
 */
export async function offerTo(
  context: Context,
  client: Client,
  { query, chosen, opened }: { query: string; chosen: readonly string[] | null; opened: readonly string[] },
): Promise<Offer> {
  const { db, workspace, actor } = context
  const bot = await botOfPerson(db, workspace.id, client.id, actor.userId)
  const isAgain = bot?.state === 'active'
  const parts =
    query === ''
      ? [await pickableRoots(context), await pickableInside(context, opened)]
      : [await pickableNamed(context, query)]
  return {
    query,
    shown: parts.flat(),
    opened: new Set(opened),
    hasMore: parts.some((nodes) => nodes.length === MOST_SHOWN),
    chosen: chosen ? await pickableAmong(context, chosen) : isAgain ? await pickedFor(context, bot.id) : [],
    isAgain,
    template: (await templateOf(context, client))?.page.title ?? null,
  }
}
