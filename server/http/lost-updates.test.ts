/** Writers at once: whoever is answered with 200 finds what they wrote. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { describeStores } from '#test/stores.ts'
import { send, twoProcesses } from '#test/two-processes.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const text = (content: string) => [{ text: { content } }]
const WRITERS = 8

describeStores('writers at once', (store) => {
  test('lose nothing', async (t) => {
    const acme = await workspace(t, store)
    await race(acme, [acme.app])
  })
})

describe('writers at once in two processes on one PostgreSQL', () => {
  test('lose nothing', async (t) => {
    const { first, second } = await twoProcesses(t)
    await race(first, [first.app, second.app])
  })
})

async function race(acme: TestWorkspace, apps: readonly FastifyInstance[]): Promise<void> {
  const { token } = acme.as('editor')
  const writers = Array.from({ length: WRITERS }, (_, index) => index)
  const properties = Object.fromEntries(writers.map((index) => [`Text ${index}`, { rich_text: {} }]))
  const { page, dataSource } = await acme.aDataSource({
    Name: { title: {} },
    Tags: { multi_select: {} },
    ...properties,
  })
  const { body: row } = await acme.as('editor').post('/v1/pages', { parent: { data_source_id: dataSource } })
  const all = async (method: 'POST' | 'PATCH', url: string, bodyOf: (index: number) => unknown) => {
    const answers = await Promise.all(
      writers.map((index) => send(apps[index % apps.length]!, token, method, url, bodyOf(index))),
    )
    for (const answer of answers) assert.equal(answer.statusCode, 200, answer.body)
    return answers.map((answer) => answer.json())
  }
  const get = async (url: string) => (await send(acme.app, token, 'GET', url)).json()

  await all('PATCH', `/v1/pages/${row.id}`, (index) => ({
    properties: { [`Text ${index}`]: { rich_text: text(`${index}`) } },
  }))
  const written = (await get(`/v1/pages/${row.id}`)).properties
  for (const index of writers) assert.equal(written[`Text ${index}`].rich_text[0].plain_text, `${index}`)

  await all('PATCH', `/v1/blocks/${page}/children`, (index) => ({
    children: ['a', 'b'].map((letter) => ({ paragraph: { rich_text: text(`${index}${letter}`) } })),
  }))
  const { results } = await get(`/v1/blocks/${page}/children`)
  const paragraphs: string[] = results
    .filter((block: { type: string }) => block.type === 'paragraph')
    .map(
      (block: { paragraph: { rich_text: { plain_text: string }[] } }) =>
        block.paragraph.rich_text[0]!.plain_text,
    )
  assert.deepEqual(
    paragraphs.toSorted(),
    writers.flatMap((index) => [`${index}a`, `${index}b`]),
  )
  // What one writer appended stands together.
  for (let at = 0; at < paragraphs.length; at += 2) assert.equal(paragraphs[at]![0], paragraphs[at + 1]![0])

  // Options are made by rows that are written, and one name makes one option.
  const rows = await all('POST', '/v1/pages', (index) => ({
    parent: { data_source_id: dataSource },
    properties: { Tags: { multi_select: [{ name: `own ${index}` }, { name: 'shared' }] } },
  }))
  const options: { id: string; name: string }[] = (await get(`/v1/data_sources/${dataSource}`)).properties
    .Tags.multi_select.options
  assert.deepEqual(
    options.map(({ name }) => name).toSorted(),
    [...writers.map((index) => `own ${index}`), 'shared'].toSorted(),
  )
  const shared = options.find(({ name }) => name === 'shared')!.id
  for (const { properties } of rows) assert.equal(properties.Tags.multi_select[1].id, shared)

  // Columns of a schema as well.
  await all('PATCH', `/v1/data_sources/${dataSource}`, (index) => ({
    properties: { [`More ${index}`]: { number: {} } },
  }))
  const schema = (await get(`/v1/data_sources/${dataSource}`)).properties
  for (const index of writers) assert.ok(`More ${index}` in schema)

  // Pages that move into each other at once make no ring.
  const [one, two] = [await acme.aPage({ parent: page }), await acme.aPage({ parent: page })]
  const moves = await Promise.all([
    send(apps[0]!, token, 'POST', `/v1/pages/${one}/move`, { parent: { page_id: two } }),
    send(apps.at(-1)!, token, 'POST', `/v1/pages/${two}/move`, { parent: { page_id: one } }),
  ])
  assert.deepEqual(moves.map(({ statusCode }) => statusCode).toSorted(), [200, 400])
}
