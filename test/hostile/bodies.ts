/** Bodies that are right, with much in them: where random changes begin. Ids are placeholders. */
import type { AnyRoute } from '#server/http/route.ts'
import { ABSENT, placeholders } from './placeholders.ts'

const { page, block, database, dataSource, row, user, view, fileUpload } = placeholders

const text = (content: string) => [{ text: { content } }]

const options = [{ name: 'A', color: 'red' }, { name: 'B' }]

/** A property of each type that needs no other data source. */
export const everyProperty = {
  Name: { title: {} },
  Text: { rich_text: {} },
  Number: { number: { format: 'euro' } },
  Select: { select: { options } },
  Multi: { multi_select: { options } },
  Status: { status: {} },
  Date: { date: {} },
  People: { people: {} },
  Files: { files: {} },
  Done: { checkbox: {} },
  Url: { url: {} },
  Email: { email: {} },
  Phone: { phone_number: {} },
  Made: { created_time: {} },
  Maker: { created_by: {} },
  Edited: { last_edited_time: {} },
  Number2: { unique_id: { prefix: 'T' } },
}

const values = {
  Name: { title: text('Title') },
  Text: {
    rich_text: [
      { text: { content: 'a', link: { url: 'https://octavo.test' } }, annotations: { bold: true } },
    ],
  },
  Number: { number: 1.5 },
  Select: { select: { name: 'A' } },
  Multi: { multi_select: [{ name: 'A' }, { name: 'New' }] },
  Date: { date: { start: '2026-11-21', end: '2026-11-22' } },
  People: { people: [{ id: user }] },
  Files: {
    files: [
      { name: 'f', external: { url: 'https://octavo.test/f.png' } },
      { file_upload: { id: fileUpload } },
    ],
  },
  Done: { checkbox: true },
  Url: { url: 'https://octavo.test' },
  Email: { email: 'a@octavo.test' },
  Phone: { phone_number: '+43 1' },
  Related: { relation: [{ id: row }] },
}

const children = [
  {
    heading_1: {
      rich_text: text('Heading'),
      is_toggleable: true,
      children: [{ paragraph: { rich_text: text('a') } }],
    },
  },
  { to_do: { rich_text: text('do'), checked: true, color: 'red' } },
  { callout: { rich_text: text('c'), icon: { emoji: '🎯' } } },
  { code: { rich_text: text('x = 1'), language: 'python', caption: text('c') } },
  {
    table: {
      table_width: 2,
      has_column_header: true,
      children: [{ table_row: { cells: [text('a'), text('b')] } }],
    },
  },
  {
    column_list: {
      children: [{ column: { children: [{ divider: {} }] } }, { column: { children: [{ divider: {} }] } }],
    },
  },
  { image: { external: { url: 'https://octavo.test/a.png' } } },
  { image: { file_upload: { id: fileUpload } } },
  { file: { file_upload: { id: fileUpload }, name: 'n' } },
  { bookmark: { url: 'https://octavo.test' } },
  { equation: { expression: 'e = mc^2' } },
  { synced_block: { synced_from: null, children: [{ paragraph: { rich_text: text('s') } }] } },
  {
    paragraph: {
      rich_text: [
        { mention: { user: { id: user } } },
        { mention: { page: { id: page } } },
        { equation: { expression: 'x' } },
      ],
    },
  },
]

