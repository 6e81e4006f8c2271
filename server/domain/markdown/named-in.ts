import { databasesOf } from '#server/store/data-sources.ts'
import { idOfAddress } from '#shared/markdown/addresses.ts'
import type { ParseOptions } from '#shared/markdown/block.ts'
import { visibleDataSources } from '../access/data-sources.ts'
import type { Context } from '../context.ts'
import { emojisNamedIn } from '../custom-emojis/list.ts'

/** How to read some markdown, with what it names and only the store knows. */
export async function namedIn(context: Context, markdown: string): Promise<Required<ParseOptions>> {
  const emojis = await emojisNamedIn(context, markdown)
  const databases = await databasesMentionedIn(context, markdown)
  return {
    baseUrl: context.baseUrl,
    customEmoji: (name) => emojis.get(name),
    databaseOf: (dataSourceId) => databases.get(dataSourceId),
  }
}

/** The databases of the data sources that are mentioned and that the actor sees, by data source. */
async function databasesMentionedIn(
  context: Context,
  markdown: string,
): Promise<ReadonlyMap<string, string>> {
  const tags = markdown.matchAll(/<mention-data-source\s[^>]*?url="([^"]*)"/g)
  const ids = new Set([...tags].map(([, url]) => idOfAddress(url!, context.baseUrl) ?? ''))
  const visible = await visibleDataSources(context, [...ids].filter(Boolean))
  if (visible.size === 0) return new Map()
  return databasesOf(context.db, context.workspace.id, [...visible])
}
