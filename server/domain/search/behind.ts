import type { Db } from '#server/store/dialects/dialect.ts'
import { workspacesToIndex } from '#server/store/search-texts.ts'

/** Indexed in one round. */
const MOST_WORKSPACES = 100

/** Workspaces of which something is still to be indexed. */
export const workspacesBehind = (reader: Db): Promise<string[]> => workspacesToIndex(reader, MOST_WORKSPACES)
