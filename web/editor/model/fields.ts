/** What of each type's payload can be written, and how two values of it are compared and merged. */
import { isSameRichText, joinRuns, type Run } from '#shared/rich-text/merge.ts'
import type { Payload } from './page-block.ts'

/** `text` is rich text, `cells` a list of them, `words` plain text that people write; all else is one value. */
export type FieldKind = 'text' | 'cells' | 'words' | 'value'

export interface Field {
  readonly kind: FieldKind
  /** What it is when the API says nothing; a key without one may be missing. */
  readonly initial?: unknown
  /** Only a whole new payload changes it. */
  readonly isFixed?: true
}

type Fields = Readonly<Record<string, Field>>

const text: Field = { kind: 'text', initial: [] }
const value = (initial: unknown): Field => ({ kind: 'value', initial })
const fixed = (initial?: unknown): Field => ({ kind: 'value', initial, isFixed: true })
const optional: Field = { kind: 'value' }

const colored: Fields = { rich_text: text, color: value('default') }
const heading: Fields = { ...colored, is_toggleable: value(false) }
const media: Fields = { caption: text, external: optional, file_upload: optional }

/** The keys of each type that people can make. Other types are shown and left as they are. */
export const fieldsOf: Readonly<Record<string, Fields>> = {
  paragraph: { ...colored, icon: value(null) },
  heading_1: heading,
  heading_2: heading,
  heading_3: heading,
  heading_4: heading,
  bulleted_list_item: colored,
  numbered_list_item: { ...colored, list_start_index: fixed(), list_format: fixed() },
  to_do: { ...colored, checked: value(false) },
  toggle: colored,
  quote: colored,
  callout: { ...colored, icon: value(null) },
  template: { rich_text: text },
  code: { rich_text: text, caption: text, language: value('plain text') },
  equation: { expression: { kind: 'words', initial: '' } },
  bookmark: { caption: text, url: value('') },
  embed: { caption: text, url: value('') },
  image: media,
  video: media,
  audio: media,
  pdf: media,
  file: { ...media, name: optional },
  divider: {},
  breadcrumb: {},
  table_of_contents: { color: value('default') },
  link_to_page: { page_id: optional, database_id: optional, comment_id: optional },
  table: { table_width: fixed(1), has_column_header: value(false), has_row_header: value(false) },
  table_row: { cells: { kind: 'cells', initial: [] } },
  column_list: {},
  column: { width_ratio: optional },
  synced_block: { synced_from: fixed(null) },
  tab: {},
}

/** A payload in one form: of the keys that can be written each has a value, and no text is cut up. */
export function readPayload(type: string, payload: Payload): Payload {
  const read: Record<string, unknown> = {}
  for (const [key, { kind, initial }] of Object.entries(fieldsOf[type] ?? {})) {
    const given = payload[key] ?? initial
    if (given === undefined) continue
    if (kind === 'text') read[key] = readRuns(given as Run[])
    else if (kind === 'cells') read[key] = (given as Run[][]).map(readRuns)
    else read[key] = given
  }
  return read
}

const readRuns = (runs: readonly Run[]): Run[] => joinRuns(runs.map(readRun))

/** What a person or page is called stands in `plain_text`; a mention itself is only who or what it means. */
function readRun(run: Run): Run {
  if (run.type !== 'mention') return run
  const { mention } = run
  if (mention.type === 'user') return { ...run, mention: { type: 'user', user: { id: mention.user.id } } }
  return run
}

/** Whether two values of a key mean the same. */
export function isSameValue(kind: FieldKind, one: unknown, other: unknown): boolean {
  if (kind === 'text') return isSameRichText(one as Run[], other as Run[])
  if (kind !== 'cells') return JSON.stringify(one) === JSON.stringify(other)
  const [left, right] = [one as Run[][], other as Run[][]]
  return left.length === right.length && left.every((cell, index) => isSameRichText(cell, right[index]!))
}

/** The keys that are not the same in two payloads of a type. */
export const changedKeys = (type: string, before: Payload, after: Payload): string[] =>
  Object.entries(fieldsOf[type] ?? {}).flatMap(([key, { kind }]) =>
    before[key] === after[key] ||
    (before[key] !== undefined && after[key] !== undefined && isSameValue(kind, before[key], after[key]))
      ? []
      : [key],
  )
