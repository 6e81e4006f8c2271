import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import { validate } from '../validation/validate.ts'
import { ViewConfigRequest, viewTypeNamed } from './registry.ts'
import type { Content } from './view-type.ts'

const types = {
  Name: 'title',
  Text: 'rich_text',
  Link: 'url',
  Mail: 'email',
  Phone: 'phone_number',
  Stage: 'select',
  Tags: 'multi_select',
  State: 'status',
  Who: 'people',
  Maker: 'created_by',
  Editor: 'last_edited_by',
  Related: 'relation',
  Due: 'date',
  Made: 'created_time',
  Edited: 'last_edited_time',
  Points: 'number',
  Done: 'checkbox',
  Sum: 'formula',
  Pictures: 'files',
  Where: 'place',
}

/** Ids that look different when they are encoded. */
const idOf = (name: string): string => (name === 'Name' ? 'title' : `%${name}=`)

const property = (name: string, type: string): StoredProperty => ({
  id: idOf(name),
  name,
  description: null,
  type,
  config: {},
})

const schemaOf = (names: Readonly<Record<string, string>>): StoredSchema =>
  Object.fromEntries(Object.entries(names).map(([name, type]) => [idOf(name), property(name, type)]))

const schema = schemaOf(types)

/** What is kept of a configuration that a request gives, under its validation. */
function stored(request: object, before: Content = {}, of: StoredSchema = schema): Content {
  const { type } = request as { type: string }
  const valid = validate(ViewConfigRequest, request, 'body')
  return viewTypeNamed(type).store(before, valid, { schema: of })
}

const shown = (type: string, content: Content, of: StoredSchema = schema) =>
  viewTypeNamed(type).present(content, of)

const sort = { type: 'ascending' }

/** A reference to a property as it is answered. */
const told = (name: string) => ({ property_id: idOf(name), property_name: name })

