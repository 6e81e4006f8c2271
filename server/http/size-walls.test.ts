/** `limits.sizes`: Notion's walls for what one request may hold, and what is behind them when there are none. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, type TestWorkspace, workspaceOn } from '#test/workspace.ts'

const text = (content: string) => [{ text: { content } }]
const runs = (count: number) => Array.from({ length: count }, () => ({ text: { content: 'a' } }))
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
const address = (length: number) => `https://a.test/${'a'.repeat(length - 15)}`

describeStores('walls for sizes', (store) => {
  test('stand where Notion has them, and nowhere without', async (t) => {
    const opened = await store.open(t)
    const at = (sizes: 'notion' | 'none') =>
      workspaceOn(t, opened, { limits: { ...defaultSettings.limits, sizes } })
    const [walled, open] = [await walls(await at('notion')), await walls(await at('none'))]
    for (const [index, { name, wall, said, send }] of walled.entries()) {
      const inside = await send(wall)
      assert.equal(inside.status, 200, `${name} at the wall: ${JSON.stringify(inside.body).slice(0, 500)}`)
      const outside = await send(wall + 1)
      assert.deepEqual([name, outside.status, outside.body.code], [name, 400, 'validation_error'])
      assert.equal(outside.body.message, `body failed validation: ${said}`)
      const free = await open[index]!.send(wall + 1)
      assert.equal(free.status, 200, `${name} without walls: ${JSON.stringify(free.body).slice(0, 500)}`)
    }
  })

  test('stand around a request as a whole', async (t) => {
    const opened = await store.open(t)
    const limits = (sizes: 'notion' | 'none') => ({ limits: { ...defaultSettings.limits, sizes } })
    const walled = await workspaceOn(t, opened, limits('notion'))
    const open = await workspaceOn(t, opened, limits('none'))
    for (const [acme, refused] of [
      [walled, 400],
      [open, 200],
    ] as const) {
      const editor = acme.as('editor')
      const home = await acme.aPage()
      const { dataSource } = await acme.aDataSource({ Name: { title: {} }, Done: { checkbox: {} } })
      const append = (children: unknown[]) => editor.patch(`/v1/blocks/${home}/children`, { children })
      const toggle = (children: unknown[]) => ({ toggle: { rich_text: [], children } })
      const paragraphs = (count: number) => times(count, { paragraph: { rich_text: [] } })

      // Two levels below the top.
      assert.equal((await append([toggle([toggle([toggle([])])])])).status, 200)
      const deep = await append([toggle([toggle([toggle([{ divider: {} }])])])])
      assert.equal(deep.status, refused, deep.body.message)
      if (refused === 400) {
        assert.match(
          deep.body.message,
          /^body failed validation: body\.children\[0\]\.toggle\.children\[0\]\.toggle\.children\[0\]\.toggle\.children should be not present, instead was `/,
        )
      }
      // A thousand blocks, those below others counted.
      assert.equal((await append(times(10, toggle(paragraphs(99))))).status, 200)
      const many = await append([...times(10, toggle(paragraphs(99))), { divider: {} }])
      assert.equal(many.status, refused, many.body.message)
      // 500 KB.
      const big = JSON.stringify({ children: [{ paragraph: { rich_text: [] } }] })
      for (const [bytes, status] of [
        [500_000, 200],
        [500_001, refused],
      ] as const) {
        const answer = await acme.app.inject({
          method: 'PATCH',
          url: `/v1/blocks/${home}/children`,
          headers: {
            authorization: `Bearer ${editor.token}`,
            'notion-version': '2026-03-11',
            'content-type': 'application/json',
          },
          payload: big.padEnd(bytes, ' '),
        })
        assert.equal(answer.statusCode, status, answer.body.slice(0, 300))
      }
      // A schema of 50 KB.
      const options = (count: number) =>
        times(count, 0).map((_, index) => ({ name: `${'o'.repeat(80)}${index}` }))
      const grow = (count: number, name: string) =>
        editor.patch(`/v1/data_sources/${dataSource}`, {
          properties: { [name]: { select: { options: options(count) } } },
        })
      assert.equal((await grow(100, 'One')).status, 200)
      const more = [await grow(100, 'Two'), await grow(100, 'Three'), await grow(100, 'Four')]
      assert.equal(more.at(-1)!.status, refused, more.at(-1)!.body.message)
      // Filters nest two deep whatever the limits: deeper ones mean nothing to clients.
      const condition = { property: 'Done', checkbox: { equals: true } }
      const query = (filter: unknown) => editor.post(`/v1/data_sources/${dataSource}/query`, { filter })
      assert.equal((await query({ and: [{ or: [condition] }] })).status, 200)
      assert.equal((await query({ and: times(100, condition) })).status, 200)
    }
  })
})

interface Wall {
  name: string
  wall: number
  /** What is said of one too many. */
  said: string
  send(size: number): Promise<Answer>
}

