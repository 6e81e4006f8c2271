import type { Difference, Shape } from './difference.ts'
import type { Place } from './places.ts'
import {
  boolean,
  closed,
  constant,
  either,
  empty,
  nullableString,
  nullOnly,
  number,
  oneOf,
  open,
  type Schema,
  string,
} from './schema.ts'
import type { SdkName } from './sdk-types.ts'

/*
 * The one reviewed table of how our answers differ from the types of the SDKs. Additions that break nobody go to every
 * API version, so an old SDK's types lack what came after its release; most entries say just that. What is not here
 * and not in the types fails the tests.
 */

const like = (place: Place): Shape => ({ like: place })

const beforeData: readonly SdkName[] = ['4.x', '2.x', '1.x', '0.4.x', '0.2.x']
const before2: readonly SdkName[] = ['1.x', '0.4.x', '0.2.x']
const before1: readonly SdkName[] = ['0.4.x', '0.2.x']
const handwritten: readonly SdkName[] = ['0.2.x']

/** The values of a page's properties, and those of other pages that a rollup shows. */
const values = 'page.properties.*'
const rolledUp = 'page.properties.*.rollup.array'
const columns = ['database.properties.*', 'data_source.properties.*'] as const
const inColumns = (field: string): Place[] => columns.map((place) => `${place}.${field}`)
const icons = ['page.icon', 'database.icon', 'data_source.icon', 'block.callout.icon', 'block.paragraph.icon']

const emptyColumn = (type: string): Schema =>
  closed({ id: string, name: string, description: nullableString, type: constant(type), [type]: empty })

const withText = [
  'paragraph',
  'heading_1',
  'heading_2',
  'heading_3',
  'heading_4',
  'bulleted_list_item',
  'numbered_list_item',
  'to_do',
  'toggle',
  'quote',
  'callout',
  'code',
  'template',
]
const withColor = withText
  .filter((type) => type !== 'code' && type !== 'template')
  .concat('table_of_contents')
const headings = ['heading_1', 'heading_2', 'heading_3']
const payloads = (types: readonly string[]): Place[] => types.map((type) => `block.${type}`)

const answers: readonly Difference[] = [
  {
    says: 'Every answer ends with the id of its request; templates are listed without.',
    at: 'answer',
    except: ['dataSources.listTemplates'],
    adds: { request_id: string },
  },
  {
    says: 'Who may write but not read is answered with `object` and `id` alone.',
    at: ['partial data_source', 'partial database'],
    lacks: ['properties'],
  },
]

const lists: readonly Difference[] = [
  {
    says: '0.4.x types every list as a property item may be listed, rollup included; only property items are.',
    at: ['list of block', 'list of user', 'list of page', 'list of database'],
    sdks: ['0.4.x'],
    without: ['rollup'],
  },
  {
    says: 'Lists tell what they list, which the first SDKs did not know yet.',
    at: 'list of block',
    sdks: before1,
    adds: { type: constant('block'), block: empty },
  },
  {
    says: 'Lists tell what they list, which the first SDKs did not know yet.',
    at: 'list of user',
    sdks: before1,
    adds: { type: constant('user'), user: empty },
  },
  {
    says: 'Lists tell what they list, which the first SDKs did not know yet.',
    at: 'list of page',
    sdks: before1,
    adds: { type: constant('page_or_database'), page_or_database: empty },
  },
  {
    says: 'Lists tell what they list, which the first SDKs did not know yet.',
    at: 'list of database',
    sdks: before1,
    adds: { type: constant('database'), database: empty },
  },
]

const queries: readonly Difference[] = [
  {
    says: '1.x types a query as a list of pages; since wikis came, to every version, it may hold databases too.',
    at: 'list of page',
    sdks: ['1.x'],
    retypes: { page: 'page_or_database' },
  },
]

