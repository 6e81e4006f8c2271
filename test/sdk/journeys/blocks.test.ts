import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BlockObjectRequest, type BlockObjectResponse, collectPaginatedAPI } from '@notionhq/client'
import { complaint, full, payload, plain, refusal, text, written } from './answers.ts'
import { simpleBlocks } from './blocks-of-every-type.ts'
import { type ClientOf, describeClients } from './describe-clients.ts'

type Client = ClientOf<'5.x'>

const paragraph = (content: string) => ({ paragraph: { rich_text: text(content) } })

async function append(
  client: Client,
  block_id: string,
  children: object[],
  position?: Parameters<Client['blocks']['children']['append']>[0]['position'],
): Promise<BlockObjectResponse[]> {
  const { results } = await client.blocks.children.append({
    block_id,
    children: children as BlockObjectRequest[],
    ...(position ? { position } : {}),
  })
  return results.map((block) => full(block))
}

const childrenOf = async (client: Client, block_id: string): Promise<BlockObjectResponse[]> =>
  (await collectPaginatedAPI(client.blocks.children.list, { block_id })).map((block) => full(block))

const wordsOf = (blocks: readonly BlockObjectResponse[]): string[] =>
  blocks.map((block) => plain((payload(block) as { rich_text: unknown }).rich_text))

const words = async (client: Client, id: string): Promise<string[]> => wordsOf(await childrenOf(client, id))

describeClients('blocks of every type', ['5.x'], (home) => {
  test('are appended, read, changed, listed and deleted', async () => {
    const client = home.as('editor')
    const page = await home.aPage()
    const made = await append(
      client,
      page,
      simpleBlocks.map(({ type, sent }) => ({ [type]: sent })),
    )
    assert.deepEqual(
      made.map((block) => [block.type, payload(block)]),
      simpleBlocks.map(({ type, read }) => [type, read]),
    )
    const listed = await childrenOf(client, page)
    assert.deepEqual(listed, made)

    for (const [index, { type, read, change, changed }] of simpleBlocks.entries()) {
      const block_id = made[index]!.id
      const block = full(await client.blocks.retrieve({ block_id }))
      assert.deepEqual(payload(block), read)
      assert.deepEqual(block.parent, { type: 'page_id', page_id: page })
      assert.deepEqual([block.has_children, block.in_trash], [false, false])
      if (change) {
        const after = full(await client.blocks.update({ block_id, [type]: change } as never))
        assert.deepEqual(payload(after), changed, type)
      }
      const gone = full(await client.blocks.delete({ block_id }))
      assert.deepEqual([gone.type, gone.in_trash], [type, true])
    }
    assert.deepEqual(await childrenOf(client, page), [])
  })

  test('with all that their text can hold', async () => {
    const client = home.as('editor')
    const other = await home.aPage({ title: 'Other page' })
    const { database } = await home.aDataSource()
    const rich_text = [
      {
        text: { content: 'A link', link: { url: 'https://acme.test/' } },
        annotations: { bold: true, color: 'red' },
      },
      { equation: { expression: 'x^2' }, annotations: { italic: true } },
      { mention: { page: { id: other } } },
      { mention: { database: { id: database } } },
      { mention: { user: { id: home.userId('member') } } },
      { mention: { date: { start: '2026-02-03', end: '2026-02-04' } } },
      { mention: { template_mention: { template_mention_date: 'today' } } },
    ]
    const [block] = await append(client, await home.aPage(), [{ paragraph: { rich_text } }])
    const runs = (
      payload(block) as { rich_text: { type: string; plain_text: string; href: string | null }[] }
    ).rich_text
    assert.deepEqual(
      runs.map((run) => [run.type, run.plain_text]),
      [
        ['text', 'A link'],
        ['equation', 'x^2'],
        ['mention', 'Other page'],
        ['mention', 'Tasks'],
        ['mention', '@The member'],
        ['mention', '2026-02-03 → 2026-02-04'],
        ['mention', '@Today'],
      ],
    )
    assert.equal(runs[0]!.href, 'https://acme.test/')
    assert.match(runs[2]!.href!, new RegExp(`/${other.replaceAll('-', '')}$`))
  })
})

