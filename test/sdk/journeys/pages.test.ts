import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, full, payload, plain, refusal, text } from './answers.ts'
import { type ClientOf, describeClients } from './describe-clients.ts'

type Client = ClientOf<'5.x'>

const titled = (content: string) => ({ title: { title: text(content) } })
const paragraph = (content: string) => ({ paragraph: { rich_text: text(content) } })

/** The blocks of a page: what each says, or the title of a page. */
async function contentOf(client: Client, id: string): Promise<string[]> {
  const { results } = await client.blocks.children.list({ block_id: id })
  return results.map((block) => {
    const content = payload(full(block)) as { rich_text?: unknown; title?: string }
    return content.title ?? plain(content.rich_text)
  })
}

describeClients('pages are created', ['5.x'], (home) => {
  test('below a page, with an icon, a cover and nested content', async () => {
    const client = home.as('editor')
    const parent = await home.aPage({ title: 'Parent' })
    const page = full(
      await client.pages.create({
        parent: { page_id: parent },
        properties: titled('A child'),
        icon: { emoji: '🎯' },
        cover: { external: { url: 'https://acme.test/cover.png' } },
        children: [{ toggle: { rich_text: text('Open me'), children: [paragraph('Inside')] } }],
      }),
    )
    assert.deepEqual(page.parent, { type: 'page_id', page_id: parent })
    assert.deepEqual(page.icon, { type: 'emoji', emoji: '🎯' })
    assert.deepEqual(page.cover, { type: 'external', external: { url: 'https://acme.test/cover.png' } })
    assert.equal(plain(payload(page.properties.title)), 'A child')
    assert.deepEqual([page.in_trash, page.is_archived, page.is_locked], [false, false, false])
    assert.equal(page.created_by.id, home.userId('editor'))
    assert.deepEqual(await contentOf(client, page.id), ['Open me'])
    assert.deepEqual(await contentOf(client, parent), ['A child'])
    const read = full(await client.pages.retrieve({ page_id: page.id.replaceAll('-', '') }))
    assert.deepEqual({ ...read, request_id: 0 }, { ...page, request_id: 0 })
  })

  test('with the title in short, with its type, or with none', async () => {
    const client = home.as('editor')
    const parent = { page_id: await home.aPage(), type: 'page_id' as const }
    const short = { title: text('In short') } as never
    for (const [properties, title] of [
      [short, 'In short'],
      [{ title: { type: 'title', title: text('Typed') } } as const, 'Typed'],
      [{}, ''],
    ] as const) {
      const page = full(await client.pages.create({ parent, properties }))
      assert.equal(plain(payload(page.properties.title)), title)
    }
  })

  test('at the start, the end or after a block of their parent', async () => {
    const client = home.as('editor')
    const parent = await home.aPage({ children: [paragraph('One'), paragraph('Two')] })
    const [one] = (await client.blocks.children.list({ block_id: parent })).results
    const create = (title: string, position?: Parameters<Client['pages']['create']>[0]['position']) =>
      client.pages.create({
        parent: { page_id: parent },
        properties: titled(title),
        ...(position ? { position } : {}),
      })
    await create('First', { type: 'page_start' })
    await create('Between', { type: 'after_block', after_block: { id: one!.id } })
    await create('Last', { type: 'page_end' })
    await create('Very last')
    assert.deepEqual(await contentOf(client, parent), ['First', 'One', 'Between', 'Two', 'Last', 'Very last'])
  })

  test('from markdown, whose first heading is the title', async () => {
    const client = home.as('editor')
    const page = full(
      await client.pages.create({
        parent: { page_id: await home.aPage() },
        markdown: '# Plan\nFirst\n- A point\n\t- Below it',
      }),
    )
    assert.equal(plain(payload(page.properties.title)), 'Plan')
    assert.deepEqual(await contentOf(client, page.id), ['First', 'A point'])
  })

  test('in a data source, and in a database that has one source only', async () => {
    const client = home.as('editor')
    const { database, dataSource } = await home.aDataSource()
    const parent = { type: 'data_source_id', data_source_id: dataSource, database_id: database }
    for (const named of [{ data_source_id: dataSource }, { database_id: database }]) {
      const page = full(
        await client.pages.create({ parent: named, properties: { Name: { title: text('Row') } } }),
      )
      assert.deepEqual(page.parent, parent)
      assert.equal(plain(payload(page.properties.Name)), 'Row')
    }
    await client.dataSources.create({
      parent: { database_id: database },
      properties: { Name: { title: {} } },
    })
    await complaint(client.pages.create({ parent: { database_id: database }, properties: {} }))
  })

  test('in the workspace by a person, not by a bot', async () => {
    const person = home.as('member')
    const page = full(
      await person.pages.create({ parent: { workspace: true }, properties: titled('My own') }),
    )
    assert.deepEqual(page.parent, { type: 'workspace', workspace: true })
    assert.equal(
      await complaint(home.as('editor').pages.create({ parent: { workspace: true }, properties: {} })),
      "Provide a parent.page_id or parent.database_id parameter to create a page, or use a public integration with insert_content capability. Internal integrations aren't owned by a single user, so creating workspace-level private pages is not supported.",
    )
    const { code } = await refusal(home.as('owner').pages.retrieve({ page_id: page.id }))
    assert.equal(code, 'object_not_found')
  })

  test('by who may insert but not read, who is shown the id alone', async () => {
    const parent = { page_id: await home.aPage() }
    const page = await home.as('inserter', 'partial').pages.create({ parent, properties: titled('New') })
    assert.deepEqual(Object.keys(page).sort(), ['id', 'object', 'request_id'])
  })
})