describe('A configuration', () => {
  const every = { properties: [{ property_id: 'Points' }] }
  const everyTold = { properties: [told('Points')] }
  const by = (name: string) => ({ type: 'select', property_id: name, sort })
  const byTold = { type: 'select', ...told('Stage'), sort }
  const cards = {
    cover: { type: 'property', property_id: 'Pictures' },
    cover_size: 'small',
    cover_aspect: 'contain',
    card_layout: 'compact',
  }
  const cardsTold = { ...cards, cover: { type: 'property', property_id: idOf('Pictures') } }
  const chart = {
    x_axis: by('Stage'),
    y_axis: { aggregator: 'sum', property_id: 'Points' },
    x_axis_property_id: 'Name',
    y_axis_property_id: 'Points',
    value: { aggregator: 'count' },
    sort: 'y_descending',
    color_theme: 'teal',
    height: 'extra_large',
    hide_empty_groups: true,
    legend_position: 'side',
    show_data_labels: false,
    axis_labels: 'both',
    grid_lines: 'none',
    cumulative: true,
    smooth_line: true,
    hide_line_fill_area: false,
    group_style: 'percent',
    y_axis_min: -1.5,
    y_axis_max: 0,
    donut_labels: 'name_and_value',
    hide_title: true,
    stack_by: by('Stage'),
    reference_lines: [
      { value: 1, label: 'Goal', color: 'lightgray', dash_style: 'dash' },
      { id: 'line-1', value: 2.5, label: '', color: 'red', dash_style: 'solid' },
    ],
    caption: 'Words',
    color_by_value: true,
  }
  for (const { type, given, read } of [
    {
      type: 'table',
      given: {
        properties: [
          {
            property_id: 'title',
            visible: true,
            width: 32,
            wrap: true,
            status_show_as: 'checkbox',
            card_property_width_mode: 'inline',
            date_format: 'year_month_day',
            time_format: 'hidden',
          },
          { property_id: encodeURIComponent(idOf('Due')), visible: false },
          { property_id: 'Points' },
        ],
        group_by: by('Stage'),
        subtasks: {
          property_id: 'Related',
          display_mode: 'flattened',
          filter_scope: 'parents',
          toggle_column_id: 'Name',
        },
        wrap_cells: false,
        frozen_column_index: 2,
        show_vertical_lines: true,
      },
      read: {
        properties: [
          {
            ...told('Name'),
            visible: true,
            width: 32,
            wrap: true,
            status_show_as: 'checkbox',
            card_property_width_mode: 'inline',
            date_format: 'year_month_day',
            time_format: 'hidden',
          },
          { ...told('Due'), visible: false },
          told('Points'),
        ],
        group_by: byTold,
        subtasks: {
          property_id: idOf('Related'),
          display_mode: 'flattened',
          filter_scope: 'parents',
          toggle_column_id: 'title',
        },
        wrap_cells: false,
        frozen_column_index: 2,
        show_vertical_lines: true,
      },
    },
    {
      type: 'board',
      given: { group_by: by('Stage'), sub_group_by: by('Stage'), ...every, ...cards },
      read: { group_by: byTold, sub_group_by: byTold, ...everyTold, ...cardsTold },
    },
    { type: 'list', given: every, read: everyTold },
    {
      type: 'calendar',
      given: { date_property_id: 'Due', ...every, view_range: 'week', show_weekends: false },
      read: {
        date_property_id: idOf('Due'),
        date_property_name: 'Due',
        ...everyTold,
        view_range: 'week',
        show_weekends: false,
      },
    },
    {
      type: 'timeline',
      given: {
        date_property_id: 'Due',
        end_date_property_id: 'Made',
        ...every,
        show_table: true,
        table_properties: [{ property_id: 'Name' }],
        preference: { zoom_level: '5_years', center_timestamp: 1 },
        arrows_by: { property_id: 'Related' },
        color_by: true,
      },
      read: {
        date_property_id: idOf('Due'),
        date_property_name: 'Due',
        end_date_property_id: idOf('Made'),
        end_date_property_name: 'Made',
        ...everyTold,
        show_table: true,
        table_properties: [told('Name')],
        preference: { zoom_level: '5_years', center_timestamp: 1 },
        arrows_by: { property_id: idOf('Related') },
        color_by: true,
      },
    },
    {
      type: 'timeline',
      given: { date_property_id: 'Edited', arrows_by: { property_id: null } },
      read: {
        date_property_id: idOf('Edited'),
        date_property_name: 'Edited',
        arrows_by: { property_id: null },
      },
    },
    { type: 'gallery', given: { ...every, ...cards }, read: { ...everyTold, ...cardsTold } },
    {
      type: 'gallery',
      given: { cover: { type: 'page_content' } },
      read: { cover: { type: 'page_content' } },
    },
    {
      type: 'form',
      given: { is_form_closed: true, anonymous_submissions: false, submission_permissions: 'comment_only' },
      read: { is_form_closed: true, anonymous_submissions: false, submission_permissions: 'comment_only' },
    },
    {
      type: 'chart',
      given: { chart_type: 'donut', ...chart },
      read: {
        chart_type: 'donut',
        ...chart,
        x_axis: byTold,
        y_axis: { aggregator: 'sum', property_id: idOf('Points') },
        x_axis_property_id: 'title',
        y_axis_property_id: idOf('Points'),
        stack_by: byTold,
        reference_lines: [{ id: 'line-2', ...chart.reference_lines[0] }, chart.reference_lines[1]],
      },
    },
    {
      type: 'map',
      given: { height: 'large', map_by: 'Where', ...every },
      read: { height: 'large', map_by: idOf('Where'), map_by_property_name: 'Where', ...everyTold },
    },
  ]) {
    test(`of a ${type} is kept and shown: ${Object.keys(given).join(', ')}`, () => {
      const kept = stored({ type, ...given })
      assert.deepEqual(shown(type, kept), { type, ...read })
      // What is shown may be sent back, without the names that only answers have.
      const sent = JSON.parse(JSON.stringify({ type, ...read }), (key, value) =>
        key.endsWith('property_name') || key.endsWith('date_property_name') ? undefined : value,
      )
      assert.deepEqual(stored(sent), kept)
      // Renaming changes nothing but the names.
      const renamed = Object.fromEntries(
        Object.entries(schema).map(([id, one]) => [id, { ...one, name: `New ${one.name}` }]),
      )
      const after = JSON.stringify(shown(type, kept, renamed)).replaceAll('"New ', '"')
      assert.deepEqual(JSON.parse(after), { type, ...read })
    })
  }

  for (const [type, name, more] of [
    ['select', 'Stage', {}],
    ['multi_select', 'Tags', {}],
    ['status', 'State', { group_by: 'group' }],
    ['person', 'Who', {}],
    ['created_by', 'Maker', {}],
    ['last_edited_by', 'Editor', {}],
    ['relation', 'Related', {}],
    ['date', 'Due', { group_by: 'relative' }],
    ['created_time', 'Made', { group_by: 'week', start_day_of_week: 0 }],
    ['last_edited_time', 'Edited', { group_by: 'day' }],
    ['text', 'Text', { group_by: 'exact' }],
    ['title', 'Name', { group_by: 'alphabet_prefix' }],
    ['url', 'Link', { group_by: 'exact' }],
    ['email', 'Mail', { group_by: 'exact' }],
    ['phone_number', 'Phone', { group_by: 'exact' }],
    ['number', 'Points', { range_start: -10, range_end: 10, range_size: 5 }],
    ['checkbox', 'Done', {}],
  ] as const) {
    test(`groups by ${type}`, () => {
      const { group_by, ...others } = more as Record<string, unknown>
      const request = { type, property_id: name, ...more, sort, hide_empty_groups: true }
      const read = {
        type,
        ...told(name),
        ...(group_by === undefined ? {} : { group_by }),
        sort,
        ...others,
        hide_empty_groups: true,
      }
      assert.deepEqual(shown('board', stored({ type: 'board', group_by: request })), {
        type: 'board',
        group_by: read,
      })
    })
  }

  for (const group_by of [
    { type: 'date', group_by: 'month', sort, start_day_of_week: 1 },
    { type: 'text', group_by: 'exact', sort },
    { type: 'number', sort, range_size: 1 },
    { type: 'checkbox', sort },
  ]) {
    test(`groups by a formula that gives a ${group_by.type}`, () => {
      const request = { type: 'formula', property_id: 'Sum', group_by }
      assert.deepEqual(shown('table', stored({ type: 'table', group_by: request })), {
        type: 'table',
        group_by: { type: 'formula', ...told('Sum'), group_by },
      })
    })
  }

  test('is changed where a change says so, and cleared by null', () => {
    const before = stored({ type: 'gallery', cover_size: 'large', card_layout: 'list' })
    const after = stored({ type: 'gallery', cover_size: null, cover_aspect: 'cover' }, before)
    assert.deepEqual(shown('gallery', after), { type: 'gallery', cover_aspect: 'cover', card_layout: 'list' })
  })
})

