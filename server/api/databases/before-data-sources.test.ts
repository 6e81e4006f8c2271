import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ApiVersion, apiVersions } from '#server/api/versions/change.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { checkResponse } from '#test/sdk/check-response.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, NEWEST, workspace } from '#test/workspace.ts'

const LAST: ApiVersion = '2022-06-28'
const older = apiVersions.filter((version) => version <= LAST)
const words = (content: string) => [{ text: { content } }]
const missing = '59833787-2cf9-4fdf-8782-e53db20768a5'

const good = ({ status, body }: Answer) => {
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

/** Without what each request has of its own. */
const still = ({ request_id: _, ...body }: Answer['body']) => body

describeStores('a database before data sources', (store) => {
  test('is made, read and listed as a table, at each version', async (t) => {
    const { as, aPage, events } = await workspace(t, store)
    const editor = as('editor')
    const page = await aPage()
    for (const version of older) {
      await events()
      const body = {
        parent: { page_id: page },
        title: words('Engines'),
        icon: { emoji: '🎯' },
        cover: { external: { url: 'https://acme.test/a.png' } },
        properties: { Name: { title: {} }, Count: { number: { format: 'euro' } } },
      }
      const made = good(await editor.post('/v1/databases', body, version))
      checkResponse(version, 'POST /v1/databases', made)
      assert.deepEqual(await events(), ['database.created', 'data_source.created', 'view.created'])
      assert.deepEqual(made.cover, { type: 'external', external: { url: 'https://acme.test/a.png' } })
      assert.deepEqual(made.parent, { type: 'page_id', page_id: page })

      const path = `/v1/databases/${made.id}`
      const read = good(await editor.get(path, version))
      checkResponse(version, 'GET /v1/databases/:database_id', read)
      assert.deepEqual(still(read), still(made))
      assert.equal(good(await editor.get(path)).data_sources.length, 1)

      const list = await editor.get('/v1/databases?page_size=1', version)
      if (version <= '2021-08-16') {
        checkResponse(version, 'GET /v1/databases', good(list))
        assert.deepEqual(list.body.results, [still(read)])
        assert.equal(list.body.has_more, version > '2021-05-13')
      } else assert.equal(list.body.code, 'invalid_request_url')
    }
  })

  test('changes as one, and comes back from the trash with a new title', async (t) => {
    const { as, aDataSource, events } = await workspace(t, store)
    const editor = as('editor')
    const { database, dataSource } = await aDataSource()
    const path = `/v1/databases/${database}`
    await events()
    const change = { title: words('New'), description: words('Words'), icon: { emoji: '🎯' } }
    const changed = good(
      await editor.patch(
        path,
        { ...change, properties: { Amount: { number: {} }, Name: { name: 'Title' } } },
        LAST,
      ),
    )
    checkResponse(LAST, 'PATCH /v1/databases/:database_id', changed)
    assert.deepEqual(Object.keys(changed.properties).sort(), ['Amount', 'Title'])
    assert.deepEqual((await events()).sort(), [
      'data_source.content_updated',
      'data_source.schema_updated',
      'database.content_updated',
    ])
    for (const other of [path, `/v1/data_sources/${dataSource}`]) {
      const { title, description, icon } = good(await editor.get(other))
      assert.deepEqual(
        [title[0].plain_text, description[0].plain_text, icon],
        ['New', 'Words', { type: 'emoji', emoji: '🎯' }],
      )
    }

    const trashed = good(await editor.patch(path, { title: words('Last'), archived: true }, LAST))
    assert.deepEqual([trashed.archived, trashed.title[0].plain_text], [true, 'Last'])
    assert.match((await editor.patch(path, { title: words('No') }, LAST)).body.message, /^Can't edit block/)
    const query = await editor.post(`${path}/query`, {}, LAST)
    assert.deepEqual([query.status, query.body.code], [404, 'object_not_found'])
    assert.match(query.body.message, new RegExp(`^Could not find database with ID: ${database}`))
    await events()
    const restored = good(await editor.patch(path, { title: words('Back'), archived: false }, LAST))
    assert.deepEqual([restored.archived, restored.title[0].plain_text], [false, 'Back'])
    assert.deepEqual(await events(), [
      'database.undeleted',
      'data_source.content_updated',
      'database.content_updated',
    ])
  })

  test('shows what was changed of the container later', async (t) => {
    const { as, aDataSource } = await workspace(t, store)
    const editor = as('editor')
    const { database } = await aDataSource()
    good(await editor.patch(`/v1/databases/${database}`, { title: words('Later'), is_inline: true }))
    const read = good(await editor.get(`/v1/databases/${database}`, LAST))
    assert.deepEqual([read.title[0].plain_text, read.is_inline], ['Later', true])
    const found = good(
      await editor.post('/v1/search', { filter: { property: 'object', value: 'database' } }, LAST),
    )
    assert.deepEqual(found.results, [still(read)])
  })

  test('has rows that are made, moved and queried by its id', async (t) => {
    const { as, aPage, aDataSource } = await workspace(t, store)
    const editor = as('editor')
    const { database, dataSource } = await aDataSource({ Name: { title: {} }, Count: { number: {} } })
    const parent = { type: 'database_id', database_id: database }
    for (const version of older) {
      const properties = { Name: { title: words(version) }, Count: { number: 1 } }
      const row = good(
        await editor.post('/v1/pages', { parent: { database_id: database }, properties }, version),
      )
      checkResponse(version, 'POST /v1/pages', row)
      assert.deepEqual(row.parent, parent)
      const path = `/v1/databases/${database}/query`
      const list = good(await editor.post(path, { page_size: 1 }, version))
      checkResponse(version, 'POST /v1/databases/:database_id/query', list)
      assert.deepEqual(list.results, [still(row)])
    }
    for (const version of older) {
      const path = `/v1/databases/${database}/query?filter_properties[]=title`
      const only = good(await editor.post(path, {}, version))
      assert.deepEqual(Object.keys(only.results[0].properties), ['Name'])
    }

    const page = await aPage({ title: 'Moved' })
    const moved = good(
      await as('owner').post(`/v1/pages/${page}/move`, { parent: { database_id: database } }, LAST),
    )
    assert.deepEqual(moved.parent, parent)
    assert.deepEqual(good(await editor.get(`/v1/blocks/${page}`, LAST)).parent, parent)
    const newest = { type: 'data_source_id', data_source_id: dataSource, database_id: database }
    assert.deepEqual(good(await editor.get(`/v1/pages/${page}`)).parent, newest)
  })

  test('relates to databases by their ids', async (t) => {
    const { as, aPage, aDataSource } = await workspace(t, store)
    const editor = as('editor')
    const target = await aDataSource()
    const make = async (relation: object) =>
      editor.post(
        '/v1/databases',
        { parent: { page_id: await aPage() }, properties: { Name: { title: {} }, Goal: { relation } } },
        LAST,
      )
    const made = good(await make({ database_id: target.database, single_property: {} }))
    assert.deepEqual(made.properties.Goal.relation, {
      database_id: target.database,
      type: 'single_property',
      single_property: {},
    })
    const { id } = good(await editor.get(`/v1/databases/${made.id}`)).data_sources[0]
    const { relation } = good(await editor.get(`/v1/data_sources/${id}`)).properties.Goal
    assert.equal(relation.data_source_id, target.dataSource)

    const path = `/v1/databases/${made.id}`
    const twoWay = { relation: { database_id: target.database, dual_property: {} } }
    const changed = good(await editor.patch(path, { properties: { Goal: twoWay } }, LAST))
    assert.equal(changed.properties.Goal.id, made.properties.Goal.id)
    assert.equal(changed.properties.Goal.relation.type, 'dual_property')
    const itself = { relation: { database_id: made.id, single_property: {} } }
    good(await editor.patch(path, { properties: { Parent: itself } }, LAST))

    assert.equal((await make({ database_id: missing, single_property: {} })).body.code, 'object_not_found')
    assert.equal(
      (await make({ single_property: {} })).body.message,
      'body failed validation: body.properties.Goal.relation.database_id should be defined, instead was `undefined`.',
    )
  })

  test('is refused where it has several data sources, or none', async (t) => {
    const { as, aPage, aDataSource } = await workspace(t, store)
    const editor = as('editor')
    const { database, dataSource } = await aDataSource()
    const second = good(
      await editor.post('/v1/data_sources', {
        parent: { database_id: database },
        properties: { Name: { title: {} } },
      }),
    )
    const page = await aPage()
    const path = `/v1/databases/${database}`
    const relation = { relation: { database_id: database, single_property: {} } }
    const properties = { Name: { title: {} }, Goal: relation }
    for (const refused of [
      await editor.get(path, LAST),
      await editor.patch(path, { title: words('No') }, LAST),
      await editor.post(`${path}/query`, {}, LAST),
      await editor.post('/v1/pages', { parent: { database_id: database } }, LAST),
      await editor.post('/v1/databases', { parent: { page_id: page }, properties }, LAST),
    ]) {
      assert.deepEqual(still(refused.body), {
        object: 'error',
        status: 400,
        code: 'validation_error',
        message: 'Databases with multiple data sources are not supported in this API version.',
        additional_data: {
          error_type: 'multiple_data_sources_for_database',
          database_id: database,
          child_data_source_ids: [dataSource, second.id],
          minimum_api_version: '2025-09-03',
        },
      })
    }
    const databases = { filter: { property: 'object', value: 'database' } }
    assert.deepEqual(good(await editor.post('/v1/search', databases, LAST)).results, [])

    good(await editor.patch(`/v1/data_sources/${second.id}`, { in_trash: true }))
    assert.equal(good(await editor.get(path, LAST)).id, database)
    assert.equal(good(await editor.post('/v1/search', databases, LAST)).results.length, 1)
    good(await editor.patch(`/v1/data_sources/${dataSource}`, { in_trash: true }))
    assert.equal(
      (await editor.get(path, LAST)).body.message,
      `Database with ID ${database} does not contain any data sources accessible by this API bot.`,
    )
    assert.deepEqual(good(await editor.post('/v1/search', databases, LAST)).results, [])
  })

  test('stands for its first data source where the workspace is set so', async (t) => {
    const compatibility = { ...defaultSettings.compatibility, multiple_data_sources: 'first' } as const
    const { as, aDataSource, aPage } = await workspace(t, store, { compatibility })
    const editor = as('editor')
    const { database, dataSource } = await aDataSource()
    const second = good(
      await editor.post('/v1/data_sources', {
        parent: { database_id: database },
        title: words('Second'),
        properties: { Key: { title: {} } },
      }),
    ).id
    const path = `/v1/databases/${database}`
    const parent = { database_id: database }
    const row = good(
      await editor.post('/v1/pages', { parent, properties: { Name: { title: words('Row') } } }, LAST),
    )
    assert.equal(good(await editor.get(`/v1/pages/${row.id}`)).parent.data_source_id, dataSource)
    const other = { parent: { data_source_id: second }, properties: {} }
    good(await editor.post('/v1/pages', other))
    for (const version of older) {
      const read = good(await editor.get(path, version))
      checkResponse(version, 'GET /v1/databases/:database_id', read)
      assert.deepEqual(Object.keys(read.properties), ['Name'])
      const list = good(await editor.post(`${path}/query`, {}, version))
      checkResponse(version, 'POST /v1/databases/:database_id/query', list)
      assert.deepEqual(
        list.results.map(({ id }: { id: string }) => id),
        [row.id],
      )
      const body = { filter: { property: 'object', value: 'database' } }
      const found = good(await editor.post('/v1/search', body, version)).results
      assert.deepEqual(
        found.map(({ id }: { id: string }) => id),
        [database],
      )
    }
    const relation = { relation: { database_id: database, single_property: {} } }
    const properties = { Name: { title: {} }, Goal: relation }
    good(await editor.post('/v1/databases', { parent: { page_id: await aPage() }, properties }, LAST))
    good(await editor.patch(path, { properties: { Count: { number: {} } } }, LAST))
    assert.ok('Count' in good(await editor.get(`/v1/data_sources/${dataSource}`)).properties)

    good(await editor.patch(`/v1/data_sources/${dataSource}`, { in_trash: true }))
    assert.deepEqual(Object.keys(good(await editor.get(path, LAST)).properties), ['Key'])
  })

  test('is told from a page, and gone where data sources are', async (t) => {
    const { as, aPage, aDataSource } = await workspace(t, store)
    const editor = as('editor')
    const page = await aPage()
    const { database, dataSource } = await aDataSource()
    for (const version of [LAST, NEWEST]) {
      assert.equal(
        (await editor.get(`/v1/databases/${page}`, version)).body.message,
        `Provided ID ${page} is a page, not a database. Use the retrieve page API instead.`,
      )
    }
    for (const [answer, name] of [
      [await editor.post(`/v1/databases/${database}/query`, {}, '2025-09-03'), 'query'],
      [await editor.get('/v1/databases', '2022-02-22'), 'list'],
      [await editor.get(`/v1/data_sources/${dataSource}`, LAST), 'data source'],
      [await editor.post(`/v1/data_sources/${dataSource}/query`, {}, LAST), 'query of a data source'],
    ] as const) {
      assert.deepEqual([answer.status, answer.body.code], [400, 'invalid_request_url'], name)
    }
  })

  test('is shown in part to who may not read', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const body = { parent: { page_id: await aPage() }, properties: { Name: { title: {} } } }
    const made = good(await as('inserter').post('/v1/databases', body, LAST))
    assert.equal(still(made).object, 'database')
    assert.deepEqual(Object.keys(made), ['object', 'id', 'request_id'])
    assert.equal(good(await as('owner').get(`/v1/databases/${made.id}`, LAST)).id, made.id)
  })

  test('is searched for by its old name', async (t) => {
    const { as, aDataSource } = await workspace(t, store)
    const editor = as('editor')
    const { database, dataSource } = await aDataSource()
    for (const version of older) {
      const found = good(await editor.post('/v1/search', { query: 'tasks' }, version))
      checkResponse(version, 'POST /v1/search', found)
      assert.equal(found.type, 'page_or_database')
      assert.deepEqual(
        found.results.map(({ object, id }: { object: string; id: string }) => [object, id]),
        [['database', database]],
      )
    }
    const [newest] = good(await editor.post('/v1/search', { query: 'tasks' })).results
    assert.deepEqual([newest.object, newest.id], ['data_source', dataSource])
    for (const value of ['data_source', 7, null]) {
      const filter = { property: 'object', value }
      assert.equal(
        (await editor.post('/v1/search', { filter }, LAST)).body.message,
        `body failed validation: body.filter.value should be \`"page"\` or \`"database"\`, instead was \`${JSON.stringify(value)}\`.`,
      )
    }
    const trashed = { filter: { in_trash: true } }
    assert.deepEqual(good(await editor.post('/v1/search', trashed, LAST)).results, [])
  })
})
