/** Answers written by hand after recorded ones, for the tests of the checks themselves. */
import type { ApiVersion } from '#server/api/versions/change.ts'

type Json = Record<string, unknown>

const id = '59833787-2cf9-4fdf-8782-e53db20768a5'
const other = '01da9b00-e400-4959-91ce-af55307647e5'
const minute = '2026-06-27T16:54:00.000Z'
const request_id = '8ca2ba28-3a5e-4b0c-a5f4-0a9a5a1d5e5b'

/** The top level of an answer, which ends with the id of the request. */
export const answer = (object: Json): Json => ({ ...object, request_id })

export const partialUser = { object: 'user', id: other }

export const person = {
  object: 'user',
  id: other,
  name: 'Ada',
  avatar_url: null,
  type: 'person',
  person: { email: 'ada@example.com' },
}

export const bot = {
  object: 'user',
  id,
  name: 'Importer',
  avatar_url: null,
  type: 'bot',
  bot: {
    owner: { type: 'workspace', workspace: true },
    workspace_name: 'Analytical',
    workspace_id: other,
    workspace_limits: { max_file_upload_size_in_bytes: 5_242_880 },
  },
}

const annotations = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: 'default',
}

export const text = (content: string): Json => ({
  type: 'text',
  text: { content, link: null },
  annotations,
  plain_text: content,
  href: null,
})

const mention = (about: Json): Json => ({
  type: 'mention',
  mention: about,
  annotations,
  plain_text: '@',
  href: null,
})

export const mentions = [
  mention({ type: 'user', user: person }),
  mention({ type: 'user', user: partialUser }),
  mention({ type: 'page', page: { id } }),
  mention({ type: 'date', date: { start: '2026-06-15', end: null, time_zone: null } }),
  mention({
    type: 'template_mention',
    template_mention: { type: 'template_mention_user', template_mention_user: 'me' },
  }),
  mention({
    type: 'custom_emoji',
    custom_emoji: { id, name: 'parrot', url: 'https://example.com/p.png' },
  }),
  { type: 'equation', equation: { expression: 'e=mc^2' }, annotations, plain_text: 'e=mc^2', href: null },
]

const option = { id: 'abcd', name: 'Done', color: 'green' }

/** What was empty is left out before 2021-08-16. */
const emptyValues: Json = {
  'No number': { id: 'Z9%5Bb', type: 'number', number: null },
  'No option': { id: 'Z9%5Bc', type: 'select', select: null },
  'No date': { id: 'Z9%5Bd', type: 'date', date: null },
  'No address': { id: 'Z9%5Be', type: 'url', url: null },
}

const pageValues = (version: ApiVersion): Json => ({
  Number: { id: 'a%3Db1', type: 'number', number: 1.5 },
  Address: { id: 'b%3Db1', type: 'url', url: 'https://example.com' },
  Select: { id: 'c%3Db1', type: 'select', select: option },
  Tags: { id: 'd%3Db1', type: 'multi_select', multi_select: [option] },
  Status: { id: 'e%3Db1', type: 'status', status: option },
  Due: { id: 'f%3Db1', type: 'date', date: { start: '2026-06-15', end: null, time_zone: null } },
  Mail: { id: 'g%3Db1', type: 'email', email: 'ada@example.com' },
  Phone: { id: 'h%3Db1', type: 'phone_number', phone_number: '+44' },
  Ready: { id: 'i%3Db1', type: 'checkbox', checkbox: false },
  Files: {
    id: 'j%3Db1',
    type: 'files',
    files: [{ name: 'a.png', type: 'external', external: { url: 'https://example.com/a.png' } }],
  },
  'Made by': { id: 'k%3Db1', type: 'created_by', created_by: person },
  Made: { id: 'l%3Db1', type: 'created_time', created_time: minute },
  Formula: { id: 'm%3Db1', type: 'formula', formula: { type: 'string', string: null } },
  Button: { id: 'n%3Db1', type: 'button', button: {} },
  Number2: { id: 'o%3Db1', type: 'unique_id', unique_id: { prefix: null, number: 7 } },
  Verified: {
    id: 'verification',
    type: 'verification',
    verification: { state: 'unverified', verified_by: null, date: null },
  },
  Place: { id: 'p%3Db1', type: 'place', place: null },
  Seen: { id: 'q%3Db1', type: 'last_visited_time', last_visited_time: null },
  People: {
    id: 'r%3Db1',
    type: 'people',
    people: [person, partialUser, { object: 'group', id, name: 'Editors' }],
  },
  Relation: { id: 's%3Db1', type: 'relation', relation: [{ id }], has_more: false },
  Count: { id: 't%3Db1', type: 'rollup', rollup: { type: 'number', number: 0, function: 'sum' } },
  Shown: {
    id: 'u%3Db1',
    type: 'rollup',
    rollup: {
      type: 'array',
      array: [
        version < '2021-08-16'
          ? { type: 'text', text: [text('x')] }
          : { type: 'rich_text', rich_text: [text('x')] },
      ],
      function: 'show_original',
    },
  },
  Text: { id: 'v%3Db1', type: 'rich_text', rich_text: mentions },
  ...(version < '2021-08-16' ? {} : emptyValues),
  Name: { id: 'title', type: 'title', title: [text('Engine')] },
})

