import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type ApiVersion, apiVersions } from '#server/api/versions/change.ts'
import { checkError, checkResponse } from './check-response.ts'
import {
  answer,
  block,
  bot,
  database,
  error,
  list,
  page,
  pageOrTable,
  paragraph,
  partialUser,
  person,
  text,
} from './samples.ts'

type Json = Record<string, unknown>

/** The lines that say what is wrong, without the first, which says where. */
function faults(version: ApiVersion, endpoint: string, body: unknown): string[] {
  try {
    checkResponse(version, endpoint, body)
  } catch (thrown) {
    assert.ok(thrown instanceof assert.AssertionError)
    return thrown.message.split('\n  ').slice(1)
  }
  return []
}

describe('What is wrong is told with its path', () => {
  const newest = '2026-03-11'

  test('a missing field', () => {
    const { cover: _, ...rest } = page(newest)
    assert.deepEqual(faults(newest, 'pages.retrieve', answer(rest)), ['body.cover is missing'])
  })

  test('a field too many, deep inside', () => {
    const long = { ...text('x'), text: { content: 'x', link: null, size: 3 } }
    const body = answer(block(newest, 'to_do', { rich_text: [long], checked: true, color: 'default' }))
    assert.deepEqual(faults(newest, 'blocks.retrieve', body), [
      'body.to_do.rich_text[0].text.size = 3 is not in the type',
    ])
  })

  test('a wrong type, under a name with spaces', () => {
    const body = page(newest)
    const properties = { 'Due / date': { id: 'x', type: 'number', number: '1' } }
    assert.deepEqual(faults(newest, 'pages.retrieve', answer({ ...body, properties })), [
      'body.properties["Due / date"].number = "1" should be number or null',
    ])
  })

  test('an unknown branch of a union, and only that', () => {
    const body = answer({ ...page(newest), parent: { type: 'team_id', team_id: 'x' } })
    const [only, ...more] = faults(newest, 'pages.retrieve', body)
    assert.match(only ?? '', /^body\.parent\.type = "team_id" should be one of .*"page_id"/)
    assert.deepEqual(more, [])
  })

  test('one wrong block of many, by its own type', () => {
    const wrong = block(newest, 'heading_1', { rich_text: [], color: 'default' })
    const body = answer(list('block', [paragraph(newest), wrong]))
    assert.deepEqual(faults(newest, 'blocks.children.list', body), [
      'body.results[1].heading_1.is_toggleable is missing',
    ])
  })

  test('the endpoint, the version and the types that were held against it', () => {
    assert.throws(
      () => checkResponse('2022-06-28', 'GET /v1/users/me', answer({ ...bot, type: 'robot' })),
      /^AssertionError.*: GET \/v1\/users\/me at 2022-06-28 does not answer as notion-sdk-4 4\.\d+\.\d+ types it:\n/,
    )
  })

  test('an endpoint that no SDK has at the version', () => {
    assert.throws(
      () => checkResponse('2022-06-28', 'dataSources.retrieve', {}),
      /No SDK types an answer of dataSources.retrieve at 2022-06-28/,
    )
    assert.throws(() => checkResponse(newest, 'GET /v1/pages/x/permissions', {}), /No SDK types/)
  })
})

describe('A full object is demanded', () => {
  const stub = (object: string) => answer({ object, id: partialUser.id })

  for (const version of apiVersions) {
    for (const [endpoint, object] of [
      ['pages.retrieve', 'page'],
      ['blocks.retrieve', 'block'],
      ['databases.retrieve', 'database'],
      ['comments.retrieve', 'comment'],
      ['users.retrieve', 'user'],
    ] as const) {
      test(`${endpoint} at ${version} may not answer with a partial ${object}`, () => {
        assert.notDeepEqual(faults(version, endpoint, stub(object)), [])
      })
    }

    test(`lists at ${version} may not hold partial objects`, () => {
      for (const [endpoint, type, object] of [
        ['blocks.children.list', 'block', 'block'],
        ['search', pageOrTable(version), 'page'],
        ['users.list', 'user', 'user'],
        ['comments.list', 'comment', 'comment'],
      ] as const) {
        const body = answer(list(type, [{ object, id: partialUser.id }]))
        assert.notDeepEqual(faults(version, endpoint, body), [], endpoint)
      }
    })
  }

  test('unless the caller may not read: then nothing more than `object` and `id` is', () => {
    const partial = { shows: 'partial' } as const
    for (const [version, sdk] of [
      ['2026-03-11', '5.x'],
      ['2022-06-28', '2.x'],
      ['2022-02-22', '1.x'],
    ] as const) {
      checkResponse(version, 'pages.create', stub('page'), { sdk, ...partial })
      checkResponse(version, 'databases.create', stub('database'), { sdk, ...partial })
      const { properties } = database('2022-06-28')
      const more = { ...stub('database'), properties }
      assert.throws(() => checkResponse(version, 'databases.create', more, { sdk, ...partial }))
      assert.throws(() => checkResponse(version, 'pages.create', answer(page(version)), { sdk, ...partial }))
    }
  })

  test('users in content may be partial, but no third thing', () => {
    const version = '2026-03-11'
    const people = (user: Json) =>
      answer({ ...page(version), properties: { Who: { id: 'x', type: 'people', people: [user] } } })
    assert.deepEqual(faults(version, 'pages.retrieve', people(partialUser)), [])
    assert.deepEqual(faults(version, 'pages.retrieve', people(person)), [])
    assert.deepEqual(faults(version, 'pages.retrieve', people({ ...partialUser, name: 'Ada' })), [
      'body.properties.Who.people[0].name = "Ada" is not in the type',
    ])
  })
})