describe('A configuration is refused', () => {
  const failed = 'body failed validation: body.'
  const date = { type: 'date', property_id: 'Due', sort }
  for (const [request, message] of [
    [{ type: 'table', properties: [{ property_id: 'No' }] }, 'Could not find property with name or id: No'],
    [
      { type: 'table', properties: [{ property_id: 'Name' }, { property_id: 'title' }] },
      'A view lists each property once: title comes again.',
    ],
    [
      { type: 'table', properties: [{ property_id: 'title', width: 31 }] },
      `${failed}properties[0].width should be ≥ \`32\` or \`undefined\`, instead was \`31\`.`,
    ],
    [
      { type: 'table', group_by: date },
      `${failed}group_by.group_by should be defined, instead was \`undefined\`.`,
    ],
    [
      { type: 'table', group_by: { ...date, type: 'select' } },
      'Due is a date property, which cannot be used as a group_by of type select.',
    ],
    [
      { type: 'calendar', date_property_id: 'Points' },
      'Points is a number property, which cannot be used as a date.',
    ],
    [{ type: 'timeline' }, `${failed}date_property_id should be defined, instead was \`undefined\`.`],
    [
      { type: 'gallery', cover: { type: 'property' } },
      `${failed}cover.property_id should be defined, instead was \`undefined\`.`,
    ],
    [
      { type: 'gallery', cover: { type: 'page_content_first' } },
      /cover\.type should be `"page_cover"`, `"page_content"`, or `"property"`, instead was/,
    ],
    [
      { type: 'gallery', cover: { type: 'property', property_id: 'Name' } },
      'Name is a title property, which cannot be used as a cover.',
    ],
    [
      { type: 'chart', chart_type: 'bar', y_axis: { aggregator: 'sum' } },
      'The aggregator sum needs a property_id.',
    ],
    [{ type: 'map', map_by: 'Text' }, 'Text is a rich_text property, which cannot be used as a place.'],
    [{ type: 'list', wrap_cells: true }, `${failed}wrap_cells should be not present, instead was \`true\`.`],
    [{ type: 'dashboard', rows: [] }, /^body failed validation: body\.type should be `"table"`.* or `"map"`/],
  ] as const) {
    test(JSON.stringify(request), () => {
      assert.throws(
        () => stored(request),
        (error: Error) => {
          if (typeof message === 'string') assert.equal(error.message, message)
          else assert.match(error.message, message)
          return true
        },
      )
    })
  }
})