async function walls(acme: TestWorkspace): Promise<Wall[]> {
  const editor = acme.as('editor')
  const home = await acme.aPage()
  const { dataSource } = await acme.aDataSource({
    Name: { title: {} },
    Link: { url: {} },
    Mail: { email: {} },
    Phone: { phone_number: {} },
    Tags: { multi_select: {} },
    Who: { people: {} },
  })
  const { body: related } = await editor.patch(`/v1/data_sources/${dataSource}`, {
    properties: { Related: { relation: { data_source_id: dataSource, single_property: {} } } },
  })
  assert.ok('Related' in related.properties)
  const { body: row } = await editor.post('/v1/pages', { parent: { data_source_id: dataSource } })
  const block = (child: unknown) => editor.patch(`/v1/blocks/${home}/children`, { children: [child] })
  const value = (name: string, property: unknown) =>
    editor.patch(`/v1/pages/${row.id}`, { properties: { [name]: property } })
  const length = (path: string, wall: number) =>
    `body.${path}.length should be ≤ \`${wall}\`, instead was \`${wall + 1}\`.`
  const wallOf = (name: string, wall: number, path: string, send: Wall['send']): Wall => ({
    name,
    wall,
    said: length(path, wall),
    send,
  })
  const inParagraph = 'children[0].paragraph.rich_text'
  return [
    wallOf('text', 2000, `${inParagraph}[0].text.content`, (size) =>
      block({ paragraph: { rich_text: text('a'.repeat(size)) } }),
    ),
    wallOf('text in UTF-16 units', 2000, `${inParagraph}[0].text.content`, (size) =>
      block({ paragraph: { rich_text: text('🎯'.repeat(size >> 1) + 'a'.repeat(size & 1)) } }),
    ),
    wallOf('a link', 2000, `${inParagraph}[0].text.link.url`, (size) =>
      block({ paragraph: { rich_text: [{ text: { content: 'a', link: { url: address(size) } } }] } }),
    ),
    wallOf('a bookmark', 2000, 'children[0].bookmark.url', (size) =>
      block({ bookmark: { url: address(size) } }),
    ),
    wallOf('an equation', 1000, `${inParagraph}[0].equation.expression`, (size) =>
      block({ paragraph: { rich_text: [{ equation: { expression: 'x'.repeat(size) } }] } }),
    ),
    wallOf('runs of text', 100, inParagraph, (size) => block({ paragraph: { rich_text: runs(size) } })),
    wallOf('blocks', 100, 'children', (size) =>
      editor.patch(`/v1/blocks/${home}/children`, { children: times(size, { divider: {} }) }),
    ),
    wallOf('blocks in a block', 100, 'children[0].toggle.children', (size) =>
      block({ toggle: { rich_text: [], children: times(size, { divider: {} }) } }),
    ),
    wallOf('blocks of a new page', 100, 'children', (size) =>
      editor.post('/v1/pages', { parent: { page_id: home }, children: times(size, { divider: {} }) }),
    ),
    wallOf('a title', 100, 'properties.Name.title', (size) => value('Name', { title: runs(size) })),
    wallOf('an address', 2000, 'properties.Link.url', (size) => value('Link', { url: address(size) })),
    wallOf('an e-mail', 200, 'properties.Mail.email', (size) =>
      value('Mail', { email: `${'a'.repeat(size - 7)}@a.test` }),
    ),
    wallOf('a phone number', 200, 'properties.Phone.phone_number', (size) =>
      value('Phone', { phone_number: '1'.repeat(size) }),
    ),
    wallOf('tags', 100, 'properties.Tags.multi_select', (size) =>
      value('Tags', { multi_select: times(size, 0).map((_, index) => ({ name: `t${index}` })) }),
    ),
    wallOf('people', 100, 'properties.Who.people', (size) =>
      value('Who', { people: times(size, { id: acme.as('member').userId }) }),
    ),
    wallOf('related pages', 100, 'properties.Related.relation', (size) =>
      value('Related', { relation: times(size, { id: row.id }) }),
    ),
    wallOf('the description of a property', 280, 'properties.Note.description', (size) =>
      editor.patch(`/v1/data_sources/${dataSource}`, {
        properties: { Note: { number: {}, description: 'd'.repeat(size) } },
      }),
    ),
  ]
}