describe('What a version changed', () => {
  const [oldest, newest] = ['2021-05-13', '2026-03-11'] as const
  const cases: [name: string, version: ApiVersion, endpoint: string, body: Json, fault: RegExp][] = [
    [
      '`archived` is gone',
      newest,
      'pages.retrieve',
      { ...page(newest), archived: false },
      /archived = false is not in/,
    ],
    [
      'a transcription is called meeting notes',
      newest,
      'blocks.retrieve',
      block(newest, 'transcription', {}),
      /type/,
    ],
    [
      'and was not before',
      '2025-09-03',
      'blocks.retrieve',
      block('2025-09-03', 'meeting_notes', {}),
      /body\.type = "meeting_notes"/,
    ],
    [
      'a row belongs to its data source',
      '2025-09-03',
      'pages.retrieve',
      { ...page('2025-09-03'), parent: { type: 'database_id', database_id: 'x' } },
      /body\.parent\.type/,
    ],
    ['and to its database before', '2022-06-28', 'pages.retrieve', page('2025-09-03'), /body\.parent\.type/],
    [
      'a database has no schema any more',
      '2025-09-03',
      'databases.retrieve',
      { ...database('2025-09-03'), properties: {} },
      /body\.properties = \{\} is not in the type/,
    ],
    [
      'blocks have no parent yet',
      '2022-02-22',
      'blocks.retrieve',
      { ...paragraph('2022-02-22'), parent: { type: 'page_id', page_id: 'x' } },
      /body\.parent = /,
    ],
    [
      'relations do not tell their kind yet',
      '2022-02-22',
      'databases.retrieve',
      { ...database('2022-02-22'), properties: database('2022-06-28').properties },
      /relation\.type = "dual_property" is not in the type/,
    ],
    [
      'text of blocks is `text`',
      '2021-08-16',
      'blocks.retrieve',
      { ...paragraph('2022-02-22') },
      /body\.paragraph\.text is missing/,
    ],
    [
      'empty values are left out',
      oldest,
      'pages.retrieve',
      { ...page(oldest), properties: { No: { id: 'x', type: 'number', number: null } } },
      /body\.properties\.No\.number = null should be number/,
    ],
    [
      'appending answers with the parent',
      oldest,
      'blocks.children.append',
      list('block', [paragraph(oldest)]),
      /body\.object = "list" should be "block"/,
    ],
  ]
  for (const [name, version, endpoint, body, fault] of cases) {
    test(`${name} at ${version}`, () => {
      assert.match(faults(version, endpoint, answer(body)).join('\n'), fault)
    })
  }
})

describe('Errors', () => {
  const endpoint = 'GET /v1/pages/x'

  test('pass with a known code, with or without more data', () => {
    const { additional_data: _, ...bare } = error
    checkError(endpoint, 404, error)
    checkError(endpoint, 404, bare)
  })

  test('fail with an unknown code, another status or no request id', () => {
    const { request_id: _, ...nameless } = error
    assert.throws(
      () => checkError(endpoint, 404, { ...error, code: 'no_such_page' }),
      /body\.code = "no_such_page"/,
    )
    assert.throws(() => checkError(endpoint, 400, error), /answers 400 but says 404/)
    assert.throws(() => checkError(endpoint, 404, nameless), /body\.request_id is missing/)
    assert.throws(() => checkError(endpoint, 502, undefined), /should be object/)
  })

  test('of the token endpoint are those of OAuth', () => {
    const body = { error: 'invalid_grant', error_description: 'Invalid code.', request_id: 'x' }
    checkError('POST /v1/oauth/token', 400, body)
    assert.throws(() => checkError('POST /v1/oauth/token', 404, error), /body\.error is missing/)
  })
})
