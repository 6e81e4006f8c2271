import { type createClient, OctavoError } from '#client/client.ts'
import type { Row } from './rows.ts'

export type AccessClient = ReturnType<typeof createClient>

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

const changePage = (
  client: AccessClient,
  rows: readonly Row[],
  act: 'grant' | 'revoke',
  { notify, message, dry_run }: { notify: boolean; message: string | undefined; dry_run: boolean },
) =>
  accessOf(client, rows[0]!.pageId, (access, id) => {
    const principalOf = ({ email }: Row) => ({ type: 'email' as const, email })
    const change =
      act === 'revoke'
        ? { remove: rows.map((row) => ({ principal: principalOf(row) })) }
        : {
            set: rows.map((row) => ({
              principal: principalOf(row),
              level: row.level!,
              ...(row.expires !== undefined && { expiration_time: row.expires }),
            })),
          }
    return access.change({ ...id, ...change, dry_run, notify, ...(message !== undefined && { message }) })
  })

/** Calls the permissions of a page or, where the id is that of a database, of the database. */
export async function accessOf<T>(
  client: AccessClient,
  id: string,
  call: (
    access: AccessClient['pages']['permissions'],
    id: { page_id: string; database_id: string },
  ) => Promise<T>,
): Promise<T> {
  try {
    return await call(client.pages.permissions, { page_id: id } as never)
  } catch (error) {
    if (!(error instanceof OctavoError) || !/is a database, not a page/.test(error.message)) throw error
    return call(client.databases.permissions as never, { database_id: id } as never)
  }
}

function lineFor({ email, level, expires, pageId }: Row, act: 'grant' | 'revoke', dryRun: boolean): string {
  const verb = dryRun ? 'Would' : 'Did'
  const until = expires === undefined ? '' : ` until ${expires}`
  return act === 'grant'
    ? `${verb} grant ${level} on ${pageId} to ${email}${until}`
    : `${verb} revoke access to ${pageId} from ${email}`
}