const trash: readonly Difference[] = [
  {
    says: '2026-03-11 removed `archived` in favour of `in_trash`; 5.x types both for its two versions.',
    at: ['page', 'block', 'database', 'data_source', 'file_upload'],
    since: '2026-03-11',
    lacks: ['archived'],
  },
  {
    says: '`in_trash` came in 2024, to every version.',
    at: ['page', 'block', 'database', 'file_upload'],
    sdks: beforeData,
    adds: { in_trash: boolean },
  },
  {
    says: 'Blocks tell whether they are archived since after 0.2.x, databases since after 0.4.x.',
    at: ['block', 'database'],
    sdks: before1,
    until: '2025-09-03',
    adds: { archived: boolean },
  },
]

const pages: readonly Difference[] = [
  {
    says: 'Archiving (other than trash), locking and publishing pages came later, to every version.',
    at: 'page',
    sdks: beforeData,
    adds: { is_archived: boolean, is_locked: boolean, public_url: nullableString },
  },
  {
    says: 'Who made and last edited a page, its icon and its cover came later, to every version.',
    at: 'page',
    sdks: before1,
    adds: {
      created_by: like('page.created_by'),
      last_edited_by: like('page.last_edited_by'),
      icon: like('page.icon'),
      cover: like('page.cover'),
    },
  },
  {
    says: 'Since 2025-09-03 the parent of a row is its data source; 5.x still types a database there.',
    at: 'page.parent',
    since: '2025-09-03',
    without: ['database_id'],
  },
  {
    says: '0.2.x types the workspace as a parent without its flag, which was always sent.',
    at: ['page.parent', 'database.parent'],
    sdks: handwritten,
    of: ['workspace'],
    adds: { workspace: constant(true) },
  },
  {
    says: 'The list of emoji grows with Unicode, and older SDKs type the list of their day.',
    at: icons,
    sdks: beforeData,
    of: ['emoji'],
    is: { emoji: string },
  },
  {
    says: 'Custom emoji and native icons came later, to every version.',
    at: icons,
    sdks: beforeData,
    variants: ['custom_emoji', 'icon'],
  },
]

const propertyValues: readonly Difference[] = [
  {
    says: '0.2.x types these values as they are written, in part or, relations, not at all; 0.4.x types what is read.',
    at: values,
    sdks: handwritten,
    of: [
      'select',
      'multi_select',
      'date',
      'people',
      'files',
      'relation',
      'formula',
      'rollup',
      'created_by',
      'last_edited_by',
    ],
    from: '0.4.x',
  },
  {
    says: 'Before 2021-08-16 an empty value was left out of the page, so what is there is never null.',
    at: values,
    until: '2021-05-13',
    of: ['number', 'url', 'select', 'date', 'email', 'phone_number'],
    notNull: true,
  },
  {
    says: 'These types of property came after the SDK, to every version.',
    at: [values, rolledUp],
    sdks: beforeData,
    variants: ['status', 'button', 'unique_id', 'verification', 'place'],
  },
  {
    says: 'Columns of these types can be made, though no SDK types their values: there is nothing to read in them.',
    at: values,
    also: ['location', 'last_visited_time'].map((type) =>
      closed({ id: string, type: constant(type), [type]: nullOnly }),
    ),
  },
  {
    says: 'Beside a relation stands whether it has more pages than the page object shows; no SDK types it.',
    at: values,
    of: ['relation'],
    adds: { has_more: boolean },
  },
  {
    says: 'The same of a relation in a rollup, where recorded answers differ.',
    at: rolledUp,
    of: ['relation'],
    may: { has_more: boolean },
  },
  {
    says: 'A file always tells where it lies; older SDKs typed that as optional.',
    at: [`${values}.files`, `${rolledUp}.files`, 'property_item.files'],
    requires: ['type'],
  },
  {
    says: 'A value of people may name groups, which older SDKs do not know.',
    at: [`${values}.people`, `${rolledUp}.people`],
    also: [closed({ object: constant('group'), id: string, name: nullableString })],
  },
  {
    says: '1.x types only some of the items of an array rollup; the others were there before it and after.',
    at: rolledUp,
    sdks: ['1.x'],
    variants: [
      'number',
      'url',
      'select',
      'multi_select',
      'email',
      'phone_number',
      'date',
      'files',
      'checkbox',
      'formula',
      'created_time',
      'created_by',
      'last_edited_time',
      'last_edited_by',
    ],
  },
  {
    says: 'Before 2021-08-16 the items of an array rollup had types of their own.',
    at: rolledUp,
    until: '2021-05-13',
    retypes: { rich_text: 'text', files: 'file', people: 'person' },
  },
  {
    says: 'Rollup functions that came after the SDK; their older long names are 0.2.x’s own (`count_all`).',
    at: [`${values}.rollup`, `${columns[0]}.rollup`],
    until: '2021-05-13',
    is: {
      function: oneOf([
        'average',
        'checked',
        'count_all',
        'count_empty',
        'count_not_empty',
        'count_per_group',
        'count_unique_values',
        'count_values',
        'date_range',
        'earliest_date',
        'latest_date',
        'max',
        'median',
        'min',
        'percent_checked',
        'percent_empty',
        'percent_not_empty',
        'percent_per_group',
        'percent_unchecked',
        'range',
        'show_original',
        'show_unique',
        'sum',
        'unchecked',
      ]),
    },
  },
  {
    says: 'Rollup functions that came after the SDK.',
    at: [`${values}.rollup`, `${columns[0]}.rollup`, 'property_item.rollup'],
    sdks: ['1.x', '0.4.x'],
    since: '2021-08-16',
    is: { function: like(`${columns[1]}.rollup.function`) },
  },
]

