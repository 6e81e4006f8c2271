import { parse } from 'csv-parse/sync'
import { WrongUsage } from '#server/failures.ts'
import { toUuid } from '#shared/ids.ts'
import { isUuid } from '#shared/validation/uuid.ts'

/** One line of what is asked: who, where and, of a grant, what. */
export interface Row {
  /** Of a file; null on the command line. */
  line: number | null
  pageId: string
  email: string
  level?: string
  expires?: string
}

const columns = ['page', 'email', 'level', 'expires'] as const

/**
 * The rows of a CSV file (RFC 4180) whose first line names the columns `page`, `email` and, of grants, `level` and
 * perhaps `expires`. Every mistake is told with its line.
 */
export function readRows(text: string, file: string, act: 'grant' | 'revoke'): Row[] {
  const records = parseCsv(text, file)
  const required = act === 'grant' ? ['page', 'email', 'level'] : ['page', 'email']
  const mistakes: string[] = []
  const rows = records.flatMap(({ record, info }) => {
    const said = (name: string) => record[name]?.trim() ?? ''
    const missing = required.filter((name) => said(name) === '')
    const pageId = pageIdOf(said('page'))
    if (missing.length > 0) mistakes.push(`${file}:${info.lines}: ${missing.join(' and ')} should be given.`)
    else if (pageId === null) mistakes.push(`${file}:${info.lines}: page should be an id or an address.`)
    if (missing.length > 0 || pageId === null) return []
    const [level, expires] = [said('level'), said('expires')]
    const grant = act === 'grant' ? { level, ...(expires && { expires }) } : {}
    return [{ line: info.lines, pageId, email: said('email'), ...grant }]
  })
  if (mistakes.length > 0) throw new WrongUsage(mistakes.join('\n'))
  if (rows.length === 0) throw new WrongUsage(`${file} has no rows.`)
  return rows
}

interface CsvRecord {
  record: Record<string, string>
  info: { lines: number }
}

function parseCsv(text: string, file: string): CsvRecord[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      columns: (names: string[]) => names.map((name) => columnNamed(name, file)),
    }) as unknown as CsvRecord[]
  } catch (error) {
    throw error instanceof WrongUsage ? error : new WrongUsage(`${file}: ${(error as Error).message}`)
  }
}

function columnNamed(name: string, file: string): string {
  const known = columns.find((column) => column === name.toLowerCase())
  if (known === undefined) {
    throw new WrongUsage(`${file}:1: "${name}" is no column; those are ${columns.join(', ')}.`)
  }
  return known
}

/** The id in what people write: an id, or the address of a page, which ends with one. */
export function pageIdOf(said: string): string | null {
  const path = URL.canParse(said) ? new URL(said).pathname : said
  const id = isUuid(path) ? path : /[0-9a-f]{32}$/i.exec(path.replaceAll('-', ''))?.[0]
  return id === undefined ? null : toUuid(id)
}
