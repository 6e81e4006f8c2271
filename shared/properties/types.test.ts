import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DataSourceObjectResponse, PageObjectResponse } from '@notionhq/client'
import { validate } from '../validation/validate.ts'
import { ada, adaShown, changing, sprint, upload, uuid, view, writing } from './example-contexts.ts'
import { plainTextOf, presentProperties, presentSchema } from './present.ts'
import { propertyTypes } from './registry.ts'
import { createSchema } from './schema.ts'
import { SchemaRequest } from './schema-requests.ts'
import { PropertyValuesRequest } from './value-requests.ts'
import { defaultValues, writeValues } from './values.ts'

type Config = DataSourceObjectResponse['properties'][string]
type Value = PageObjectResponse['properties'][string]

/** Types that a page object has but the SDK's response types do not know, and what they add. */
type Loose = { type: string; [key: string]: unknown }

interface Example {
  /** What is asked of the schema, under the type. */
  config?: object
  /** What the schema shows. */
  shows?: Omit<Config, 'id' | 'name' | 'description'> | Loose
  empty: Omit<Value, 'id'> | Loose
  emptyText?: string
  values?: [given: unknown, shown: Omit<Value, 'id'> | Loose, text: string][]
}

const run = (content: string) => ({
  type: 'text' as const,
  text: { content, link: null },
  annotations: {
    bold: false,
    italic: false,
    strikethrough: false,
    underline: false,
    code: false,
    color: 'default' as const,
  },
  plain_text: content,
  href: null,
})

const red = { id: uuid(1), name: 'Red', color: 'red' as const }
const blue = { id: uuid(2), name: 'Blue', color: 'default' as const }
const options = [{ name: 'Red', color: 'red' }, { name: 'Blue' }]
const shownOptions = [
  { ...red, description: null },
  { ...blue, description: null },
]
const notStarted = { id: uuid(1), name: 'Not started', color: 'default' as const }
const done = { id: uuid(3), name: 'Done', color: 'green' as const }
const place = {
  lat: 52.5,
  lon: 13.4,
  name: 'Berlin',
  address: null,
  aws_place_id: null,
  google_place_id: null,
}
const created = '2026-06-27T16:54:00.000Z'
const edited = '2026-06-28T09:00:00.000Z'

