import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collectPaginatedAPI } from '@notionhq/client'
import { complaint, full, payload, plain, text } from './answers.ts'
import { type ClientOf, describeClients, type Home } from './describe-clients.ts'

type Client = ClientOf<'5.x'>
type Search = Parameters<Client['search']>[0]

/** Titles of one version's own: all tests of a file share a workspace. */
function named(home: Home<Client>) {
  const own = `Zoo${home.version.replaceAll('-', '')}`
  const create = async (title: string, parent: string) =>
    home.as('editor').pages.create({
      parent: { page_id: parent },
      properties: { title: { title: text(`${own} ${title}`) } },
    })
  return { own, create }
}

async function titles(client: Client, search: Search): Promise<string[]> {
  const results = await collectPaginatedAPI(client.search, search)
  return results.map((found) => {
    const object = full(found)
    if (object.object === 'data_source') return `data source ${plain(object.title)}`
    return plain(payload(Object.values(object.properties).find(({ type }) => type === 'title')))
  })
}

describeClients('search', ['5.x'], (home) => {
  test('finds pages and data sources by words of their title', async () => {
    const client = home.as('editor')
    const { own, create } = named(home)
    const top = await home.aPage()
    await create('Lion', top)
    await create('Tiger', top)
    const database = full(
      await client.databases.create({
        parent: { type: 'page_id', page_id: top },
        title: text(`${own} Animals`),
      }),
    )
    const all = [`data source ${own} Animals`, `${own} Lion`, `${own} Tiger`]
    assert.deepEqual((await titles(client, { query: own.toLowerCase() })).sort(), [...all].sort())
    assert.deepEqual((await titles(client, { query: own, page_size: 1 })).sort(), [...all].sort())
    assert.ok(
      (await titles(client, { query: 'lion', filter: { property: 'object', value: 'page' } })).includes(
        `${own} Lion`,
      ),
    )
    const sources = { property: 'object', value: 'data_source' } as const
    assert.deepEqual(await titles(client, { query: own, filter: sources }), [all[0]])
    const { results } = await client.search({ query: own, filter: sources })
    assert.equal(results[0]!.id, database.data_sources[0]!.id)
    assert.deepEqual(await titles(client, { query: `${own}nonsense` }), [])
  })

  test('gives what was edited last first, unless asked otherwise', async () => {
    const client = home.as('editor')
    const { own, create } = named(home)
    const top = await home.aPage()
    const titled = (title: string) => `${own} ${title}`
    for (const title of ['Order one', 'Order two', 'Order three']) await create(title, top)
    const query = 'order'
    const mine = async (search: Search) =>
      (await titles(client, search)).filter((title) => title.startsWith(own))
    const ascending = { timestamp: 'last_edited_time', direction: 'ascending' } as const
    assert.deepEqual(
      await mine({ query, sort: ascending }),
      ['Order one', 'Order two', 'Order three'].map(titled),
    )
    assert.deepEqual(await mine({ query }), ['Order three', 'Order two', 'Order one'].map(titled))
    const best = await titles(client, { query: titled('Order two'), sort: { property: 'relevance' } })
    assert.equal(best[0], titled('Order two'))
  })

  test('leaves out the trash, or looks only there', async () => {
    const client = home.as('editor')
    const { own, create } = named(home)
    const page = await create('Dodo', await home.aPage())
    await client.pages.update({ page_id: page.id, in_trash: true })
    assert.ok(!(await titles(client, { query: own })).includes(`${own} Dodo`))
    assert.deepEqual(await titles(client, { query: own, filter: { in_trash: true } }), [`${own} Dodo`])
  })

  test('finds nothing that is not shared', async () => {
    assert.deepEqual(await titles(home.as('stranger'), {}), [])
    const shared = await home.aPage({ title: 'Shared with all' })
    const { results } = await home.as('reader').search({ query: 'shared with' })
    assert.ok(results.some(({ id }) => id === shared))
  })

  test('refuses other orders, filters and cursors', async () => {
    const client = home.as('editor')
    const wrong = { timestamp: 'created_time', direction: 'ascending' }
    assert.equal(
      await complaint(client.search({ sort: wrong as never })),
      'body.sort.timestamp should be "last_edited_time" when sorting by timestamp.',
    )
    const sideways = { timestamp: 'last_edited_time', direction: 'sideways' }
    assert.equal(
      await complaint(client.search({ sort: sideways as never })),
      'body failed validation: body.sort.direction should be `"ascending"`, `"descending"`, or `undefined`, instead was `"sideways"`.',
    )
    assert.equal(
      await complaint(client.search({ filter: { property: 'object', value: 'database' } as never })),
      'body failed validation: body.filter.value should be `"page"` or `"data_source"`, instead was `"database"`.',
    )
    assert.equal(
      await complaint(client.search({ start_cursor: 'bogus' })),
      'The start_cursor provided is invalid: bogus',
    )
  })
})