describeClients('blocks below blocks', ['5.x'], (home) => {
  test('are made two levels deep at once, and deeper after that', async () => {
    const client = home.as('editor')
    const page = await home.aPage()
    const deep = {
      bulleted_list_item: {
        rich_text: text('1'),
        children: [{ toggle: { rich_text: text('2'), children: [paragraph('3')] } }],
      },
    }
    const [first] = await append(client, page, [deep])
    assert.equal(first!.has_children, true)
    const [second] = await childrenOf(client, first!.id)
    assert.deepEqual([second!.type, second!.parent], ['toggle', { type: 'block_id', block_id: first!.id }])
    const [third] = await childrenOf(client, second!.id)
    assert.deepEqual(payload(third), { rich_text: written('3'), icon: null, color: 'default' })
    await append(client, third!.id, [paragraph('4')])
    assert.deepEqual(await words(client, third!.id), ['4'])
    assert.equal(full(await client.blocks.retrieve({ block_id: third!.id })).has_children, true)
  })

  test('make toggles of headings that say so, and of no others', async () => {
    const client = home.as('editor')
    const page = await home.aPage()
    const heading = { rich_text: text('H'), is_toggleable: true, children: [paragraph('Hidden')] }
    for (const type of ['heading_1', 'heading_2', 'heading_3', 'heading_4']) {
      const [block] = await append(client, page, [{ [type]: heading }])
      assert.deepEqual(await words(client, block!.id), ['Hidden'])
      const [flat] = await append(client, page, [{ [type]: { rich_text: text('H') } }])
      assert.equal(
        await complaint(append(client, flat!.id, [paragraph('No')])),
        'Block does not support children',
      )
    }
  })

  test('make tables, whose rows keep their width', async () => {
    const client = home.as('editor')
    const row = (...cells: string[]) => ({ table_row: { cells: cells.map(text) } })
    const [table] = await append(client, await home.aPage(), [
      { table: { table_width: 2, has_column_header: true, children: [row('A', 'B'), row('1', '2')] } },
    ])
    assert.deepEqual(payload(table), { table_width: 2, has_column_header: true, has_row_header: false })
    await append(client, table!.id, [row('3', '4')])
    const rows = await childrenOf(client, table!.id)
    assert.deepEqual(
      rows.map((one) => (payload(one) as { cells: unknown[] }).cells.map(plain)),
      [
        ['A', 'B'],
        ['1', '2'],
        ['3', '4'],
      ],
    )
    const changed = await client.blocks.update({ block_id: rows[1]!.id, ...row('5', '6') })
    assert.deepEqual(payload(full(changed)), { cells: [written('5'), written('6')] })
    const flags = { has_column_header: false, has_row_header: true }
    assert.deepEqual(payload(full(await client.blocks.update({ block_id: table!.id, table: flags }))), {
      table_width: 2,
      ...flags,
    })
    const misfit = 'Number of cells in table row must match the table width of the parent table'
    assert.match(await complaint(append(client, table!.id, [row('only one')])), new RegExp(misfit))
    assert.equal(
      await complaint(client.blocks.update({ block_id: table!.id, table: { table_width: 3 } } as never)),
      'body failed validation: body.table.table_width should be not present, instead was `3`.',
    )
  })

  test('stand in columns', async () => {
    const client = home.as('editor')
    const [list] = await append(client, await home.aPage(), [
      {
        column_list: {
          children: [
            { column: { width_ratio: 0.25, children: [paragraph('Left')] } },
            { column: { width_ratio: 0.75, children: [paragraph('Right')] } },
          ],
        },
      },
    ])
    assert.deepEqual(payload(list), {})
    const columns = await childrenOf(client, list!.id)
    assert.deepEqual(columns.map(payload), [{ width_ratio: 0.25 }, { width_ratio: 0.75 }])
    assert.deepEqual(await words(client, columns[1]!.id), ['Right'])
    const [third] = await append(client, list!.id, [{ column: { children: [] } }])
    assert.deepEqual(payload(third), {})
    const narrow = await client.blocks.update({ block_id: columns[1]!.id, column: { width_ratio: 0.5 } })
    assert.deepEqual(payload(full(narrow)), { width_ratio: 0.5 })
  })

  test('are shown by synced copies', async () => {
    const client = home.as('editor')
    const page = await home.aPage()
    const [original] = await append(client, page, [
      { synced_block: { synced_from: null, children: [paragraph('Shared')] } },
    ])
    assert.deepEqual(payload(original), { synced_from: null })
    const [copy] = await append(client, page, [{ synced_block: { synced_from: { block_id: original!.id } } }])
    assert.deepEqual(payload(copy), { synced_from: { type: 'block_id', block_id: original!.id } })
    assert.equal(copy!.has_children, true)
    assert.deepEqual(await words(client, copy!.id), ['Shared'])
    await append(client, original!.id, [paragraph('More')])
    assert.deepEqual(await words(client, copy!.id), ['Shared', 'More'])
    await complaint(append(client, copy!.id, [paragraph('No')]))
  })

  test('are tabs, with labels and icons', async () => {
    const client = home.as('editor')
    const label = (content: string, inside: string) => ({
      paragraph: { rich_text: text(content), icon: { emoji: '🎯' }, children: [paragraph(inside)] },
    })
    const [tab] = await append(client, await home.aPage(), [
      { tab: { children: [label('One', 'First'), label('Two', 'Second')] } },
    ])
    assert.deepEqual([tab!.type, payload(tab)], ['tab', {}])
    const labels = await childrenOf(client, tab!.id)
    assert.deepEqual(payload(labels[0]), {
      rich_text: written('One'),
      icon: { type: 'emoji', emoji: '🎯' },
      color: 'default',
    })
    assert.deepEqual(await words(client, labels[1]!.id), ['Second'])
  })
})