const examples: Record<string, Example> = {
  title: {
    empty: { type: 'title', title: [] },
    values: [
      [[{ text: { content: 'Plan' } }], { type: 'title', title: [run('Plan')] }, 'Plan'],
      [[], { type: 'title', title: [] }, ''],
    ],
  },
  rich_text: {
    empty: { type: 'rich_text', rich_text: [] },
    values: [
      [
        [{ text: { content: 'a' } }, { type: 'text', text: { content: 'b' }, plain_text: 'ignored' }],
        { type: 'rich_text', rich_text: [run('a'), run('b')] },
        'ab',
      ],
    ],
  },
  number: {
    config: { format: 'dollar' },
    shows: { type: 'number', number: { format: 'dollar' } },
    empty: { type: 'number', number: null },
    values: [
      [1.5, { type: 'number', number: 1.5 }, '1.5'],
      [-0, { type: 'number', number: 0 }, '0'],
      [null, { type: 'number', number: null }, ''],
    ],
  },
  select: {
    config: { options },
    shows: { type: 'select', select: { options: shownOptions } },
    empty: { type: 'select', select: null },
    values: [
      [{ name: 'Red' }, { type: 'select', select: red }, 'Red'],
      [{ id: uuid(2) }, { type: 'select', select: blue }, 'Blue'],
      [{ ...red, description: 'echoed' }, { type: 'select', select: red }, 'Red'],
      [
        { name: 'Green', color: 'green' },
        { type: 'select', select: { id: uuid(101), name: 'Green', color: 'green' } },
        'Green',
      ],
      [null, { type: 'select', select: null }, ''],
    ],
  },
  multi_select: {
    config: { options },
    shows: { type: 'multi_select', multi_select: { options: shownOptions } },
    empty: { type: 'multi_select', multi_select: [] },
    values: [
      [
        [{ name: 'Blue' }, { name: 'Red' }, { id: uuid(2) }],
        { type: 'multi_select', multi_select: [blue, red] },
        'Blue, Red',
      ],
      [[], { type: 'multi_select', multi_select: [] }, ''],
    ],
  },
  status: {
    shows: {
      type: 'status',
      status: {
        options: [
          { id: uuid(1), name: 'Not started', color: 'default', description: null },
          { id: uuid(2), name: 'In progress', color: 'blue', description: null },
          { id: uuid(3), name: 'Done', color: 'green', description: null },
        ],
        groups: [
          { id: uuid(4), name: 'To-do', color: 'gray', option_ids: [uuid(1)] },
          { id: uuid(5), name: 'In progress', color: 'blue', option_ids: [uuid(2)] },
          { id: uuid(6), name: 'Complete', color: 'green', option_ids: [uuid(3)] },
        ],
      },
    },
    empty: { type: 'status', status: notStarted },
    emptyText: 'Not started',
    values: [
      [{ name: 'Done' }, { type: 'status', status: done }, 'Done'],
      [{ id: uuid(3) }, { type: 'status', status: done }, 'Done'],
      [null, { type: 'status', status: null }, ''],
    ],
  },
  date: {
    empty: { type: 'date', date: null },
    values: [
      [
        { start: '2026-06-15' },
        { type: 'date', date: { start: '2026-06-15', end: null, time_zone: null } },
        '2026-06-15',
      ],
      [
        { start: '2026-06-15T14:30:59', end: '2026-06-15T15:00:00', time_zone: 'America/New_York' },
        {
          type: 'date',
          date: {
            start: '2026-06-15T14:30:00.000-04:00',
            end: '2026-06-15T15:00:00.000-04:00',
            time_zone: null,
          },
        },
        '2026-06-15T14:30:00.000-04:00 → 2026-06-15T15:00:00.000-04:00',
      ],
      [null, { type: 'date', date: null }, ''],
    ],
  },
  people: {
    empty: { type: 'people', people: [] },
    values: [
      [
        [{ id: ada.replaceAll('-', '').toUpperCase() }, { object: 'user', id: uuid(77) }, { id: ada }],
        { type: 'people', people: [adaShown as never, { object: 'user', id: uuid(77) }] },
        'Ada',
      ],
      [[adaShown], { type: 'people', people: [adaShown as never] }, 'Ada'],
    ],
  },
  files: {
    empty: { type: 'files', files: [] },
    values: [
      [
        [
          { name: 'Site', external: { url: 'https://example.com/a' } },
          { file_upload: { id: upload } },
          { type: 'file_upload', file_upload: { id: upload }, name: 'renamed' },
          {
            name: 'kept',
            type: 'file',
            file: { url: view.resolved.file({ id: upload, name: 'plan.pdf' }).url, expiry_time: 'whenever' },
          },
        ],
        {
          type: 'files',
          files: [
            { name: 'Site', type: 'external', external: { url: 'https://example.com/a' } },
            { name: 'plan.pdf', type: 'file', file: view.resolved.file({ id: upload, name: 'plan.pdf' }) },
            { name: 'renamed', type: 'file', file: view.resolved.file({ id: upload, name: 'plan.pdf' }) },
            { name: 'kept', type: 'file', file: view.resolved.file({ id: upload, name: 'plan.pdf' }) },
          ],
        },
        'Site, plan.pdf, renamed, kept',
      ],
    ],
  },
  checkbox: {
    empty: { type: 'checkbox', checkbox: false },
    emptyText: 'No',
    values: [
      [true, { type: 'checkbox', checkbox: true }, 'Yes'],
      [false, { type: 'checkbox', checkbox: false }, 'No'],
    ],
  },
  url: {
    empty: { type: 'url', url: null },
    values: [
      ['www', { type: 'url', url: 'www' }, 'www'],
      ['', { type: 'url', url: null }, ''],
    ],
  },
  email: {
    empty: { type: 'email', email: null },
    values: [['ada@acme.test', { type: 'email', email: 'ada@acme.test' }, 'ada@acme.test']],
  },
  phone_number: {
    empty: { type: 'phone_number', phone_number: null },
    values: [['+49 30 1', { type: 'phone_number', phone_number: '+49 30 1' }, '+49 30 1']],
  },
  created_time: { empty: { type: 'created_time', created_time: created }, emptyText: created },
  created_by: { empty: { type: 'created_by', created_by: adaShown as never }, emptyText: 'Ada' },
  last_edited_time: { empty: { type: 'last_edited_time', last_edited_time: edited }, emptyText: edited },
  last_edited_by: {
    empty: { type: 'last_edited_by', last_edited_by: { object: 'user', id: uuid(999) } },
  },
  unique_id: {
    config: { prefix: 'TASK' },
    shows: { type: 'unique_id', unique_id: { prefix: 'TASK' } },
    empty: { type: 'unique_id', unique_id: { prefix: 'TASK', number: 7 } },
    emptyText: 'TASK-7',
  },
  button: { empty: { type: 'button', button: {} } },
  place: {
    empty: { type: 'place', place: null },
    values: [
      [{ lat: 52.5, lon: 13.4, name: 'Berlin' }, { type: 'place', place }, 'Berlin'],
      [null, { type: 'place', place: null }, ''],
    ],
  },
  location: { empty: { type: 'location', location: null } },
  last_visited_time: { empty: { type: 'last_visited_time', last_visited_time: null } },
  verification: {
    empty: { type: 'verification', verification: { state: 'unverified', verified_by: null, date: null } },
    emptyText: 'unverified',
    values: [
      [
        { state: 'verified' },
        {
          type: 'verification',
          verification: { state: 'verified', verified_by: adaShown as never, date: null },
        },
        'verified',
      ],
      [
        { state: 'verified', date: { start: '2026-01-01', end: '2026-06-30' } },
        {
          type: 'verification',
          verification: {
            state: 'expired',
            verified_by: adaShown as never,
            date: { start: '2026-01-01', end: '2026-06-30', time_zone: null },
          },
        },
        'expired',
      ],
      [
        { state: 'unverified' },
        { type: 'verification', verification: { state: 'unverified', verified_by: null, date: null } },
        'unverified',
      ],
    ],
  },
}

