/** The official MCP server, unmodified: `BASE_URL` leads it to this server. */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const program = createRequire(import.meta.url).resolve('@notionhq/notion-mcp-server/bin/cli.mjs')

type Json = Record<string, unknown>

interface Tools {
  /** Calls a tool and gives back the JSON it answers with. */
  call(name: string, input: Json): Promise<Json>
}

async function startTools(
  t: { after(work: () => Promise<void>): void },
  baseUrl: string,
  token: string,
): Promise<Tools> {
  const client = new Client({ name: 'octavo-test', version: '1' })
  t.after(() => client.close())
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [program],
      env: { BASE_URL: baseUrl, NOTION_TOKEN: token, PATH: process.env.PATH ?? '' },
      stderr: 'ignore',
    }),
  )
  return {
    async call(name, input) {
      const { content } = await client.callTool({ name, arguments: input })
      const [first] = content as { text: string }[]
      return JSON.parse(first!.text)
    },
  }
}

const paragraph = (content: string, children?: object[]) => ({
  paragraph: { rich_text: [{ text: { content } }], ...(children ? { children } : {}) },
})

const textOf = (block: Json): string =>
  (block.paragraph as { rich_text: { plain_text: string }[] }).rich_text.map((run) => run.plain_text).join('')

/** Every block below one, indented. */
async function readTree({ call }: Tools, id: string, indent = ''): Promise<string[]> {
  const { results } = await call('API-get-block-children', { block_id: id })
  const lines: string[] = []
  for (const block of results as Json[]) {
    lines.push(indent + textOf(block))
    if (block.has_children) lines.push(...(await readTree({ call }, block.id as string, `${indent}  `)))
  }
  return lines
}

describeStores('the official MCP server', (store) => {
  test('reads a page with nested blocks and creates a row', async (t) => {
    const { as, aPage, aDataSource, listen } = await workspace(t, store)
    const tools = await startTools(t, await listen(), as('editor').token)
    const page = await aPage({
      title: 'A plan',
      children: [paragraph('One', [paragraph('One and a half', [paragraph('Deep')])]), paragraph('Two')],
    })
    const found = await tools.call('API-post-search', { query: 'plan' })
    assert.equal((found.results as Json[])[0]!.id, page)
    const read = await tools.call('API-retrieve-a-page', { page_id: page })
    assert.equal(read.id, page)
    assert.deepEqual(await readTree(tools, page), ['One', '  One and a half', '    Deep', 'Two'])

    const { dataSource, database } = await aDataSource({ Name: { title: {} }, Count: { number: {} } })
    const source = await tools.call('API-retrieve-a-data-source', { data_source_id: dataSource })
    assert.deepEqual(Object.keys(source.properties as Json).sort(), ['Count', 'Name'])
    const row = await tools.call('API-post-page', {
      parent: { type: 'data_source_id', data_source_id: dataSource },
      properties: { Name: { title: [{ text: { content: 'By a machine' } }] }, Count: { number: 3 } },
    })
    assert.deepEqual(row.parent, {
      type: 'data_source_id',
      data_source_id: dataSource,
      database_id: database,
    })
    const { results } = await tools.call('API-query-data-source', {
      data_source_id: dataSource,
      filter: { property: 'Count', number: { equals: 3 } },
    })
    assert.deepEqual(
      (results as Json[]).map(({ id }) => id),
      [row.id],
    )
  })
})
