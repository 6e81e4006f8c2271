import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, full, payload, plain, text } from './answers.ts'
import { type ClientOf, describeClients } from './describe-clients.ts'

/** The SDK does not type how a template is made: Notion makes them in its app. */
const asTemplate = { is_template: true } as object

async function aTemplate(client: ClientOf<'5.x'>, data_source_id: string, name: string): Promise<string> {
  const made = client.request<{ id: string }>({
    method: 'post',
    path: 'pages',
    body: {
      parent: { data_source_id },
      properties: { Name: { title: text(name) } },
      children: [{ paragraph: { rich_text: text(`Words of ${name}`) } }],
      icon: { emoji: '🐛' },
      ...asTemplate,
    },
  })
  return (await made).id
}

describeClients('templates', ['5.x'], (home) => {
  test('are listed in pages, the default one first', async () => {
    const client = home.as('editor')
    const { dataSource: data_source_id } = await home.aDataSource()
    const ids = [
      await aTemplate(client, data_source_id, 'Bug'),
      await aTemplate(client, data_source_id, 'Idea'),
    ]
    const body = { default_template_id: ids[1]! }
    await client.request({ method: 'patch', path: `data_sources/${data_source_id}`, body })
    const first = await client.dataSources.listTemplates({ data_source_id, page_size: 1 })
    assert.deepEqual(first, {
      templates: [{ id: ids[1], name: 'Idea', is_default: true }],
      has_more: true,
      next_cursor: ids[0],
    })
    const rest = await client.dataSources.listTemplates({ data_source_id, start_cursor: first.next_cursor })
    assert.deepEqual(rest.templates, [{ id: ids[0], name: 'Bug', is_default: false }])
    const found = await client.dataSources.listTemplates({ data_source_id, name: 'bU' })
    assert.deepEqual(
      found.templates.map(({ name }) => name),
      ['Bug'],
    )
    assert.deepEqual((await client.dataSources.query({ data_source_id })).results, [])
  })

  test('make pages, which are answered at once and filled afterwards', async () => {
    const client = home.as('editor')
    const { dataSource: data_source_id } = await home.aDataSource()
    const template_id = await aTemplate(client, data_source_id, 'Bug')
    const page = full(
      await client.pages.create({
        parent: { data_source_id },
        properties: { Name: { title: text('Broken') } },
        template: { type: 'template_id', template_id, timezone: 'Europe/Vienna' },
      }),
    )
    assert.equal(page.icon, null)
    await home.performDue()
    const filled = full(await client.pages.retrieve({ page_id: page.id }))
    assert.deepEqual(filled.icon, { type: 'emoji', emoji: '🐛' })
    const { Name } = filled.properties
    assert.equal(plain(Name?.type === 'title' ? Name.title : []), 'Broken')
    assert.equal((await client.pages.retrieveMarkdown({ page_id: page.id })).markdown, 'Words of Bug')

    await client.pages.update({
      page_id: page.id,
      template: { type: 'template_id', template_id },
      erase_content: true,
    })
    await home.performDue()
    assert.equal((await client.pages.retrieveMarkdown({ page_id: page.id })).markdown, 'Words of Bug')
  })

  test('share their files with the pages, which keep them', async () => {
    const client = home.as('editor')
    const { dataSource: data_source_id } = await home.aDataSource({
      Name: { title: {} },
      Papers: { files: {} },
    })
    const upload = async () => {
      const { id: file_upload_id } = await client.fileUploads.create({ filename: 'plan.txt' })
      await client.fileUploads.send({
        file_upload_id,
        file: { filename: 'plan.txt', data: new Blob(['plan']) },
      })
      return { type: 'file_upload' as const, file_upload: { id: file_upload_id } }
    }
    const template_id = await aTemplate(client, data_source_id, 'Bug')
    const { results } = await client.blocks.children.append({
      block_id: template_id,
      children: [{ file: await upload() }],
    })
    const papers = [{ name: 'plan.txt', ...(await upload()) }]
    await client.pages.update({ page_id: template_id, properties: { Papers: { files: papers } } })
    const template = { type: 'template_id' as const, template_id }
    const { id: page_id } = await client.pages.create({ parent: { data_source_id }, template })
    await home.performDue()
    // The template lets go of them.
    const elsewhere = { external: { url: 'https://acme.test/other.txt' } }
    await client.blocks.update({ block_id: results[0]!.id, file: elsewhere })
    await client.pages.update({ page_id: template_id, properties: { Papers: { files: [] } } })

    const page = full(await client.pages.retrieve({ page_id }))
    const [paper] = payload(page.properties.Papers) as { file: { url: string } }[]
    const { results: blocks } = await client.blocks.children.list({ block_id: page_id })
    const file = payload(full(blocks[1]!)) as { file: { url: string } }
    for (const { url } of [paper!.file, file.file]) assert.equal(await (await fetch(url)).text(), 'plan')
  })

  test('are asked for by name only where there is one', async () => {
    const client = home.as('editor')
    const { dataSource: data_source_id } = await home.aDataSource()
    const create = () => client.pages.create({ parent: { data_source_id }, template: { type: 'default' } })
    assert.equal(
      await complaint(create()),
      `The data source with ID ${data_source_id} does not have a default template.`,
    )
  })
})

describeClients('templates before data sources', ['4.x', '2.x'], (home) => {
  test('make rows of a database, and are none themselves', async () => {
    const client = home.as('editor')
    const { database: database_id } = await home.aDataSource()
    const make = async (more: object) => {
      const parent = { database_id }
      const made = client.request<{ id: string }>({
        path: 'pages',
        method: 'post',
        body: { parent, ...more },
      })
      return (await made).id
    }
    const words = [{ paragraph: { rich_text: text('Words') } }]
    const template_id = await make({ ...asTemplate, children: words, icon: { emoji: '🐛' } })
    const page_id = await make({ template: { type: 'template_id', template_id }, properties: {} })
    assert.equal(full(await client.pages.retrieve({ page_id })).icon, null)
    await home.performDue()
    assert.deepEqual(full(await client.pages.retrieve({ page_id })).icon, { type: 'emoji', emoji: '🐛' })
    const { results } = await client.blocks.children.list({ block_id: page_id })
    assert.deepEqual(
      results.map((block) => plain((payload(full(block)) as { rich_text: unknown }).rich_text)),
      ['Words'],
    )
    const rows = await client.databases.query({ database_id })
    assert.deepEqual(
      rows.results.map(({ id }) => id),
      [page_id],
    )
  })
})