const archivedUntil2026 = (version: ApiVersion): Json => (version < '2026-03-11' ? { archived: false } : {})

const made = {
  created_time: minute,
  last_edited_time: minute,
  created_by: partialUser,
  last_edited_by: partialUser,
}

export const page = (version: ApiVersion): Json => ({
  object: 'page',
  id,
  ...made,
  cover: { type: 'external', external: { url: 'https://example.com/cover.png' } },
  icon: { type: 'icon', icon: { name: 'pizza', color: 'blue' } },
  parent:
    version < '2025-09-03'
      ? { type: 'database_id', database_id: other }
      : { type: 'data_source_id', data_source_id: id, database_id: other },
  in_trash: false,
  is_archived: false,
  is_locked: false,
  properties: pageValues(version),
  url: 'https://app.notion.com/p/Engine-598337872cf94fdf8782e53db20768a5',
  public_url: null,
  ...archivedUntil2026(version),
})

const column = (type: string, config: Json): Json => ({
  id: 'title',
  name: 'Any',
  description: null,
  type,
  [type]: config,
})

const relation = (version: ApiVersion): Json => {
  const synced = { synced_property_name: 'Back', synced_property_id: 'x%3Dy' }
  if (version < '2022-06-28') return { database_id: other, ...synced }
  return {
    database_id: other,
    ...(version < '2025-09-03' ? {} : { data_source_id: id }),
    type: 'dual_property',
    dual_property: synced,
  }
}

const columns = (version: ApiVersion): Json => ({
  Number: column('number', { format: 'peruvian_sol' }),
  Select: column('select', { options: [{ ...option, description: null }] }),
  Status: column('status', {
    options: [{ ...option, description: null }],
    groups: [{ id: 'efgh', name: 'Complete', color: 'green', option_ids: ['abcd'] }],
  }),
  Relation: column('relation', relation(version)),
  Place: column('place', {}),
  Files: column('files', {}),
  Name: column('title', {}),
})

/** Before 2025-09-03 a database was its table. */
export const database = (version: ApiVersion): Json =>
  version < '2025-09-03'
    ? {
        object: 'database',
        id,
        cover: null,
        icon: { type: 'emoji', emoji: '🫩' },
        ...made,
        title: [text('Engines')],
        description: [],
        is_inline: false,
        properties: columns(version),
        parent: { type: 'page_id', page_id: other },
        url: 'https://app.notion.com/p/598337872cf94fdf8782e53db20768a5',
        public_url: null,
        archived: false,
        in_trash: false,
      }
    : {
        object: 'database',
        id,
        title: [text('Engines')],
        description: [],
        parent: { type: 'workspace', workspace: true },
        is_inline: false,
        in_trash: false,
        is_locked: false,
        created_time: '2026-07-04T09:13:00.290+00:00',
        last_edited_time: '2026-07-04T09:13:00.290+00:00',
        data_sources: [{ id: other, name: 'Engines' }],
        icon: null,
        cover: null,
        url: 'https://app.notion.com/p/598337872cf94fdf8782e53db20768a5',
        public_url: null,
        ...archivedUntil2026(version),
      }

export const dataSource = (version: ApiVersion): Json => ({
  object: 'data_source',
  id,
  cover: null,
  icon: null,
  ...made,
  title: [text('Engines')],
  description: [],
  is_inline: false,
  properties: columns(version),
  parent: { type: 'database_id', database_id: other },
  database_parent: { type: 'page_id', page_id: other },
  url: 'https://app.notion.com/p/598337872cf94fdf8782e53db20768a5',
  public_url: null,
  in_trash: false,
  ...archivedUntil2026(version),
})