/** A schema with a property `P` of a type, made by a request that keeps to the request schema. */
function schemaWith(type: string, config: object = {}) {
  const properties = type === 'title' ? { P: { title: {} } } : { P: { [type]: config }, Name: { title: {} } }
  return createSchema(validate(SchemaRequest, properties, 'body') as never, changing()).schema
}

/** JSON keeps the order of keys, which clients and snapshots see. */
const same = (actual: unknown, expected: unknown) =>
  assert.equal(JSON.stringify(actual, null, 1), JSON.stringify(expected, null, 1))

test('every type has an example, but those that name other properties, which have files of their own', () => {
  assert.deepEqual(
    [...propertyTypes.keys()].filter((type) => !examples[type]),
    ['relation', 'rollup', 'formula'],
  )
})

for (const [type, example] of Object.entries(examples)) {
  const schema = schemaWith(type, example.config)
  const property = Object.values(schema).find(({ name }) => name === 'P')!
  const wireId = encodeURIComponent(property.id)

  test(`${type} shows its configuration`, () => {
    same(presentSchema(schema).P, {
      id: wireId,
      name: 'P',
      description: null,
      ...(example.shows ?? { type, [type]: {} }),
    })
  })

  test(`${type} shows an empty value`, () => {
    const page = { values: defaultValues(schema), relations: new Map() }
    same(presentProperties(schema, page, view).P, { id: wireId, ...example.empty })
    assert.equal(plainTextOf(property, page, view), example.emptyText ?? '')
  })

  for (const [given, shown, text] of example.values ?? []) {
    for (const request of [
      { P: { [type]: given } },
      { [wireId]: { type, [type]: given, id: wireId } },
      { P: given },
    ]) {
      test(`${type} shows what is written as ${JSON.stringify(request)}`, () => {
        const properties = validate(PropertyValuesRequest, request, 'body')
        const written = writeValues(schema, {}, properties, writing())
        const page = { values: written.values, relations: new Map() }
        same(presentProperties(written.schema, page, view).P, { id: wireId, ...shown })
        assert.equal(plainTextOf(written.schema[property.id]!, page, view), text)
      })
    }
  }

  if (!example.values) {
    test(`${type} cannot be written`, () => {
      assert.throws(() => writeValues(schema, {}, { P: { rich_text: [] } }, writing()), {
        message: `P is expected to be ${type}.`,
      })
      assert.throws(() => writeValues(schema, {}, { P: 'bare' }, writing()), {
        message: `P is expected to be ${type}.`,
      })
    })
  }
}

