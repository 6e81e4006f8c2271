import { OctavoError } from '#client/client.ts'
import { type AccessClient, atPlace } from './place.ts'
import type { Row } from './rows.ts'

export interface Options {
  dryRun: boolean
  notify: boolean
  message: string | undefined
}

/**
 * Grants or revokes what rows say, of each page all or nothing. Every page is tried before the first one is changed,
 * so that a mistake in one row leaves all of them as they were.
 */
export async function changeAll(
  client: AccessClient,
  rows: readonly Row[],
  act: 'grant' | 'revoke',
  options: Options,
): Promise<number> {
  const pages = Map.groupBy(rows, ({ pageId }) => pageId)
  const mistakes: string[] = []
  for (const of of pages.values()) {
    const mistake = await tryPage(client, of, act)
    if (mistake !== null) mistakes.push(mistake)
  }
  if (mistakes.length > 0) {
    process.stderr.write(`${mistakes.join('\n')}\nNothing was changed.\n`)
    return 1
  }
  for (const of of pages.values()) {
    if (!options.dryRun) await changePage(client, of, act, { ...options, dry_run: false })
    for (const row of of) process.stdout.write(`${lineFor(row, act, options.dryRun)}\n`)
  }
  return 0
}

async function tryPage(client: AccessClient, rows: readonly Row[], act: 'grant' | 'revoke') {
  try {
    await changePage(client, rows, act, { notify: false, message: undefined, dry_run: true })
    return null
  } catch (error) {
    if (!(error instanceof OctavoError) || error.status === 401) throw error
    const lines = rows.flatMap(({ line }) => line ?? [])
    const where = lines.length > 0 ? `line ${lines.join(', ')}: ` : ''
    return `${where}${error.message} (${error.code})`
  }
}

/** As many changes as one request takes. */
const AT_ONCE = 100

async function changePage(
  client: AccessClient,
  rows: readonly Row[],
  act: 'grant' | 'revoke',
  { notify, message, dry_run }: { notify: boolean; message: string | undefined; dry_run: boolean },
): Promise<void> {
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const items = rows.slice(start, start + AT_ONCE).map(({ email, level, expires }) => ({
      principal: { type: 'email', email },
      ...(level !== undefined && { level }),
      ...(expires !== undefined && { expiration_time: expires }),
    }))
    await atPlace(client, rows[0]!.pageId, (place) =>
      place.change({
        ...(act === 'grant' ? { set: items } : { remove: items }),
        dry_run,
        // Whoever is invited gets a mail either way.
        ...(act === 'grant' && { ...(notify && { notify }), ...(message !== undefined && { message }) }),
      }),
    )
  }
}

function lineFor({ email, level, expires, pageId }: Row, act: 'grant' | 'revoke', dryRun: boolean): string {
  const verb = dryRun ? 'Would' : 'Did'
  const until = expires === undefined ? '' : ` until ${expires}`
  return act === 'grant'
    ? `${verb} grant ${level} on ${pageId} to ${email}${until}`
    : `${verb} revoke access to ${pageId} from ${email}`
}