const known: Record<string, unknown[]> = {
  'POST /v1/pages': [
    { parent: { page_id: page }, properties: { title: text('t') }, children, icon: { emoji: '🎯' } },
    {
      parent: { data_source_id: dataSource },
      properties: values,
      cover: { external: { url: 'https://octavo.test/c.png' } },
    },
    { parent: { page_id: page }, markdown: '# T\n\n- a\n\t- b\n\n| a |\n|---|\n| b |\n' },
    { parent: { page_id: page }, position: { type: 'after_block', after_block: { id: block } } },
    {
      parent: { data_source_id: dataSource },
      properties: { Name: { title: text('t') } },
      template: { type: 'template_id', template_id: page, timezone: 'Europe/Vienna' },
    },
    { parent: { data_source_id: dataSource }, is_template: true, properties: values },
    { parent: { page_id: page }, markdown: '# T\n\n- a', allow_async: true },
  ],
  'PATCH /v1/pages/:page_id': [
    { properties: { title: { title: text('New') } }, icon: null },
    { in_trash: true },
    { is_locked: true, cover: null },
    { icon: { file_upload: { id: fileUpload } }, cover: { file_upload: { id: fileUpload } } },
    { erase_content: true },
    { template: { type: 'template_id', template_id: row }, erase_content: true },
    { is_template: true },
  ],
  'POST /v1/pages/:page_id/move': [{ parent: { type: 'data_source_id', data_source_id: dataSource } }],
  'PATCH /v1/pages/:page_id/markdown': [
    { type: 'insert_content', insert_content: { content: 'text', position: { type: 'start' } } },
    { type: 'replace_content', replace_content: { new_str: '# New', allow_deleting_content: true } },
    { type: 'update_content', update_content: { content_updates: [{ old_str: 'text', new_str: 'new' }] } },
    { type: 'insert_content', insert_content: { content: 'text' }, allow_async: true },
    { type: 'replace_content_range', replace_content_range: { content: 'a', content_range: 'te...xt' } },
  ],
  'PATCH /v1/blocks/:block_id': [
    { paragraph: { rich_text: text('new'), color: 'blue' } },
    { in_trash: true },
  ],
  'PATCH /v1/blocks/:block_id/children': [
    { children, position: { type: 'start' } },
    { children: children.slice(0, 1), position: { type: 'after_block', after_block: { id: block } } },
  ],
  'POST /v1/databases': [
    {
      parent: { page_id: page },
      title: text('D'),
      is_inline: true,
      initial_data_source: { properties: everyProperty },
    },
  ],
  'PATCH /v1/databases/:database_id': [
    { title: text('D'), description: text('d'), icon: { emoji: '🎯' } },
    { in_trash: true },
  ],
  'POST /v1/data_sources': [
    {
      parent: { database_id: database },
      title: text('S'),
      properties: {
        ...everyProperty,
        Both: { relation: { data_source_id: dataSource, dual_property: {} } },
      },
    },
  ],
  'PATCH /v1/data_sources/:data_source_id': [
    {
      properties: {
        Text: { name: 'Words' },
        Done: null,
        Select: { select: { options: [{ name: 'C' }] } },
        'A new one': { url: {} },
      },
    },
    {
      properties: {
        Itself: { relation: { data_source_id: dataSource, dual_property: { synced_property_name: 'Back' } } },
      },
    },
    { properties: { Text: { number: {} }, Number: { rich_text: {} }, Select: { multi_select: {} } } },
    { title: text('S'), in_trash: true },
    { parent: { database_id: database }, default_template_id: null },
  ],
  'POST /v1/data_sources/:data_source_id/query': [
    {
      filter: {
        and: [
          { property: 'Name', title: { contains: 'a' } },
          {
            or: [
              { property: 'Number', number: { greater_than: 1 } },
              { property: 'Select', select: { equals: 'A' } },
            ],
          },
        ],
      },
      sorts: [
        { property: 'Number', direction: 'descending' },
        { timestamp: 'created_time', direction: 'ascending' },
      ],
      page_size: 10,
    },
    { filter: { property: 'Date', date: { past_week: {} } } },
    { filter: { timestamp: 'last_edited_time', last_edited_time: { on_or_after: '2026-01-01' } } },
    {
      filter: { property: 'Related', relation: { contains: row } },
      sorts: [{ property: 'Date', direction: 'ascending' }],
    },
    { filter: { property: 'Number2', unique_id: { greater_than: 0 } } },
  ],
  'POST /v1/blocks/meeting_notes/query': [
    {
      filter: {
        operator: 'and',
        filters: [
          {
            property: 'title',
            filter: { operator: 'string_contains', value: { type: 'exact', value: 'a' } },
          },
          {
            operator: 'or',
            filters: [
              {
                property: 'created_time',
                filter: {
                  operator: 'date_is_within',
                  value: { type: 'relative', value: 'custom', direction: 'past', unit: 'month', count: 3 },
                },
              },
              {
                property: 'created_by',
                filter: {
                  operator: 'person_contains',
                  value: [{ type: 'exact', value: { table: 'notion_user', id: user } }],
                },
              },
              {
                property: 'last_edited_time',
                filter: {
                  operator: 'date_is',
                  value: {
                    type: 'exact',
                    value: {
                      type: 'datetime',
                      start_date: '2026-11-21',
                      start_time: '10:00',
                      time_zone: 'Asia/Tokyo',
                    },
                  },
                },
              },
            ],
          },
        ],
      },
      sort: [{ property: 'title', direction: 'ascending' }],
      limit: 5,
    },
  ],
  'POST /v1/views': [
    {
      database_id: database,
      data_source_id: dataSource,
      name: 'Board',
      type: 'board',
      filter: { and: [{ property: 'Select', select: { equals: ['A', 'B'] } }] },
      sorts: [{ property: 'Number', direction: 'descending' }],
      quick_filters: { Done: { checkbox: { equals: true } } },
      configuration: {
        type: 'board',
        group_by: { type: 'status', property_id: 'Status', group_by: 'option', sort: { type: 'manual' } },
        properties: [{ property_id: 'title', visible: true, width: 200 }],
        cover: { type: 'property', property_id: 'Files' },
      },
      position: { type: 'after_view', view_id: view },
    },
    {
      create_database: { parent: { page_id: page }, position: { type: 'after_block', block_id: block } },
      data_source_id: dataSource,
      name: 'Timeline',
      type: 'timeline',
      configuration: { type: 'timeline', date_property_id: 'Date', preference: { zoom_level: 'month' } },
    },
    {
      database_id: database,
      data_source_id: dataSource,
      name: 'Chart',
      type: 'chart',
      configuration: {
        type: 'chart',
        chart_type: 'line',
        x_axis: { type: 'date', property_id: 'Date', group_by: 'month', sort: { type: 'ascending' } },
        y_axis: { aggregator: 'sum', property_id: 'Number' },
        reference_lines: [{ value: 1, label: 'a', color: 'red', dash_style: 'dash' }],
      },
    },
    { database_id: database, data_source_id: dataSource, name: 'Dashboard', type: 'dashboard' },
  ],
  'PATCH /v1/views/:view_id': [
    {
      name: 'New',
      filter: {
        or: [
          { property: 'Name', title: { contains: 'a' } },
          { timestamp: 'created_time', created_time: { past_week: {} } },
        ],
      },
      sorts: null,
      quick_filters: { Select: { select: { equals: 'A' } }, Done: null },
      configuration: {
        type: 'table',
        wrap_cells: true,
        properties: [{ property_id: 'Number', width: 100 }],
        group_by: { type: 'select', property_id: 'Select', sort: { type: 'ascending' } },
      },
    },
  ],
  'POST /v1/views/:view_id/queries': [{ page_size: 10 }],
  'POST /v1/comments': [
    {
      parent: { page_id: page },
      rich_text: text('c'),
      attachments: [{ file_upload_id: fileUpload, type: 'file_upload' }],
    },
  ],
  'POST /v1/webhooks': [
    {
      url: 'https://hooks.example.com/a',
      event_types: ['page.created', 'database.schema_updated'],
      api_version: '2022-06-28',
      include: ['entity'],
    },
  ],
  'PATCH /v1/webhooks/:webhook_id': [
    { url: 'https://hooks.example.com/b', event_types: ['page.deleted'], include: [] },
    { state: 'paused' },
  ],
  'POST /v1/webhooks/:webhook_id/verify': [{ verification_token: 'secret_' }],
  'POST /v1/webhooks/:webhook_id/replay': [{ start_cursor: 'WyJhIiwxLCJ-Il0' }],
  'POST /v1/file_uploads': [
    { filename: 'a.png', content_type: 'image/png' },
    { mode: 'multi_part', filename: 'a.mp4', number_of_parts: 2 },
    { mode: 'external_url', filename: 'a.png', external_url: 'https://octavo.test/a.png' },
  ],
  ...Object.fromEntries(
    ['pages/:page_id', 'databases/:database_id'].flatMap((base) => [
      [
        `POST /v1/${base}/permissions`,
        [
          {
            principal: { type: 'user_id', user_id: user },
            level: 'edit',
            expiration_time: '2126-01-01T00:00:00Z',
            notify: true,
            message: 'm',
          },
          { role: 'editor', user_id: 'a@octavo.test' },
          { type: 'public', level: 'view', link: { search_indexing: true, allow_duplicate: false } },
          { workspace: true, role: 'reader', dry_run: true, override: true },
        ],
      ],
      [
        `PATCH /v1/${base}/permissions`,
        [
          {
            set: [
              { principal: { user_id: user }, level: 'view' },
              { email: 'a@octavo.test', role: 'read' },
            ],
            remove: [{ bot_id: user }],
            inherit: false,
          },
        ],
      ],
      [
        `POST /v1/${base}/users`,
        [{ add_users: [{ email: 'a@octavo.test', role: 'editor' }], remove_users: [{ user_id: user }] }],
      ],
      [
        `POST /v1/${base}/invite`,
        [{ emails: ['a@octavo.test'], recipients: [{ email: 'b@octavo.test' }], roles: ['read'] }],
      ],
    ]),
  ),
  'POST /v1/search': [
    {
      query: 'text',
      filter: { property: 'object', value: 'page' },
      sort: { timestamp: 'last_edited_time', direction: 'ascending' },
    },
  ],
}

export const knownBodies = ({ method, url }: AnyRoute): readonly unknown[] => known[`${method} ${url}`] ?? []

/** The address of a route on the objects of a target. */
export function pathOf({ url }: AnyRoute, given: Record<string, string> = {}): string {
  const values: Record<string, string> = {
    page_id: page,
    block_id: block,
    database_id: database,
    data_source_id: dataSource,
    user_id: user,
    comment_id: placeholders.comment,
    view_id: view,
    query_id: ABSENT,
    file_upload_id: fileUpload,
    webhook_id: placeholders.webhook,
    property_id: 'title',
    ...given,
  }
  return url.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? 'nothing')
}
