import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, full, payload, plain, refusal, text } from './answers.ts'
import { describeClients } from './describe-clients.ts'

const title = { Name: { title: {} } }

describeClients('databases', ['5.x'], (home) => {
  test('are created with a data source of their own', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    const database = full(
      await client.databases.create({
        parent: { type: 'page_id', page_id },
        title: text('Tasks'),
        description: text('What is to do'),
        icon: { emoji: '🎯' },
        cover: { external: { url: 'https://acme.test/cover.png' } },
        initial_data_source: { properties: { ...title, Count: { number: {} } } },
      }),
    )
    assert.deepEqual(database.parent, { type: 'page_id', page_id })
    assert.deepEqual([plain(database.title), plain(database.description)], ['Tasks', 'What is to do'])
    assert.deepEqual(database.icon, { type: 'emoji', emoji: '🎯' })
    assert.deepEqual(database.cover, { type: 'external', external: { url: 'https://acme.test/cover.png' } })
    assert.deepEqual([database.is_inline, database.in_trash, database.is_locked], [false, false, false])
    const [source] = database.data_sources
    assert.equal(source!.name, 'Tasks')
    assert.notEqual(source!.id, database.id)

    const read = full(await client.databases.retrieve({ database_id: database.id }))
    assert.deepEqual({ ...read, request_id: 0 }, { ...database, request_id: 0 })
    const dataSource = full(await client.dataSources.retrieve({ data_source_id: source!.id }))
    assert.deepEqual(Object.keys(dataSource.properties).sort(), ['Count', 'Name'])
    assert.deepEqual(dataSource.parent, { type: 'database_id', database_id: database.id })
    assert.deepEqual(dataSource.database_parent, { type: 'page_id', page_id })
    assert.deepEqual([plain(dataSource.title), plain(dataSource.description)], ['Tasks', 'What is to do'])
  })

  test('need no more than a parent', async () => {
    const client = home.as('editor')
    const database = full(
      await client.databases.create({ parent: { type: 'page_id', page_id: await home.aPage() } }),
    )
    assert.equal(plain(database.title), 'New database')
    assert.equal(database.data_sources[0]!.name, 'New database')
    const data_source_id = database.data_sources[0]!.id
    const source = full(await client.dataSources.retrieve({ data_source_id }))
    assert.deepEqual(
      Object.values(source.properties).map(({ id, type }) => [id, type]),
      [['title', 'title']],
    )
    assert.deepEqual(source.title, [])

    // It goes by the first title of its only data source, and no more by later ones.
    const titled = async (name: string) => {
      await client.dataSources.update({ data_source_id, title: text(name) })
      return plain(full(await client.databases.retrieve({ database_id: database.id })).title)
    }
    assert.deepEqual([await titled('Tasks'), await titled('Things')], ['Tasks', 'Tasks'])
    const other = full(
      await client.databases.create({ parent: { type: 'page_id', page_id: await home.aPage() } }),
    )
    const named = full(await client.databases.update({ database_id: other.id, title: text('Plans') }))
    assert.equal(named.data_sources[0]!.name, 'Plans')
  })

  test('stand in the page when they are inline', async () => {
    const client = home.as('editor')
    const database = full(
      await client.databases.create({
        parent: { type: 'page_id', page_id: await home.aPage() },
        is_inline: true,
        initial_data_source: { properties: title },
      }),
    )
    assert.equal(database.is_inline, true)
    const data_source_id = database.data_sources[0]!.id
    assert.equal(full(await client.dataSources.retrieve({ data_source_id })).is_inline, true)
  })

  test('belong to the workspace when a person makes them there', async () => {
    const database = full(
      await home.as('member').databases.create({ parent: { type: 'workspace', workspace: true } }),
    )
    assert.deepEqual(database.parent, { type: 'workspace', workspace: true })
  })

  test('change their title, description, icon, cover, place in the page and lock', async () => {
    const client = home.as('editor')
    const { database: database_id } = await home.aDataSource()
    const changed = full(
      await client.databases.update({
        database_id,
        title: text('New title'),
        description: text('New words'),
        icon: { type: 'emoji', emoji: '🥑' },
        cover: { type: 'external', external: { url: 'https://acme.test/other.png' } },
        is_locked: true,
      }),
    )
    assert.deepEqual([plain(changed.title), plain(changed.description)], ['New title', 'New words'])
    assert.deepEqual(changed.icon, { type: 'emoji', emoji: '🥑' })
    assert.equal(changed.is_locked, true)
    const [only] = changed.data_sources
    const source = full(await client.dataSources.retrieve({ data_source_id: only!.id }))
    assert.equal(plain(source.description), 'New words')
    // The SDK does not type what clears them.
    const nothing = { icon: null, cover: null } as object
    const bare = full(
      await client.databases.update({ database_id, ...nothing, is_inline: true, is_locked: false }),
    )
    assert.deepEqual([bare.icon, bare.cover, bare.is_inline, bare.is_locked], [null, null, true, false])
  })

  test('move below another page', async () => {
    const client = home.as('editor')
    const { database: database_id } = await home.aDataSource()
    const page_id = await home.aPage()
    const moved = full(await client.databases.update({ database_id, parent: { type: 'page_id', page_id } }))
    assert.deepEqual(moved.parent, { type: 'page_id', page_id })
    const { results } = await client.blocks.children.list({ block_id: page_id })
    assert.deepEqual(
      results.map(({ id }) => id),
      [database_id],
    )
  })

  test('go to the trash with their data sources, and come back', async () => {
    const client = home.as('editor')
    const { database: database_id, dataSource: data_source_id } = await home.aDataSource()
    const row = await client.pages.create({ parent: { data_source_id }, properties: {} })
    assert.equal(full(await client.databases.update({ database_id, in_trash: true })).in_trash, true)
    assert.equal(full(await client.databases.retrieve({ database_id })).in_trash, true)
    assert.equal((await refusal(client.dataSources.query({ data_source_id }))).status, 404)
    assert.equal(full(await client.databases.update({ database_id, in_trash: false })).in_trash, false)
    assert.deepEqual(
      (await client.dataSources.query({ data_source_id })).results.map(({ id }) => id),
      [row.id],
    )

    const block = full(await client.blocks.delete({ block_id: database_id }))
    assert.deepEqual(
      [block.type, block.in_trash, payload(block)],
      ['child_database', true, { title: 'Tasks' }],
    )
    assert.equal(full(await client.databases.retrieve({ database_id })).in_trash, true)
  })

  test('are not taken for pages, nor for data sources', async () => {
    const client = home.as('editor')
    const { page, database, dataSource } = await home.aDataSource()
    assert.match(
      await complaint(client.pages.retrieve({ page_id: database })),
      new RegExp(`^Provided ID ${database} is a database, not a page. Use the retrieve database API instead`),
    )
    assert.match(
      await complaint(client.databases.retrieve({ database_id: page })),
      new RegExp(`^Provided ID ${page} is a page, not a database. Use the retrieve page API instead`),
    )
    assert.equal((await refusal(client.dataSources.retrieve({ data_source_id: database }))).status, 404)
    assert.equal((await refusal(client.databases.retrieve({ database_id: dataSource }))).status, 404)
  })
})

