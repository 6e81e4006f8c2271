import { settingsOf } from '#server/store/workspaces.ts'
import { parseSettings } from '../access/authenticate.ts'
import type { Context } from '../context.ts'

/** The zone in which rows are indexed: read again, since it may have changed while this request waited to write. */
export async function timeZoneOfKeys({ db, workspace }: Context): Promise<string> {
  const [row] = await settingsOf(db, workspace.id)
  return parseSettings(row!.settings).time_zone
}