describeClients('blocks', ['5.x'], (home) => {
  test('are put at the start, at the end or after another, with those that follow', async () => {
    const client = home.as('editor')
    const page = await home.aPage({ children: [paragraph('B'), paragraph('C')] })
    const [b] = await childrenOf(client, page)
    assert.deepEqual(wordsOf(await append(client, page, [paragraph('D')], { type: 'end' })), ['D'])
    assert.deepEqual(wordsOf(await append(client, page, [paragraph('A')], { type: 'start' })), [
      'A',
      'B',
      'C',
      'D',
    ])
    const after = { type: 'after_block', after_block: { id: b!.id } } as const
    assert.deepEqual(wordsOf(await append(client, page, [paragraph('B2')], after)), ['B2', 'C', 'D'])
    assert.deepEqual(await words(client, page), ['A', 'B', 'B2', 'C', 'D'])
    const elsewhere = { type: 'after_block', after_block: { id: page } } as const
    await complaint(append(client, page, [paragraph('No')], elsewhere))
  })

  test('are put after another by its id alone, until 2026-03-11', async () => {
    const client = home.as('editor')
    const page = await home.aPage({ children: [paragraph('A'), paragraph('C')] })
    const [a] = await childrenOf(client, page)
    const appended = client.blocks.children.append({
      block_id: page,
      after: a!.id,
      children: [paragraph('B')],
    })
    if (home.version < '2026-03-11') {
      await appended
      assert.deepEqual(await words(client, page), ['A', 'B', 'C'])
    } else {
      assert.equal(
        await complaint(appended),
        `body failed validation: body.after should be not present, instead was \`"${a!.id}"\`.`,
      )
    }
  })

  test('are listed page by page', async () => {
    const client = home.as('editor')
    const children = Array.from({ length: 5 }, (_, index) => paragraph(String(index)))
    const block_id = await home.aPage({ children })
    const first = await client.blocks.children.list({ block_id, page_size: 2 })
    assert.deepEqual([first.results.length, first.has_more], [2, true])
    const all = await collectPaginatedAPI(client.blocks.children.list, { block_id, page_size: 2 })
    assert.deepEqual(wordsOf(all.map((block) => full(block))), ['0', '1', '2', '3', '4'])
    const rest = await client.blocks.children.list({ block_id, start_cursor: all[3]!.id })
    assert.deepEqual([rest.results.length, rest.has_more, rest.next_cursor], [2, false, null])
  })

  test('leave the page for the trash with what is below them, and come back', async () => {
    const client = home.as('editor')
    const block_id = await home.aPage()
    const [top] = await append(client, block_id, [
      { toggle: { rich_text: text('Top'), children: [paragraph('Below')] } },
    ])
    const [below] = await childrenOf(client, top!.id)
    await client.blocks.delete({ block_id: top!.id })
    assert.deepEqual(await childrenOf(client, block_id), [])
    assert.equal(full(await client.blocks.retrieve({ block_id: below!.id })).in_trash, true)
    const archived = "Can't edit block that is archived. You must unarchive the block before editing."
    assert.equal(await complaint(client.blocks.delete({ block_id: top!.id })), archived)
    assert.equal(await complaint(append(client, top!.id, [paragraph('No')])), archived)
    assert.equal((await refusal(client.blocks.children.list({ block_id: top!.id }))).status, 404)
    const back = await client.blocks.update({ block_id: top!.id, in_trash: false } as never)
    assert.equal(full(back).in_trash, false)
    assert.deepEqual(await words(client, top!.id), ['Below'])
  })

  test('are pages and databases, too', async () => {
    const client = home.as('editor')
    const { page, database } = await home.aDataSource()
    const block = full(await client.blocks.retrieve({ block_id: page }))
    assert.deepEqual([block.type, payload(block)], ['child_page', { title: 'Home of a database' }])
    assert.equal(block.has_children, true)
    const [child] = await childrenOf(client, page)
    assert.deepEqual(
      [child!.id, child!.type, payload(child)],
      [database, 'child_database', { title: 'Tasks' }],
    )
    assert.deepEqual(await childrenOf(client, database), [])
    assert.equal(
      await complaint(append(client, database, [paragraph('No')])),
      'Block does not support children',
    )
  })

  test('are meeting notes, made from a recording', async () => {
    const client = home.as('editor')
    const page = await home.aPage({ children: [{ audio: { external: { url: 'https://acme.test/a.mp3' } } }] })
    const [recording] = await childrenOf(client, page)
    const notes = full(
      await client.blocks.meetingNotes.create({
        title: 'Standup',
        source: { type: 'block', block_id: recording!.id },
      }),
    )
    assert.equal(notes.type, home.version < '2026-03-11' ? 'transcription' : 'meeting_notes')
    const { title, children } = payload(notes) as { title: unknown; children: Record<string, string> }
    assert.equal(plain(title), 'Standup')
    assert.deepEqual(
      (await childrenOf(client, notes.id)).map(({ id }) => id),
      Object.values(children),
    )
    assert.deepEqual(
      (await childrenOf(client, page)).map(({ type }) => type),
      ['audio', notes.type],
    )
    // The types of the answer are those of the newest version.
    if (home.version < '2026-03-11') return
    const { results } = await client.blocks.meetingNotes.query({
      filter: {
        operator: 'and',
        filters: [
          {
            property: 'title',
            filter: { operator: 'string_contains', value: { type: 'exact', value: 'stand' } },
          },
        ],
      },
      sort: [{ property: 'created_time', direction: 'descending' }],
      limit: 1,
    })
    assert.deepEqual(
      results.map(({ id }) => id),
      [notes.id],
    )
  })

  test('stay copies of what they are copies of', async () => {
    const client = home.as('editor')
    const made = { synced_block: { synced_from: null, children: [paragraph('Text')] } }
    const page = await home.aPage()
    const [original, other] = await append(client, page, [made, made])
    const copyOf = (block: { id: string } | undefined) => ({ synced_from: { block_id: block!.id } })
    const [copy] = await append(client, page, [{ synced_block: copyOf(original) }])
    for (const [block, synced_block] of [
      [copy, copyOf(original)],
      [original, { synced_from: null }],
    ] as const) {
      const echoed = full(await client.blocks.update({ block_id: block!.id, synced_block }))
      assert.deepEqual(payload(echoed), payload(block!))
    }
    for (const [block, synced_block] of [
      [copy, copyOf(other)],
      [copy, { synced_from: null }],
      [original, copyOf(other)],
    ] as const) {
      assert.equal(
        await complaint(client.blocks.update({ block_id: block!.id, synced_block })),
        'Whether a synced block is a copy, and of which original, cannot be changed.',
      )
    }
  })

  test('are changed only as what they are', async () => {
    const client = home.as('editor')
    const [block] = await append(client, await home.aPage(), [paragraph('Text')])
    assert.equal(
      await complaint(client.blocks.update({ block_id: block!.id, to_do: { checked: true } })),
      'Expected block type paragraph in request body',
    )
  })
})