const propertyItems: readonly Difference[] = [
  {
    says: 'These types of property came after the SDK, to every version.',
    at: 'property_item',
    sdks: beforeData,
    variants: ['status', 'button', 'unique_id', 'verification', 'place'],
  },
  {
    says: 'Columns of these types can be made, though no SDK types their values.',
    at: 'property_item',
    also: ['location', 'last_visited_time'].map((type) =>
      closed({ object: constant('property_item'), id: string, type: constant(type), [type]: nullOnly }),
    ),
  },
  {
    says: 'Property items name their property since 2022-02-22.',
    at: 'property_item',
    until: '2021-08-16',
    lacks: ['id'],
  },
]

const schemas: readonly Difference[] = [
  {
    says: '0.2.x types these columns as they are written, `files` by a slip of the pen.',
    at: columns,
    sdks: handwritten,
    of: ['select', 'multi_select', 'files'],
    from: '0.4.x',
  },
  {
    says: 'Descriptions of columns came later, to every version.',
    at: columns,
    sdks: before2,
    adds: { description: nullableString },
  },
  {
    says: 'These types of column came after the SDK, to every version.',
    at: columns,
    sdks: before2,
    variants: ['status', 'unique_id'],
  },
  {
    says: 'The API has columns of these types, which no SDK types in a schema.',
    at: columns,
    also: ['button', 'place', 'verification', 'location', 'last_visited_time'].map(emptyColumn),
  },
  {
    says: 'An option always has its id and colour, and since later a description.',
    at: [...inColumns('select.options'), ...inColumns('multi_select.options')],
    sdks: before2,
    requires: ['id', 'color'],
    adds: { description: nullableString },
  },
  {
    says: 'Number formats are stored as they are sent, so the list of an old SDK does not bound them.',
    at: inColumns('number'),
    sdks: beforeData,
    is: { format: string },
  },
  {
    says: 'Before 2022-06-28 a relation did not tell whether it is two-way; a one-way relation has no other side.',
    at: inColumns('relation'),
    until: '2022-02-22',
    optional: ['synced_property_name', 'synced_property_id'],
  },
  {
    says: '5.x types the kind of a two-way relation as optional; it is always sent.',
    at: inColumns('relation'),
    since: '2022-06-28',
    requires: ['type'],
  },
]

