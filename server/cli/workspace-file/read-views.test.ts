import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WorkspaceFileMistakes } from './mistakes.ts'
import { readWorkspaceFile } from './read.ts'

const file = (views: string, properties = '{ Name: title, Tag: select, State: { status: {} } }') => `users:
  - { email: ada@acme.test, role: owner }
pages:
  - title: Home
    databases:
      - title: Tasks
        properties: ${properties}
        views:
          - ${views}
`

function mistakesOf(text: string): string[] {
  try {
    readWorkspaceFile(text, 'octavo.yaml')
  } catch (error) {
    assert.ok(error instanceof WorkspaceFileMistakes, String(error))
    return error.message.split('\n').map((line) => line.replace('octavo.yaml:', ''))
  }
  return []
}

test('views are read in the words of the API, the type of a configuration understood', () => {
  const views = `{ name: All, type: board, filter: { property: Tag, select: { equals: new } },
            sorts: [{ property: Name, direction: ascending }], quick_filters: { State: { status: { equals: Done } } },
            configuration: { group_by: { type: select, property_id: Tag, sort: { type: manual } } } }`
  const { pages } = readWorkspaceFile(file(views), 'octavo.yaml')
  assert.deepEqual(pages[0]!.databases[0]!.views, [
    {
      name: 'All',
      type: 'board',
      filter: { property: 'Tag', select: { equals: 'new' } },
      sorts: [{ property: 'Name', direction: 'ascending' }],
      quick_filters: { State: { status: { equals: 'Done' } } },
      configuration: {
        type: 'board',
        group_by: { type: 'select', property_id: 'Tag', sort: { type: 'manual' } },
      },
    },
  ])
})

const at = '9: pages[0].databases[0].views[0]'
for (const [views, ...mistakes] of [
  ['{ type: table }', `${at}.name: is missing`],
  [
    '{ name: A, type: dashboard }',
    `${at}.type: should be one of table, board, list, calendar, timeline, gallery, form, chart, map, instead was "dashboard"`,
  ],
  ['{ name: A, type: list, fitler: {} }', `${at}.fitler: is not a key here, did you mean filter?`],
  [
    '{ name: A, type: list }\n          - { name: A, type: table }',
    '10: pages[0].databases[0].views[1].name: should be a name of its own',
  ],
  ['{ name: A, type: calendar }', `${at}: needs a date property (configuration.date_property_id)`],
  [
    '{ name: A, type: list, filter: { property: No, number: { equals: 1 } } }',
    `${at}.filter: is refused: Could not find property with name or id: No`,
  ],
  ['{ name: A, type: list, sorts: [{ property: Name }] }', `${at}.sorts[0].direction: is missing`],
  [
    '{ name: A, type: list, quick_filters: { State: { status: { equals: Nearly } } } }',
    `${at}.quick_filters: is refused: status option "Nearly" not found for property "State". Available options: "Not started", "In progress", "Done".`,
  ],
  [
    '{ name: A, type: list, configuration: { wrap_cells: true } }',
    `${at}.configuration.wrap_cells: is not a key here`,
  ],
  [
    '{ name: A, type: map, configuration: { map_by: Name } }',
    `${at}.configuration: is refused: Name is a title property, which cannot be used as a place.`,
  ],
  ['{ name: A, type: list, configuration: 7 }', `${at}.configuration: should be an object, instead was 7`],
] as const) {
  test(`a view is wrong: ${views}`, () => assert.deepEqual(mistakesOf(file(views)), mistakes))
}
