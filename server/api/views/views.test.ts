import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principalOf } from '#server/domain/access/actor.ts'
import { everyCapability } from '#server/domain/access/capabilities.ts'
import { grant } from '#server/domain/access/lists.ts'
import { pageFor } from '#server/domain/access/nodes.ts'
import { createInternalConnection } from '#server/domain/connections/create.ts'
import { checkResponse } from '#test/sdk/check-response.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, type Client, NEWEST, type TestWorkspace, workspace } from '#test/workspace.ts'

const OLD = '2022-06-28'

const good = ({ status, body }: Answer) => {
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

const text = (content: string) => [{ text: { content } }]
const options = [{ name: 'Open' }, { name: 'Done' }]
const columns = { Name: { title: {} }, Stage: { select: { options } }, Points: { number: {} } }

interface Table {
  page: string
  database: string
  dataSource: string
}

const create = async (client: Client, { database, dataSource }: Omit<Table, 'page'>, fields: object = {}) =>
  good(
    await client.post('/v1/views', {
      database_id: database,
      data_source_id: dataSource,
      name: 'View',
      type: 'table',
      ...fields,
    }),
  )

const idsOf = (list: { results: { id: string }[] }): string[] => list.results.map(({ id }) => id)

const viewsOf = async (client: Client, database: string): Promise<string[]> =>
  idsOf(good(await client.get(`/v1/views?database_id=${database}`)))

const addRow = async (client: Client, dataSource: string, stage: string, points: number): Promise<string> =>
  good(
    await client.post('/v1/pages', {
      parent: { data_source_id: dataSource },
      properties: { Stage: { select: { name: stage } }, Points: { number: points } },
    }),
  ).id

const rowsOf = async (client: Client, view: string): Promise<string[]> =>
  idsOf(good(await client.post(`/v1/views/${view}/queries`, {})))

/** Another clock for the requests that follow. */
function setClock({ server }: TestWorkspace, now: number): void {
  server.surroundings.now = () => now
}

describeStores('a view', (store) => {
  test('shows what was saved under the names of today', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const table = await acme.aDataSource(columns)
    const source = `/v1/data_sources/${table.dataSource}`
    const open = await addRow(editor, table.dataSource, 'Open', 2)
    const done = await addRow(editor, table.dataSource, 'Done', 1)
    const view = await create(editor, table, {
      filter: { property: 'Stage', select: { equals: 'Open' } },
      sorts: [{ property: 'Points', direction: 'descending' }],
      configuration: { type: 'table', properties: [{ property_id: 'Stage' }, { property_id: 'Points' }] },
    })
    const read = async () => good(await editor.get(`/v1/views/${view.id}`))
    assert.deepEqual(await rowsOf(editor, view.id), [open])

    const { Stage } = good(await editor.get(source)).properties
    const renamed = Stage.select.options.map(({ id, name }: Record<string, string>) => ({
      id,
      name: `New ${name}`,
    }))
    good(
      await editor.patch(source, {
        properties: { Stage: { name: 'Phase', select: { options: renamed } }, Points: { name: 'Stage' } },
      }),
    )
    const { filter, sorts, configuration } = await read()
    const [stage, points] = [view.filter.property, view.sorts[0].property]
    assert.deepEqual(filter, { property: stage, select: { equals: 'New Open' } })
    assert.deepEqual(sorts, [{ property: points, direction: 'descending' }])
    assert.deepEqual(configuration.properties, [
      { property_id: stage, property_name: 'Phase' },
      { property_id: points, property_name: 'Stage' },
    ])
    assert.deepEqual(await rowsOf(editor, view.id), [open])

    good(await editor.patch(source, { properties: { Phase: { select: { options: [renamed[1]] } } } }))
    assert.equal((await read()).filter, null)
    assert.deepEqual(await rowsOf(editor, view.id), [open, done])
    good(await editor.patch(source, { properties: { Phase: { rich_text: {} }, Stage: null } }))
    const after = await read()
    assert.deepEqual([after.filter, after.sorts], [null, null])
    assert.deepEqual(after.configuration.properties, [{ property_id: stage, property_name: 'Phase' }])
    assert.deepEqual(await rowsOf(editor, view.id), [done, open])
  })

  test('changes its time and its last editor, and nothing of the database', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const table = await acme.aDataSource()
    const [id] = await viewsOf(editor, table.database)
    const before = good(await editor.get(`/v1/databases/${table.database}`))
    const now = Date.now() + 60_000
    setClock(acme, now)
    const changed = good(await editor.patch(`/v1/views/${id}`, { name: 'New' }))
    assert.equal(changed.last_edited_time, new Date(now).toISOString().replace('Z', '+00:00'))
    assert.equal(changed.last_edited_by.id, editor.userId)
    assert.equal(changed.created_by.id, acme.as('owner').userId)
    const after = good(await editor.get(`/v1/databases/${table.database}`))
    assert.deepEqual({ ...after, request_id: 0 }, { ...before, request_id: 0 })
  })

  test('goes to the trash and comes back with its database', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const table = await acme.aDataSource()
    const view = await create(editor, table)
    const path = `/v1/views/${view.id}`
    good(await editor.patch(`/v1/databases/${table.database}`, { in_trash: true }))
    assert.equal(good(await editor.get(path)).id, view.id)
    for (const answer of [
      await editor.patch(path, { name: 'No' }),
      await editor.delete(path),
      await editor.post('/v1/views', {
        database_id: table.database,
        data_source_id: table.dataSource,
        name: 'No',
        type: 'list',
      }),
    ]) {
      assert.equal(answer.status, 400)
      assert.match(answer.body.message, /^Can't edit block that is archived/)
    }
    const query = await editor.post(`${path}/queries`, {})
    assert.deepEqual([query.status, query.body.code], [404, 'object_not_found'])
    good(await editor.patch(`/v1/databases/${table.database}`, { in_trash: false }))
    assert.deepEqual(await rowsOf(editor, view.id), [])
  })

  test('goes with its data source into another database, which leaves the other with one', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const page = await acme.aPage()
    const make = async () => good(await editor.post('/v1/databases', { parent: { page_id: page } }))
    const [from, to] = [await make(), await make()]
    const staying = from.data_sources[0].id
    const [onlyView] = await viewsOf(editor, from.id)
    const properties = { Name: { title: {} } }
    const moving = good(
      await editor.post('/v1/data_sources', { parent: { database_id: from.id }, properties }),
    )
    const view = await create(
      editor,
      { database: from.id, dataSource: moving.id },
      { position: { type: 'start' } },
    )
    good(await editor.delete(`/v1/views/${onlyView}`))
    const moved = (await viewsOf(editor, from.id)).toSorted()
    const before = await viewsOf(editor, to.id)

    good(await editor.patch(`/v1/data_sources/${moving.id}`, { parent: { database_id: to.id } }))
    assert.deepEqual((await viewsOf(editor, to.id)).slice(0, 1), before)
    assert.deepEqual((await viewsOf(editor, to.id)).slice(1).toSorted(), moved)
    assert.equal(good(await editor.get(`/v1/views/${view.id}`)).parent.database_id, to.id)
    const [left, ...others] = await viewsOf(editor, from.id)
    assert.deepEqual(others, [])
    assert.equal(good(await editor.get(`/v1/views/${left}`)).data_source_id, staying)
  })

  test('is shown in part to who may write and not read, and made only by who may do both', async (t) => {
    const acme = await workspace(t, store)
    const table = await acme.aDataSource()
    const writer = await acme.do(async (context) => {
      const bot = await createInternalConnection(context, {
        name: 'The writer',
        capabilities: { ...everyCapability, content: ['insert', 'update'] },
      })
      const { accessId } = await pageFor(context, table.page, 'full_access')
      await grant(context, accessId, [{ principal: principalOf.bot(bot.botId), level: 'edit' }])
      return bot
    })
    const send = async (method: 'POST' | 'DELETE', url: string, payload?: object) => {
      const headers = { authorization: `Bearer ${writer.token}`, 'notion-version': NEWEST }
      const response = await acme.app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
      const { request_id: _, ...body } = response.json()
      return body
    }
    const fields = {
      database_id: table.database,
      data_source_id: table.dataSource,
      name: 'View',
      type: 'list',
    }
    const made = await send('POST', '/v1/views', fields)
    const parent = { type: 'database_id', database_id: table.database }
    assert.deepEqual(made, { object: 'view', id: made.id, parent, type: 'list' })
    assert.deepEqual(await send('DELETE', `/v1/views/${made.id}`), made)
    const inserted = await acme.as('inserter').post('/v1/views', fields)
    assert.deepEqual([inserted.status, inserted.body.code], [403, 'restricted_resource'])
  })

  test('does not tell of relations to what is not shared', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const secret = good(
      await owner.post('/v1/databases', { parent: { workspace: true }, title: text('Secret') }),
    ).data_sources[0].id
    const table = await acme.aDataSource()
    const properties = { Hidden: { relation: { data_source_id: secret, single_property: {} } } }
    good(await owner.patch(`/v1/data_sources/${table.dataSource}`, { properties }))
    const view = await create(owner, table, {
      filter: { property: 'Hidden', relation: { is_empty: true } },
      quick_filters: { Hidden: { relation: { is_empty: true } } },
      configuration: { type: 'table', properties: [{ property_id: 'Hidden' }, { property_id: 'title' }] },
    })
    assert.equal(view.configuration.properties.length, 2)
    const seen = good(await acme.as('editor').get(`/v1/views/${view.id}`))
    assert.deepEqual([seen.filter, seen.quick_filters], [null, null])
    assert.deepEqual(seen.configuration.properties, [{ property_id: 'title', property_name: 'Name' }])
  })

  test('of a data source that is not shared is absent, wherever it stands', async (t) => {
    const acme = await workspace(t, store)
    const [owner, editor] = [acme.as('owner'), acme.as('editor')]
    const secret = good(
      await owner.post('/v1/databases', { parent: { workspace: true }, title: text('Secret') }),
    ).data_sources[0].id
    const page = await acme.aPage()
    const linked = good(
      await owner.post('/v1/views', {
        create_database: { parent: { page_id: page } },
        data_source_id: secret,
        name: 'Linked',
        type: 'table',
      }),
    )
    const database = linked.parent.database_id
    assert.deepEqual(await viewsOf(owner, database), [linked.id])
    const seen = good(await editor.get(`/v1/databases/${database}`))
    assert.deepEqual([seen.title, seen.data_sources], [[], []])
    assert.deepEqual(await viewsOf(editor, database), [])
    for (const answer of [
      await editor.get(`/v1/views/${linked.id}`),
      await editor.patch(`/v1/views/${linked.id}`, { name: 'No' }),
      await editor.delete(`/v1/views/${linked.id}`),
      await editor.post(`/v1/views/${linked.id}/queries`, {}),
      await editor.get(`/v1/views?data_source_id=${secret}`),
      await editor.post('/v1/views', {
        database_id: (await acme.aDataSource()).database,
        data_source_id: secret,
        name: 'No',
        type: 'list',
      }),
    ]) {
      assert.deepEqual([answer.status, answer.body.code], [404, 'object_not_found'])
    }

    const table = await acme.aDataSource()
    const dashboard = await create(owner, table, { type: 'dashboard' })
    for (const data_source_id of [secret, table.dataSource])
      good(await owner.post('/v1/views', { view_id: dashboard.id, data_source_id, name: 'W', type: 'list' }))
    const rows = async (client: Client) =>
      good(await client.get(`/v1/views/${dashboard.id}`)).configuration.rows
    assert.deepEqual([(await rows(owner)).length, (await rows(editor)).length], [2, 1])
  })

  test('of a linked database is the way in, and before data sources the database says so', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const table = await acme.aDataSource()
    const page = await acme.aPage()
    const { parent, id } = good(
      await editor.post('/v1/views', {
        create_database: { parent: { page_id: page } },
        data_source_id: table.dataSource,
        name: 'Linked',
        type: 'table',
      }),
    )
    const old = await editor.get(`/v1/databases/${parent.database_id}`, OLD)
    assert.deepEqual(
      [old.status, old.body.message],
      [400, 'Database retrievals do not support linked databases'],
    )
    const ofSource = good(await editor.get(`/v1/views?data_source_id=${table.dataSource}`))
    assert.deepEqual(idsOf(ofSource).toSorted(), [...(await viewsOf(editor, table.database)), id].toSorted())
    const both = `/v1/views?data_source_id=${table.dataSource}&database_id=${parent.database_id}`
    assert.deepEqual(idsOf(good(await editor.get(both))), [id])
    good(await editor.patch(`/v1/databases/${parent.database_id}`, { in_trash: true }))
    assert.equal(good(await editor.get(`/v1/views?data_source_id=${table.dataSource}`)).results.length, 1)
  })

  test('exists before data sources, with its recorded shape', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const made = good(
      await editor.post(
        '/v1/databases',
        { parent: { page_id: await acme.aPage() }, properties: columns },
        OLD,
      ),
    )
    const list = good(await editor.get(`/v1/views?database_id=${made.id}`, OLD))
    checkResponse(OLD, 'GET /v1/views', list)
    const [initial] = idsOf(list)
    const read = good(await editor.get(`/v1/views/${initial}`, OLD))
    checkResponse(OLD, 'GET /v1/views/:view_id', read)
    assert.deepEqual(Object.keys(read), [
      'object',
      'id',
      'parent',
      'data_source_id',
      'name',
      'type',
      'created_time',
      'created_by',
      'last_edited_time',
      'last_edited_by',
      'url',
      'filter',
      'sorts',
      'quick_filters',
      'configuration',
      'request_id',
    ])
    assert.deepEqual(read.parent, { type: 'database_id', database_id: made.id })
    const fields = { database_id: made.id, data_source_id: read.data_source_id, name: 'View', type: 'board' }
    const view = good(await editor.post('/v1/views', fields, OLD))
    checkResponse(OLD, 'POST /v1/views', view)
    const filter = { property: 'Points', number: { greater_than: 1 } }
    const changed = good(await editor.patch(`/v1/views/${view.id}`, { filter }, OLD))
    checkResponse(OLD, 'PATCH /v1/views/:view_id', changed)
    await addRow(editor, read.data_source_id, 'Open', 1)
    const row = await addRow(editor, read.data_source_id, 'Open', 2)
    const query = good(await editor.post(`/v1/views/${view.id}/queries`, {}, OLD))
    checkResponse(OLD, 'POST /v1/views/:view_id/queries', query)
    assert.deepEqual(query.results, [{ object: 'page', id: row }])
    const path = `/v1/views/${view.id}/queries/${query.id}`
    checkResponse(OLD, 'GET /v1/views/:view_id/queries/:query_id', good(await editor.get(path, OLD)))
    checkResponse(OLD, 'DELETE /v1/views/:view_id/queries/:query_id', good(await editor.delete(path, OLD)))
    checkResponse(OLD, 'DELETE /v1/views/:view_id', good(await editor.delete(`/v1/views/${view.id}`, OLD)))
  })
})