const databases: readonly Difference[] = [
  {
    says: 'Descriptions of databases, inline and published ones came later, to every version.',
    at: 'database',
    sdks: before2,
    adds: { public_url: nullableString, description: like('database.description'), is_inline: boolean },
  },
  {
    says: 'Who made and last edited a database, its icon, cover and address came later, to every version.',
    at: 'database',
    sdks: before1,
    adds: {
      created_by: like('page.created_by'),
      last_edited_by: like('page.last_edited_by'),
      icon: like('page.icon'),
      cover: like('page.cover'),
      url: string,
    },
  },
]

const blocks: readonly Difference[] = [
  {
    says: 'Who made and last edited a block came later, to every version.',
    at: 'block',
    sdks: before1,
    adds: { created_by: like('page.created_by'), last_edited_by: like('page.last_edited_by') },
  },
  {
    says: 'Blocks have a parent since 2022-06-28.',
    at: 'block',
    until: '2022-02-22',
    lacks: ['parent'],
  },
  {
    says: 'Before 2025-09-03 there are no data sources to be a parent.',
    at: ['block.parent', 'page.parent'],
    until: '2022-06-28',
    without: ['data_source_id'],
  },
  {
    says: 'These types of block came after the SDK, to every version.',
    at: 'block',
    sdks: beforeData,
    variants: ['heading_4', 'tab', 'transcription'],
  },
  {
    says: '0.2.x shows blocks of all other types as `unsupported`; they are answered as what they are.',
    at: 'block',
    sdks: handwritten,
    variants: [
      'quote',
      'callout',
      'code',
      'template',
      'synced_block',
      'child_database',
      'equation',
      'divider',
      'breadcrumb',
      'table_of_contents',
      'column_list',
      'column',
      'link_to_page',
      'table',
      'table_row',
      'embed',
      'bookmark',
      'image',
      'video',
      'pdf',
      'file',
      'audio',
      'link_preview',
    ],
  },
  {
    says: '2026-03-11 renamed the block of a transcribed meeting; 5.x types both names for its two versions.',
    at: 'block',
    since: '2026-03-11',
    without: ['transcription'],
  },
  {
    says: 'Before 2026-03-11 the block of a transcribed meeting is `transcription`.',
    at: 'block',
    until: '2025-09-03',
    without: ['meeting_notes'],
  },
  {
    says: 'The query of meeting notes leaves out the parent in 5.x’s types; every block has one.',
    at: 'block',
    of: ['meeting_notes', 'transcription'],
    since: '2022-06-28',
    adds: { parent: like('block.parent') },
  },
  {
    says: 'The payload of a block is never its children: they are listed on their own.',
    at: payloads(['paragraph', 'bulleted_list_item', 'numbered_list_item', 'to_do', 'toggle']),
    sdks: handwritten,
    lacks: ['children'],
  },
  {
    says: 'Headings may have children since they can be toggled.',
    at: 'block',
    sdks: handwritten,
    of: headings,
    is: { has_children: boolean },
  },
  {
    says: 'Headings tell whether they can be toggled, which came later, to every version.',
    at: payloads(headings),
    sdks: before2,
    adds: { is_toggleable: boolean },
  },
  {
    says: 'Colours of blocks came later, to every version.',
    at: payloads(withColor),
    sdks: before1,
    adds: { color: like('block.paragraph.color') },
  },
  {
    says: 'A paragraph has an icon where it labels a tab, else null; that came in 2026, to every version.',
    at: 'block.paragraph',
    sdks: beforeData,
    adds: { icon: like('block.paragraph.icon') },
  },
  {
    says: 'How a numbered list starts and counts came in 2026, to every version.',
    at: 'block.numbered_list_item',
    sdks: beforeData,
    may: {
      list_start_index: like('block.numbered_list_item.list_start_index'),
      list_format: like('block.numbered_list_item.list_format'),
    },
  },
  {
    says: 'The width of a column came in 2025, to every version.',
    at: 'block.column',
    sdks: beforeData,
    may: { width_ratio: number },
  },
  {
    says: 'Languages of code that came after the SDK.',
    at: 'block.code',
    sdks: beforeData,
    is: { language: like('block.code.language') },
  },
  {
    says: 'Names of files came later, to every version.',
    at: 'block.file',
    sdks: before2,
    adds: { name: string },
  },
  {
    says: 'Links to comments came later, to every version.',
    at: 'block.link_to_page',
    sdks: before2,
    variants: ['comment_id'],
  },
  {
    says: '0.2.x leaves out the payload of an unsupported block.',
    at: 'block',
    sdks: handwritten,
    of: ['unsupported'],
    adds: { unsupported: like('block.unsupported') },
  },
  {
    says: 'A block that is not supported tells its real type, which came in 2026, to every version.',
    at: 'block.unsupported',
    sdks: beforeData,
    adds: { block_type: string },
  },
  {
    says: 'Before 2022-02-22 the text of a block was in `text`.',
    at: payloads(withText),
    until: '2021-08-16',
    renames: { rich_text: 'text' },
  },
]

