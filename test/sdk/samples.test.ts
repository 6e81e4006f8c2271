import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type ApiVersion, apiVersions } from '#server/api/versions/change.ts'
import { checkResponse } from './check-response.ts'
import {
  answer,
  blocks,
  bot,
  comment,
  database,
  dataSource,
  fileUpload,
  list,
  page,
  pageMarkdown,
  pageOrTable,
  paragraph,
  person,
  propertyItems,
  view,
} from './samples.ts'

type Json = Record<string, unknown>

/** Good answers of a version, by the endpoint that gives them. */
function answersOf(version: ApiVersion): [endpoint: string, body: Json][] {
  const some: [string, Json][] = [
    ['pages.retrieve', page(version)],
    ['pages.create', page(version)],
    ['pages.move', page(version)],
    ['pages.retrieveMarkdown', pageMarkdown],
    ['pages.properties.retrieve', propertyItems(version)],
    ...blocks(version).map((each): [string, Json] => ['blocks.retrieve', each]),
    ['blocks.children.list', list('block', blocks(version))],
    [
      'blocks.children.append',
      version < '2021-08-16' ? paragraph(version) : list('block', [paragraph(version)]),
    ],
    ['databases.retrieve', database(version)],
    ['users.me', bot],
    ['users.list', list('user', [person, { ...bot, bot: {} }])],
    ['comments.create', comment],
    ['comments.list', list('comment', [comment])],
    ['fileUploads.create', fileUpload(version)],
    ['views.retrieve', view],
    [
      'search',
      list(pageOrTable(version), [
        page(version),
        version < '2025-09-03' ? database(version) : dataSource(version),
      ]),
    ],
  ]
  if (version >= '2025-09-03') {
    some.push(['dataSources.retrieve', dataSource(version)])
    some.push(['dataSources.query', list(pageOrTable(version), [page(version)])])
  } else {
    some.push(['databases.query', list(pageOrTable(version), [page(version)])])
  }
  return some
}

/** Their objects are those of other endpoints. */
const repeats = new Set([
  'pages.create',
  'pages.move',
  'search',
  'databases.query',
  'dataSources.query',
  'blocks.children.list',
])

/** What the types leave open: names of columns, fields that are not always there, filters of views. */
const mayVary = new RegExp(
  `^[-+](${[
    'properties\\.[^.]+',
    'properties\\.Relation\\.relation\\.synced_property_(name|id)',
    '(.+\\.)?person\\.email',
    'upload_url',
    'numbered_list_item\\.list_start_index',
    'column\\.width_ratio',
    '(transcription|meeting_notes)\\.title',
    '(filter|quick_filters)\\..+',
    'filter',
    'configuration\\.properties(\\.0\\.(visible|width))?',
  ].join('|')})$`,
)

for (const version of apiVersions) {
  describe(`Answers at ${version}`, () => {
    for (const [endpoint, body] of answersOf(version)) {
      const type = body.object === 'block' ? ` (${body.type})` : ''
      test(`${endpoint}${type} passes as recorded`, () => checkResponse(version, endpoint, answer(body)))

      if (repeats.has(endpoint)) continue
      test(`${endpoint}${type} fails with any field missing or added, at any depth`, () => {
        const changed = structuredClone(answer(body))
        const loose: string[] = []
        for (const path of variations(changed)) {
          if (passes(version, endpoint, changed) && !mayVary.test(path)) loose.push(path)
        }
        assert.deepEqual(loose, [])
      })
    }
  })
}

describe('Answers by the types of 2.x', () => {
  const version = '2022-06-28'
  for (const [endpoint, body] of answersOf(version)) {
    test(`${endpoint} ${body.type ?? ''} passes`, () =>
      checkResponse(version, endpoint, answer(body), { sdk: '2.x' }))
  }
})

/** Takes away each field in turn, and puts one more into each object in turn, while the paths of these are read. */
function* variations(body: Json, path: readonly string[] = []): Generator<string> {
  if (!Array.isArray(body)) {
    body.surprise = 1
    yield `+${path.join('.')}`
    delete body.surprise
  }
  for (const [name, value] of Object.entries(body)) {
    if (!Array.isArray(body)) {
      delete body[name]
      yield `-${[...path, name].join('.')}`
      body[name] = value
    }
    if (typeof value === 'object' && value !== null) yield* variations(value as Json, [...path, name])
  }
}

function passes(version: ApiVersion, endpoint: string, body: Json): boolean {
  try {
    checkResponse(version, endpoint, body)
    return true
  } catch {
    return false
  }
}