export const block = (version: ApiVersion, type: string, payload: Json): Json => ({
  object: 'block',
  id,
  ...(version < '2022-06-28' ? {} : { parent: { type: 'page_id', page_id: other } }),
  ...made,
  has_children: false,
  in_trash: false,
  type,
  [type]: payload,
  ...archivedUntil2026(version),
})

/** Before 2022-02-22 the text of a block stood in `text`. */
const textOf = (version: ApiVersion): Json => ({
  [version < '2022-02-22' ? 'text' : 'rich_text']: [text('Hello')],
})

export const paragraph = (version: ApiVersion): Json =>
  block(version, 'paragraph', { ...textOf(version), icon: null, color: 'default' })

export const blocks = (version: ApiVersion): Json[] => [
  paragraph(version),
  block(version, 'heading_2', { ...textOf(version), is_toggleable: true, color: 'default' }),
  block(version, 'heading_4', { ...textOf(version), is_toggleable: false, color: 'red_background' }),
  block(version, 'numbered_list_item', { ...textOf(version), color: 'default', list_start_index: 3 }),
  block(version, 'to_do', { ...textOf(version), checked: true, color: 'default' }),
  block(version, 'callout', {
    ...textOf(version),
    icon: { type: 'emoji', emoji: '💡' },
    color: 'gray_background',
  }),
  block(version, 'code', { caption: [], ...textOf(version), language: 'typescript' }),
  block(version, 'image', {
    caption: [],
    type: 'external',
    external: { url: 'https://example.com/a.png' },
  }),
  block(version, 'file', {
    caption: [],
    type: 'file',
    file: { url: 'https://example.com/a', expiry_time: minute },
    name: 'a.txt',
  }),
  block(version, 'table', { table_width: 2, has_column_header: false, has_row_header: false }),
  block(version, 'table_row', { cells: [[text('a')], []] }),
  block(version, 'column', { width_ratio: 0.5 }),
  block(version, 'tab', {}),
  block(version, 'synced_block', { synced_from: null }),
  block(version, 'child_database', { title: 'Engines' }),
  block(version, 'unsupported', { block_type: 'button' }),
  block(version, version < '2026-03-11' ? 'transcription' : 'meeting_notes', { title: [text('Standup')] }),
]

export const comment = {
  object: 'comment',
  id,
  parent: { type: 'page_id', page_id: other },
  discussion_id: other,
  created_time: minute,
  last_edited_time: minute,
  created_by: partialUser,
  rich_text: [text('Yes')],
  display_name: { type: 'integration', resolved_name: 'Importer' },
}

export const fileUpload = (version: ApiVersion): Json => ({
  object: 'file_upload',
  id,
  created_time: minute,
  created_by: { id: other, type: 'bot' },
  last_edited_time: minute,
  expiry_time: minute,
  upload_url: 'https://example.com/v1/file_uploads/x/send',
  in_trash: false,
  status: 'pending',
  filename: 'a.txt',
  content_type: 'text/plain',
  content_length: null,
  ...archivedUntil2026(version),
})

export const view = {
  object: 'view',
  id,
  parent: { type: 'database_id', database_id: other },
  data_source_id: id,
  name: 'All',
  type: 'table',
  ...made,
  url: 'https://app.notion.com/p/598337872cf94fdf8782e53db20768a5?v=1',
  filter: { property: 'abcd', checkbox: { equals: true } },
  sorts: null,
  quick_filters: { abcd: { checkbox: { equals: true } } },
  configuration: { type: 'table', properties: [{ property_id: 'title', visible: true, width: 200 }] },
}

export const list = (type: string, results: unknown[]): Json => ({
  object: 'list',
  results,
  next_cursor: null,
  has_more: false,
  type,
  [type]: {},
})

export const pageOrTable = (version: ApiVersion): string =>
  version < '2025-09-03' ? 'page_or_database' : 'page_or_data_source'

export const pageMarkdown = {
  object: 'page_markdown',
  id,
  markdown: '# Hello',
  truncated: false,
  unknown_block_ids: [],
}

export const propertyItems = (version: ApiVersion): Json => {
  const named = version < '2022-02-22' ? {} : { id: 'title' }
  return {
    object: 'list',
    results: [{ object: 'property_item', type: 'title', ...named, title: text('Engine') }],
    next_cursor: null,
    has_more: false,
    ...(version < '2022-02-22'
      ? {}
      : { type: 'property_item', property_item: { id: 'title', next_url: null, type: 'title', title: {} } }),
  }
}

export const error = {
  object: 'error',
  status: 404,
  code: 'object_not_found',
  message: `Could not find page with ID: ${id}.`,
  additional_data: { integration_id: other },
  request_id,
}