describe('When a property is removed or becomes another type', () => {
  const without = (...names: string[]): StoredSchema =>
    schemaOf(Object.fromEntries(Object.entries(types).filter(([name]) => !names.includes(name))))

  const by = (type: string, name: string) => ({ type, property_id: name, sort })
  const table = stored({
    type: 'table',
    properties: [{ property_id: 'Name' }, { property_id: 'Stage' }],
    group_by: by('select', 'Stage'),
    subtasks: { property_id: 'Related', display_mode: 'show' },
  })
  const manual = { type: 'manual' }

  test('what names it is gone', () => {
    assert.deepEqual(shown('table', table, without('Stage', 'Related')), {
      type: 'table',
      properties: [told('Name')],
      subtasks: { display_mode: 'show' },
    })
  })

  test('a list of properties keeps what was converted, a grouping does not', () => {
    const converted = schemaOf({ ...types, Stage: 'rich_text' })
    const { properties, group_by } = shown('table', table, converted) as Record<string, unknown>
    assert.deepEqual([properties, group_by], [[told('Name'), told('Stage')], undefined])
  })

  test('a board is grouped by another one, as a new board would be', () => {
    const board = stored({ type: 'board', group_by: by('select', 'Stage'), cover_size: 'small' })
    assert.deepEqual(shown('board', board, without('Stage')), {
      type: 'board',
      group_by: { type: 'status', ...told('State'), group_by: 'option', sort: manual },
      cover_size: 'small',
    })
    assert.equal(shown('board', board, schemaOf({ Name: 'title' })), null)
  })

  test('a calendar goes by another date, and says nothing where there is none', () => {
    const calendar = stored({ type: 'calendar', date_property_id: 'Due', view_range: 'week' })
    assert.deepEqual(shown('calendar', calendar, without('Due')), {
      type: 'calendar',
      date_property_id: idOf('Made'),
      date_property_name: 'Made',
      view_range: 'week',
    })
    assert.equal(shown('calendar', calendar, schemaOf({ Name: 'title' })), null)
  })

  test('a chart loses the axis', () => {
    const request = {
      chart_type: 'bar',
      x_axis: by('select', 'Stage'),
      y_axis: { aggregator: 'sum', property_id: 'Points' },
    }
    const chart = stored({ type: 'chart', ...request })
    assert.deepEqual(shown('chart', chart, without('Stage', 'Points')), { type: 'chart', chart_type: 'bar' })
  })

  test('a cover of its files is none', () => {
    const gallery = stored({ type: 'gallery', cover: { type: 'property', property_id: 'Pictures' } })
    assert.deepEqual(shown('gallery', gallery, without('Pictures')), { type: 'gallery' })
  })
})

describe('A property that is called like the id of another', () => {
  test('is not taken for it: property_id is an id first', () => {
    const odd = { ...schema, abcd: { ...property('title', 'rich_text'), id: 'abcd' } }
    const properties = [{ property_id: 'title' }, { property_id: 'abcd' }]
    assert.deepEqual(shown('list', stored({ type: 'list', properties }, {}, odd), odd), {
      type: 'list',
      properties: [told('Name'), { property_id: 'abcd', property_name: 'title' }],
    })
  })
})
