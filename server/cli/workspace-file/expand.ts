import { lastSegment } from '#shared/addresses.ts'
import { toUuid } from '#shared/ids.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { type PropertyTypeName, titleIn, typeIn } from './property-types.ts'
import type { RowInFile, SchemaInFile } from './types.ts'

/** How the words of a file become ids. What is not resolved stays as a marker: `{ email }`, `{ path }`. */
export interface Resolve {
  userId?(email: string): string
  /** `path` is a title path of the file: `Home/Tasks/Write the spec`. */
  pageId?(path: string): string
}

/** The `initial_data_source.properties` of a request to create a database. */
export function expandSchema(schema: SchemaInFile): Record<string, Readonly<Record<string, unknown>>> {
  return Object.fromEntries(
    Object.entries(schema).map(([name, property]) => [
      name,
      typeof property === 'string' ? { [property]: {} } : property,
    ]),
  )
}

/** The `properties` of a request to create a page in a data source. Empty values are left out. */
export function expandRow(
  schema: SchemaInFile,
  row: RowInFile,
  resolve: Resolve = {},
): Record<string, Readonly<Record<string, unknown>>> {
  const values = Object.entries(row).flatMap(([name, value]) => {
    if (value === null || value === undefined) return []
    const type = typeIn(schema[name]!)
    return [[name, isOwn(value, type) ? value : { [type]: expandValue(type, value, resolve) }] as const]
  })
  return Object.fromEntries(values)
}

/** What stands under the type's key in a request, for a short value of that type. */
export const expandValue = (type: PropertyTypeName, value: unknown, resolve: Resolve = {}): unknown =>
  expand[type]!(value as never, resolve)

/** Text as the API takes it. */
export function richTextOf(text: string): { text: { content: string } }[] {
  const runs = []
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + longestRun, text.length)
    // Half a surrogate pair is no text.
    if (end < text.length && /[\ud800-\udbff]/.test(text[end - 1]!)) end -= 1
    runs.push({ text: { content: text.slice(start, end) } })
    start = end
  }
  return runs
}

/** The plain title of a row. */
export function rowTitle(schema: SchemaInFile, row: RowInFile): string {
  const name = titleIn(schema)
  const value = Object.hasOwn(row, name) ? row[name] : null
  if (typeof value === 'string') return value
  if (!isOwn(value, 'title') || !Array.isArray(value.title)) return ''
  return value.title.map(contentOf).join('')
}

// API reference, "Request limits".
const longestRun = 2000
const longestFileName = 100

type Own<T extends string> = Readonly<Record<T, unknown>>

function isOwn<T extends PropertyTypeName>(value: unknown, type: T): value is Own<T> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, type)
}

const asIs = (value: unknown): unknown => value

const expand: Partial<Record<PropertyTypeName, (value: never, resolve: Resolve) => unknown>> = {
  title: richTextOf,
  rich_text: richTextOf,
  number: asIs,
  checkbox: asIs,
  // An empty string empties; of these three the API knows null only.
  url: (text: string) => text || null,
  email: (text: string) => text || null,
  phone_number: (text: string) => text || null,
  select: (name: string) => ({ name }),
  status: (name: string) => ({ name }),
  multi_select: (names: string | readonly string[]) => listed(names).map((name) => ({ name })),
  date: (value: unknown) => (typeof value === 'string' ? { start: value } : value),
  people: (emails: string | readonly string[], { userId }) =>
    listed(emails).map((email) => (userId ? { object: 'user', id: userId(email) } : { email })),
  relation: (targets: string | readonly string[], { pageId }) =>
    listed(targets).map((target) => {
      if (isUuid(target)) return { id: toUuid(target) }
      return pageId ? { id: pageId(target) } : { path: target }
    }),
  files: (urls: string | readonly string[]) =>
    listed(urls).map((url) => ({ name: fileNameIn(url), external: { url } })),
  place: asIs,
  verification: (state: string) => ({ state }),
}

const listed = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value

function fileNameIn(url: string): string {
  const address = new URL(url)
  return (lastSegment(address) || address.host).slice(0, longestFileName)
}

function contentOf(run: unknown): string {
  const text = (run as { text?: { content?: unknown } } | null)?.text
  return typeof text?.content === 'string' ? text.content : ''
}