const texts: readonly Difference[] = [
  {
    says: '0.2.x types rich text as it is written; it is read as 0.4.x types it.',
    at: 'rich_text',
    sdks: handwritten,
    of: ['text', 'mention', 'equation'],
    from: '0.4.x',
  },
  {
    says: 'These mentions came after the SDK, to every version.',
    at: 'rich_text.mention',
    sdks: beforeData,
    variants: ['link_mention', 'template_mention', 'custom_emoji'],
  },
]

const users: readonly Difference[] = [
  {
    says: 'An addition: what a person is in the workspace, a directory that e-mail is missing from, what a bot may do.',
    at: 'user.person',
    may: { octavo: open },
  },
  { says: 'The same of the bot that calls.', at: 'user.bot', may: { capabilities: open } },
  {
    says: 'The same of a list without e-mail addresses.',
    at: 'list of user',
    may: { warnings: { type: 'array', items: string } },
  },
  {
    says: '0.2.x types most of a user as optional; it is read as 0.4.x types it.',
    at: 'user',
    sdks: handwritten,
    of: ['person', 'bot'],
    from: '0.4.x',
  },
  {
    says: 'A bot tells its workspace and the limits there, which came later, to every version.',
    at: 'user.bot',
    sdks: beforeData,
    having: 'owner',
    adds: {
      workspace_id: string,
      workspace_name: nullableString,
      workspace_limits: like('user.bot.workspace_limits'),
    },
  },
]

const others: readonly Difference[] = [
  {
    says: 'Comments tell under which name they were written since 2025, in every version.',
    at: 'comment',
    sdks: ['2.x'],
    adds: { display_name: like('comment.display_name') },
    may: { attachments: like('comment.attachments') },
  },
  {
    says: 'A view is answered whole: what it has not set is null. 5.x types these fields as optional.',
    at: 'view',
    requires: [
      'data_source_id',
      'created_by',
      'last_edited_by',
      'filter',
      'sorts',
      'quick_filters',
      'configuration',
    ],
  },
  {
    says: '5.x types a quick filter as an object without fields, by a slip of its generator.',
    at: 'view',
    is: { quick_filters: either({ type: 'object', additionalProperties: open }, nullOnly) },
  },
]

/** Every difference, in the order in which they are applied. */
export const differences: readonly Difference[] = [
  ...answers,
  ...lists,
  ...queries,
  ...trash,
  ...pages,
  ...propertyValues,
  ...propertyItems,
  ...schemas,
  ...databases,
  ...blocks,
  ...texts,
  ...users,
  ...others,
]
