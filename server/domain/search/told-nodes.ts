import { databasesOf } from '#server/store/data-sources.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import type { EventRow } from '#server/store/tables/events.ts'

/** The page or database whose text each event may have changed, by its number. */
export async function nodesOf(
  db: Db,
  workspaceId: string,
  events: readonly EventRow[],
): Promise<Map<number, string>> {
  const telling = events.filter(({ type, node_id }) => TELLING.test(type) && node_id !== null)
  const sources = telling.filter(({ type }) => type.startsWith('data_source.'))
  const databases =
    sources.length === 0
      ? new Map<string, string>()
      : await databasesOf(
          db,
          workspaceId,
          sources.map(({ entity_id }) => entity_id),
        )
  return new Map(telling.map(({ sequence, node_id }) => [sequence, databases.get(node_id!) ?? node_id!]))
}

/** What stands in the trash is left out when it is read, and whoever sees a page is not known here. */
const TELLING =
  /^(page\.(created|moved|content_updated|properties_updated)|database\.(created|content_updated)|data_source\.(created|moved|content_updated|deleted|undeleted)|comment\..*)$/