describeStores('a query of a view', (store) => {
  test('lives for 15 minutes, and is cleaned up by the next one', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const table = await acme.aDataSource(columns)
    const row = await addRow(editor, table.dataSource, 'Open', 1)
    const [view] = await viewsOf(editor, table.database)
    const start = Date.now()
    setClock(acme, start)
    const query = good(await editor.post(`/v1/views/${view}/queries`, {}))
    const at = (time: number) => new Date(time).toISOString().replace('Z', '+00:00')
    assert.equal(query.expires_at, at(start + 900_000))
    const path = `/v1/views/${view}/queries/${query.id}`
    setClock(acme, start + 899_999)
    assert.deepEqual(idsOf(good(await editor.get(path))), [row])
    setClock(acme, start + 900_000)
    const gone = await editor.get(path)
    assert.deepEqual([gone.status, gone.body.code], [404, 'object_not_found'])
    const next = good(await editor.post(`/v1/views/${view}/queries`, {}))
    const kept = await acme.store.reader.run<{ id: string }>('select id from view_queries', [])
    assert.deepEqual(
      kept.map(({ id }) => id),
      [next.id],
    )
  })

  test('belongs to who made it, and goes with its view', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const table = await acme.aDataSource(columns)
    const view = await create(editor, table)
    const [other] = await viewsOf(editor, table.database)
    const { id } = good(await acme.as('reader').post(`/v1/views/${view.id}/queries`, {}))
    const path = `/v1/views/${view.id}/queries/${id}`
    assert.equal((await editor.get(path)).status, 404)
    assert.equal(good(await editor.delete(path)).deleted, true)
    good(await acme.as('reader').get(path))
    assert.equal((await acme.as('reader').get(`/v1/views/${other}/queries/${id}`)).status, 404)
    good(await editor.delete(`/v1/views/${view.id}`))
    assert.deepEqual(await acme.store.reader.run('select id from view_queries', []), [])
    assert.equal((await acme.as('reader').get(path)).status, 404)
  })

  test('counts and orders what each caller sees, by all filters at once', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const table = await acme.aDataSource(columns)
    const rows: string[] = []
    for (const [index, stage] of ['Open', 'Done', 'Open', 'Open', 'Done', 'Open'].entries())
      rows.push(await addRow(editor, table.dataSource, stage, index))
    const greater = (than: number) => ({ property: 'Points', number: { greater_than: than } })
    const open = { property: 'Stage', select: { equals: 'Open' } }
    for (const [fields, found] of [
      [{}, [5, 4, 3, 2, 1, 0]],
      [{ sorts: [{ property: 'Points', direction: 'ascending' }] }, [0, 1, 2, 3, 4, 5]],
      [{ filter: open }, [5, 3, 2, 0]],
      [{ filter: { or: [{ and: [open, greater(4)] }, { and: [greater(0)] }] } }, [5, 4, 3, 2, 1]],
      [
        {
          filter: { or: [{ and: [open, greater(2)] }, { and: [greater(3)] }] },
          quick_filters: { Stage: { select: { equals: 'Done' } } },
        },
        [4],
      ],
      [
        {
          quick_filters: {
            Stage: { select: { equals: 'Open' } },
            Points: { number: { less_than: 4 } },
          },
        },
        [3, 2, 0],
      ],
    ] as const) {
      const view = await create(editor, table, fields)
      const query = good(await editor.post(`/v1/views/${view.id}/queries`, { page_size: 2 }))
      assert.equal(query.total_count, found.length)
      const all: string[] = idsOf(query)
      for (let cursor = query.next_cursor; cursor !== null; ) {
        const path = `/v1/views/${view.id}/queries/${query.id}?page_size=2&start_cursor=${cursor}`
        const page = good(await editor.get(path))
        all.push(...idsOf(page))
        cursor = page.next_cursor
      }
      assert.deepEqual(
        all,
        found.map((index) => rows[index]),
      )
    }
  })

  test('is none of a dashboard', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const dashboard = await create(editor, await acme.aDataSource(), { type: 'dashboard' })
    const answer = await editor.post(`/v1/views/${dashboard.id}/queries`, {})
    assert.equal(answer.status, 400)
    assert.match(answer.body.message, /^A dashboard has no rows of its own/)
    const filter = { property: 'Name', title: { contains: 'a' } }
    assert.match(
      (await editor.patch(`/v1/views/${dashboard.id}`, { filter })).body.message,
      /^A dashboard has no filter of its own/,
    )
  })
})