const tooLong = (type: string, path: string, length: number, limit: number, value: unknown) => [
  { P: { [type]: value } },
  `body failed validation: body.P.${path}.length should be ≤ \`${limit}\`, instead was \`${length}\`.`,
]
const many = (item: object) => Array.from({ length: 101 }, () => item)

test('values that no property can have are refused in the words of the API', () => {
  for (const [request, message] of [
    tooLong('url', 'url', 2001, 2000, 'x'.repeat(2001)),
    tooLong('email', 'email', 201, 200, 'x'.repeat(201)),
    tooLong('phone_number', 'phone_number', 201, 200, 'x'.repeat(201)),
    tooLong('multi_select', 'multi_select', 101, 100, many({ name: 'a' })),
    tooLong('multi_select', 'multi_select[0].name', 101, 100, [{ name: 'x'.repeat(101) }]),
    tooLong('relation', 'relation', 101, 100, many({ id: sprint })),
    tooLong('people', 'people', 101, 100, many({ id: ada })),
    tooLong('title', 'title[0].text.content', 2001, 2000, [{ text: { content: 'x'.repeat(2001) } }]),
    tooLong('rich_text', 'rich_text', 101, 100, many({ text: { content: '' } })),
    [
      { P: { number: 'ten' } },
      'body failed validation: body.P.number should be a number or `null`, instead was `"ten"`.',
    ],
    [
      { P: { number: Number.POSITIVE_INFINITY } },
      'body failed validation: body.P.number should be a number or `null`, instead was `null`.',
    ],
    [
      { P: { checkbox: 'true' } },
      'body failed validation: body.P.checkbox should be a boolean, instead was `"true"`.',
    ],
    [
      { P: { relation: [{ id: 'abc' }] } },
      'body failed validation: body.P.relation[0].id should be a valid uuid, instead was `"abc"`.',
    ],
    [
      { P: { place: { lat: 91, lon: 0 } } },
      'body failed validation: body.P.place.lat should be ≤ `90`, instead was `91`.',
    ],
    [
      { P: { date: { start: '2026-13-01' } } },
      'body failed validation: body.P.date.start should be a valid ISO 8601 date string, instead was `"2026-13-01"`.',
    ],
    [
      { P: { select: { name: '' } } },
      'body failed validation: body.P.select.name should be populated, instead was `""`.',
    ],
    [
      { P: { type: 'number', number: 1, extra: true } },
      'body failed validation: body.P.extra should be not present, instead was `true`.',
    ],
  ] as [object, string][]) {
    assert.throws(() => validate(PropertyValuesRequest, request, 'body'), { kind: 'invalid', message })
  }
})

test('without size walls a long value is stored whole', () => {
  const request = { P: { url: 'x'.repeat(5000) } }
  const properties = validate(PropertyValuesRequest, request, 'body', { sizes: 'none' })
  const schema = schemaWith('url')
  const { values } = writeValues(schema, {}, properties, writing({ sizes: 'none' }))
  assert.equal(Object.values(values)[0], 'x'.repeat(5000))
})

test('values are refused that only the workspace can judge', () => {
  for (const [type, value, message] of [
    ['select', { name: 'a,b' }, 'Invalid select option, commas not allowed: a,b'],
    ['multi_select', [{ name: 'a,b' }], 'Invalid select option, commas not allowed: a,b'],
    ['status', { name: 'Nope' }, 'Invalid status option. Status option "Nope" does not exist'],
    ['status', { id: 'nobody' }, 'Invalid status option. Status option "nobody" does not exist'],
    ['files', [{ file_upload: { id: uuid(5) } }], `Could not find file_upload with ID: ${uuid(5)}.`],
    [
      'files',
      [{ name: 'x', file: { url: 'https://elsewhere.test/x' } }],
      'body failed validation: body.properties.P.files[0].file.url should be the address of a file kept here, instead was `"https://elsewhere.test/x"`.',
    ],
    [
      'files',
      [{ name: 'x', external: { url: 'javascript:alert(1)' } }],
      'body failed validation: body.properties.P.files[0].external.url should be a valid url, instead was `"javascript:alert(1)"`.',
    ],
  ] as [string, unknown, string][]) {
    const properties = validate(PropertyValuesRequest, { P: { [type]: value } }, 'body')
    assert.throws(() => writeValues(schemaWith(type), {}, properties, writing()), { message })
  }
})