describeClients('pages', ['5.x'], (home) => {
  test('show the properties that are asked for', async () => {
    const client = home.as('editor')
    const { dataSource } = await home.aDataSource({
      Name: { title: {} },
      'A / B': { number: {} },
      C: { url: {} },
    })
    const source = full(await client.dataSources.retrieve({ data_source_id: dataSource }))
    const page = await client.pages.create({
      parent: { data_source_id: dataSource },
      properties: { Name: { title: text('Row') }, 'A / B': { number: 7 } },
    })
    const id = source.properties['A / B']!.id
    for (const filter_properties of [[id], [decodeURIComponent(id)]]) {
      const read = full(await client.pages.retrieve({ page_id: page.id, filter_properties }))
      assert.deepEqual(read.properties, { 'A / B': { id, type: 'number', number: 7 } })
    }
    const read = full(await client.pages.retrieve({ page_id: page.id, filter_properties: ['title', id] }))
    assert.deepEqual(Object.keys(read.properties).sort(), ['A / B', 'Name'])

    const parent = { data_source_id: dataSource }
    const made = full(await client.pages.create({ parent, properties: {}, filter_properties: [id] }))
    assert.deepEqual(made.properties, { 'A / B': { id, type: 'number', number: null } })
    const properties = { 'A / B': { number: 8 } }
    const changed = await client.pages.update({ page_id: made.id, properties, filter_properties: ['title'] })
    assert.deepEqual(Object.keys(full(changed).properties), ['Name'])
  })

  test('change their title, icon and cover, and lose them', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage({ title: 'Old' })
    const changed = full(
      await client.pages.update({
        page_id,
        properties: { title: { title: text('New') } },
        icon: { type: 'external', external: { url: 'https://acme.test/icon.png' } },
        cover: { type: 'external', external: { url: 'https://acme.test/cover.png' } },
      }),
    )
    assert.equal(plain(payload(changed.properties.title)), 'New')
    assert.deepEqual(changed.icon, { type: 'external', external: { url: 'https://acme.test/icon.png' } })
    assert.deepEqual(changed.cover, { type: 'external', external: { url: 'https://acme.test/cover.png' } })
    const native = full(
      await client.pages.update({ page_id, icon: { icon: { name: 'pizza', color: 'blue' } } }),
    )
    assert.deepEqual(native.icon, { type: 'icon', icon: { name: 'pizza', color: 'blue' } })
    const bare = full(await client.pages.update({ page_id, icon: null, cover: null }))
    assert.deepEqual([bare.icon, bare.cover], [null, null])
  })

  test('are locked, unlocked and archived', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    assert.equal(full(await client.pages.update({ page_id, is_locked: true })).is_locked, true)
    assert.equal(full(await client.pages.retrieve({ page_id })).is_locked, true)
    assert.equal(full(await client.pages.update({ page_id, is_locked: false })).is_locked, false)
    assert.equal(full(await client.pages.update({ page_id, is_archived: true } as never)).is_archived, true)
  })

  test('go to the trash with what is below them, and come back', async () => {
    const client = home.as('editor')
    const top = await home.aPage()
    const page = await client.pages.create({
      parent: { page_id: top },
      properties: titled('Gone'),
      children: [paragraph('Text')],
    })
    const below = await client.pages.create({ parent: { page_id: page.id }, properties: titled('Below') })

    assert.equal(full(await client.pages.update({ page_id: page.id, in_trash: true })).in_trash, true)
    assert.equal(full(await client.pages.retrieve({ page_id: page.id })).in_trash, true)
    assert.equal(full(await client.pages.retrieve({ page_id: below.id })).in_trash, true)
    assert.deepEqual(await contentOf(client, top), [])
    assert.equal((await refusal(client.blocks.children.list({ block_id: page.id }))).code, 'object_not_found')
    assert.equal(
      await complaint(client.pages.update({ page_id: page.id, properties: titled('No') })),
      "Can't edit block that is archived. You must unarchive the block before editing.",
    )

    assert.equal(full(await client.pages.update({ page_id: page.id, in_trash: false })).in_trash, false)
    assert.equal(full(await client.pages.retrieve({ page_id: below.id })).in_trash, false)
    assert.deepEqual(await contentOf(client, page.id), ['Text', 'Below'])
  })

  test('go to the trash as blocks, too', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage({ title: 'Old way' })
    const block = full(await client.blocks.delete({ block_id: page_id }))
    assert.deepEqual([block.type, block.in_trash], ['child_page', true])
    assert.equal(full(await client.pages.retrieve({ page_id })).in_trash, true)
    await client.blocks.update({ block_id: page_id, in_trash: false } as never)
    assert.equal(full(await client.pages.retrieve({ page_id })).in_trash, false)
  })

  test('are erased', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage({ children: [paragraph('One'), paragraph('Two')] })
    await client.pages.update({ page_id, erase_content: true })
    assert.deepEqual(await contentOf(client, page_id), [])
  })

  test('move below a page, into a data source and out again', async () => {
    const client = home.as('editor')
    const [from, to] = [await home.aPage(), await home.aPage()]
    const { database, dataSource } = await home.aDataSource({ Name: { title: {} }, Count: { number: {} } })
    const page = await client.pages.create({
      parent: { page_id: from },
      properties: titled('Wanderer'),
      children: [paragraph('Luggage')],
    })
    const moved = full(await client.pages.move({ page_id: page.id, parent: { page_id: to } }))
    assert.deepEqual(moved.parent, { type: 'page_id', page_id: to })
    assert.deepEqual(await contentOf(client, from), [])
    assert.deepEqual(await contentOf(client, to), ['Wanderer'])

    const row = full(
      await client.pages.move({
        page_id: page.id,
        parent: { type: 'data_source_id', data_source_id: dataSource },
      }),
    )
    assert.deepEqual(row.parent, {
      type: 'data_source_id',
      data_source_id: dataSource,
      database_id: database,
    })
    assert.equal(plain(payload(row.properties.Name)), 'Wanderer')
    assert.equal(payload(row.properties.Count), null)

    const back = full(await client.pages.move({ page_id: page.id, parent: { page_id: from } }))
    assert.deepEqual(Object.keys(back.properties), ['title'])
    assert.deepEqual(await contentOf(client, page.id), ['Luggage'])
    await complaint(client.pages.move({ page_id: from, parent: { page_id: page.id } }))
  })

  test('are read and changed as markdown', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage({ children: [paragraph('One'), paragraph('Two')] })
    const read = await client.pages.retrieveMarkdown({ page_id })
    assert.deepEqual([read.markdown, read.truncated, read.unknown_block_ids], ['One\nTwo', false, []])
    const markdown = async (change: object) =>
      (await client.pages.updateMarkdown({ page_id, ...change } as never)).markdown
    assert.equal(
      await markdown({
        type: 'update_content',
        update_content: { content_updates: [{ old_str: 'Two', new_str: '**Two**' }] },
      }),
      'One\n**Two**',
    )
    assert.equal(
      await markdown({
        type: 'insert_content',
        insert_content: { content: 'Zero', position: { type: 'start' } },
      }),
      'Zero\nOne\n**Two**',
    )
    assert.equal(
      await markdown({ type: 'replace_content', replace_content: { new_str: '- [ ] Do it' } }),
      '- [ ] Do it',
    )
    const [block] = (await client.blocks.children.list({ block_id: page_id })).results
    assert.equal(full(block!).type, 'to_do')
  })
})