describeClients('data sources', ['5.x'], (home) => {
  test('are added to a database', async () => {
    const client = home.as('editor')
    const { page, database } = await home.aDataSource()
    const added = full(
      await client.dataSources.create({
        parent: { type: 'database_id', database_id: database },
        title: text('Second'),
        icon: { type: 'emoji', emoji: '🥑' },
        properties: { Key: { title: {} } },
      }),
    )
    assert.deepEqual(added.parent, { type: 'database_id', database_id: database })
    assert.deepEqual(added.database_parent, { type: 'page_id', page_id: page })
    assert.deepEqual([plain(added.title), added.description, added.is_inline], ['Second', [], false])
    assert.deepEqual(added.icon, { type: 'emoji', emoji: '🥑' })
    const container = full(await client.databases.retrieve({ database_id: database }))
    assert.deepEqual(
      container.data_sources.map(({ name }) => name),
      ['Tasks', 'Second'],
    )
  })

  test('change their title and icon', async () => {
    const client = home.as('editor')
    const { database, dataSource: data_source_id } = await home.aDataSource()
    const changed = full(
      await client.dataSources.update({
        data_source_id,
        title: text('New'),
        icon: { type: 'emoji', emoji: '🥑' },
      }),
    )
    assert.deepEqual([plain(changed.title), changed.icon], ['New', { type: 'emoji', emoji: '🥑' }])
    const container = full(await client.databases.retrieve({ database_id: database }))
    assert.deepEqual(container.data_sources, [{ id: data_source_id, name: 'New' }])
    assert.equal(plain(container.title), 'Tasks')
  })

  test('go to the trash by themselves, and come back', async () => {
    const client = home.as('editor')
    const { database, dataSource: data_source_id } = await home.aDataSource()
    await client.dataSources.create({ parent: { database_id: database }, properties: title })
    const trashed = await client.dataSources.update({ data_source_id, in_trash: true })
    assert.equal(full(trashed).in_trash, true)
    assert.equal(full(await client.databases.retrieve({ database_id: database })).in_trash, false)
    assert.equal((await refusal(client.dataSources.query({ data_source_id }))).status, 404)
    const restored = await client.dataSources.update({ data_source_id, in_trash: false })
    assert.equal(full(restored).in_trash, false)
    assert.deepEqual((await client.dataSources.query({ data_source_id })).results, [])
  })

  test('move to another database, wherever it stands', async () => {
    const client = home.as('editor')
    const create = async () =>
      client.databases.create({ parent: { type: 'page_id', page_id: await home.aPage() } })
    const [from, to] = [full(await create()), full(await create())]
    const added = await client.dataSources.create({ parent: { database_id: from.id }, properties: title })
    const moved = full(
      await client.dataSources.update({
        data_source_id: added.id,
        parent: { type: 'database_id', database_id: to.id },
      }),
    )
    assert.deepEqual(moved.parent, { type: 'database_id', database_id: to.id })
    const { data_sources } = full(await client.databases.retrieve({ database_id: to.id }))
    assert.deepEqual(
      data_sources.map(({ id }) => id),
      [to.data_sources[0]!.id, added.id],
    )
  })
})
