import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores, type TestStore } from '#test/stores.ts'
import { type Answer, type Name, type TestWorkspace, workspace } from '#test/workspace.ts'

const run = (content: string) => [{ text: { content } }]
const paragraph = (content: string) => ({ paragraph: { rich_text: run(content) } })
const idOf = (number: number) => `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`
const [A, B, C, D] = [1, 2, 3, 4].map(idOf) as [string, string, string, string]

interface Shown {
  id: string
  type: string
  [type: string]: unknown
}

/** A page with its edits and what it holds, as nested lists of what blocks say. */
async function aPageToEdit(acme: TestWorkspace, children: unknown[] = []) {
  const page = await acme.aPage({ children })
  const edit = (edits: unknown[], base_revision?: string, name: Name = 'editor'): Promise<Answer> =>
    acme.as(name).post(`/v1/pages/${page}/edits`, { edits, ...(base_revision ? { base_revision } : {}) })
  const done = async (edits: unknown[], base_revision?: string): Promise<Answer['body']> => {
    const { status, body } = await edit(edits, base_revision)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const tree = async (): Promise<Answer['body']> =>
    (await acme.as('editor').get(`/v1/blocks/${page}/tree`)).body
  const says = async (): Promise<string> => {
    const { results } = await tree()
    const below = (parent: string): string =>
      results
        .filter((one: { parent: Record<string, string> }) => one.parent[one.parent.type!] === parent)
        .map((one: Shown) => `${textOf(one)}${one.has_children ? `(${below(one.id)})` : ''}`)
        .join(' ')
    return below(page)
  }
  const ids: string[] = (await tree()).results.map(({ id }: Shown) => id)
  return { page, edit, done, tree, says, ids, revision: (await tree()).revision as string }
}

function textOf(block: Shown): string {
  const payload = block[block.type] as {
    rich_text?: { plain_text: string }[]
    cells?: { plain_text: string }[][]
  }
  const join = (runs: { plain_text: string }[]) => runs.map(({ plain_text }) => plain_text).join('')
  if (payload.cells) return payload.cells.map(join).join('|')
  return payload.rich_text ? join(payload.rich_text) : block.type
}

const statuses = (body: Answer['body']): string[] =>
  body.results.map(({ status, reason }: { status: string; reason: string | null }) => reason ?? status)

const insert = (id: string | undefined, content: string, more: object = {}) => ({
  type: 'insert',
  ...(id ? { id } : {}),
  ...more,
  block: paragraph(content),
})
const write = (id: string, content: string, base?: string) => ({
  type: 'update',
  id,
  block: paragraph(content),
  ...(base === undefined ? {} : { base: paragraph(base) }),
})

const at = (name: string, store: TestStore, work: (acme: TestWorkspace) => Promise<void>) =>
  test(name, async (t) => work(await workspace(t, store)))

describeStores('edits of a page', (store) => {
  at('put new blocks where they are asked for', store, async (acme) => {
    const { done, says, ids } = await aPageToEdit(acme, [paragraph('one'), paragraph('two')])
    await acme.events()
    const { results } = await done([
      insert(A, 'last'),
      insert(undefined, 'first', { after: null }),
      insert(B, 'between', { after: ids[0] }),
      insert(C, 'inside', { parent: B }),
      insert(undefined, 'before it', { parent: B, after: null }),
      insert(undefined, 'deep', { parent: C.toUpperCase().replaceAll('-', '') }),
    ])
    assert.equal(await says(), 'first one between(before it inside(deep)) two last')
    assert.deepEqual(await acme.events(), ['page.content_updated'])
    assert.deepEqual(
      results.map(({ status, block }: { status: string; block: Shown }) => `${status} ${textOf(block)}`),
      ['last', 'first', 'between', 'inside', 'before it', 'deep'].map((text) => `done ${text}`),
    )
    assert.deepEqual([results[0].id, results[2].block.has_children], [A, true])
  })

  at('move blocks with what is below them', store, async (acme) => {
    const toggle = { toggle: { rich_text: run('t'), children: [paragraph('in')] } }
    const { done, says, ids } = await aPageToEdit(acme, [paragraph('one'), toggle, paragraph('two')])
    const [one, box, inside, two] = ids as [string, string, string, string]
    await done([{ type: 'move', id: box, after: null }])
    assert.equal(await says(), 't(in) one two')
    await done([
      { type: 'move', id: two, parent: box, after: inside },
      { type: 'move', id: inside, after: one },
    ])
    assert.equal(await says(), 't(two) one in')
    assert.deepEqual(statuses(await done([{ type: 'move', id: box, parent: two }])), ['in_itself'])
    await done([{ type: 'move', id: two }])
    assert.equal(await says(), 't one in two')
  })

  at('move blocks to another page, with all that is in them and said of them', store, async (acme) => {
    const toggle = { toggle: { rich_text: run('t'), children: [paragraph('in'), paragraph('gone')] } }
    const { page, done, edit, says, ids } = await aPageToEdit(acme, [
      paragraph('one'),
      toggle,
      paragraph('two'),
    ])
    const [one, box, inside, gone, two] = ids as [string, string, string, string, string]
    const there = await aPageToEdit(acme, [paragraph('a'), { toggle: { rich_text: run('b') } }])
    const [a, b] = there.ids as [string, string]
    const as = acme.as('editor')
    const create = async (url: string, body: object) => (await as.post(url, body)).body.id as string
    const child = await create('/v1/pages', { parent: { block_id: box }, properties: {} })
    const database = await create('/v1/databases', { parent: { page_id: page } })
    await as.post('/v1/comments', { parent: { block_id: inside }, rich_text: run('said') })
    await as.delete(`/v1/blocks/${gone}`)
    await acme.events()
    const { results } = await done([
      { type: 'move', id: box, page: there.page, after: a },
      { type: 'move', id: two, page: there.page, parent: b },
      { type: 'move', id: database, page: there.page, after: null },
      { type: 'move', id: one, page },
    ])
    assert.equal(await says(), 'one')
    assert.equal(await there.says(), 'child_database a t(in child_page) b(two)')
    assert.deepEqual(
      results.map(({ block }: { block: Shown & { parent: Record<string, string> } }) => block.parent),
      [
        { type: 'page_id', page_id: there.page },
        { type: 'block_id', block_id: b },
        { type: 'page_id', page_id: there.page },
        { type: 'page_id', page_id: page },
      ],
    )
    assert.deepEqual(await acme.events(), ['database.moved', 'page.content_updated', 'page.content_updated'])
    const again = await done([{ type: 'move', id: box, page: there.page }])
    assert.deepEqual([statuses(again), await acme.events()], [['done'], []])
    // It is content of the other page.
    assert.equal((await edit([write(inside, 'x')])).status, 404)
    await there.done([write(inside, 'written'), { type: 'insert', id: gone, parent: box }])
    assert.equal(await there.says(), 'child_database a t(written child_page gone) b(two)')
    const discussions = async (id: string) =>
      (await as.get(`/v1/pages/${id}/discussions`)).body.results.length
    assert.deepEqual([await discussions(page), await discussions(there.page)], [0, 1])
    // Who gets at that page gets at what stands in it.
    const guest = acme.as('guest')
    assert.equal((await guest.get(`/v1/pages/${child}`)).status, 404)
    await acme
      .as('owner')
      .post(`/v1/pages/${there.page}/permissions`, { user_id: guest.userId, role: 'view' })
    for (const url of [`/v1/pages/${child}`, `/v1/databases/${database}`, `/v1/blocks/${inside}`]) {
      assert.equal((await guest.get(url)).status, 200, url)
    }
    assert.deepEqual(statuses(await there.done([{ type: 'move', id: box, page: child }])), ['in_itself'])
    const row = { table: { table_width: 1, children: [{ table_row: { cells: [[]] } }] } }
    const table = await aPageToEdit(acme, [row])
    const cases: [edit: object, status: number, message: RegExp][] = [
      [{ id: one, page: D }, 404, /body\.edits\[0\]: Could not find page/],
      [{ id: one, page: database }, 400, /is a database, not a page/],
      [{ id: one, page: there.page, parent: page }, 404, /Could not find block/],
      [{ id: one, page: there.page, after: D }, 404, /Could not find block/],
    ]
    for (const [wrong, status, message] of cases) {
      const answer = await edit([{ type: 'move', ...wrong }])
      assert.equal(answer.status, status, JSON.stringify([wrong, answer.body]))
      assert.match(answer.body.message, message)
    }
    const alone = await table.edit([{ type: 'move', id: table.ids[1], page }])
    assert.equal(alone.status, 400)
    await as.delete(`/v1/blocks/${there.page}`)
    assert.deepEqual(statuses(await done([{ type: 'move', id: one, page: there.page }])), ['in_trash'])
  })

  at('merge what two people wrote in one block', store, async (acme) => {
    const { done, says, ids } = await aPageToEdit(acme, [paragraph('a plan')])
    const [id] = ids as [string]
    assert.deepEqual(statuses(await done([write(id, 'a good plan', 'a plan')])), ['done'])
    const { results } = await done([write(id, 'a plan of ours', 'a plan')])
    assert.deepEqual([results[0].status, textOf(results[0].block)], ['merged', 'a good plan of ours'])
    assert.equal(await says(), 'a good plan of ours')
    // Without a base what is asked is what there is.
    assert.deepEqual(statuses(await done([write(id, 'mine')])), ['done'])
    assert.equal(await says(), 'mine')
  })

  at('change the type of a block, and keep what is below it and what others wrote', store, async (acme) => {
    const { done, edit, tree, says, ids } = await aPageToEdit(acme, [
      { paragraph: { rich_text: run('text'), children: [paragraph('in')] } },
    ])
    const [id] = ids as [string]
    await done([write(id, 'text of theirs')])
    const to_do = { to_do: { rich_text: run('my text'), checked: true } }
    assert.deepEqual(statuses(await done([{ type: 'retype', id, block: to_do, base: paragraph('text') }])), [
      'merged',
    ])
    assert.equal(await says(), 'my text of theirs(in)')
    const [block] = (await tree()).results
    assert.deepEqual([block.id, block.type, block.to_do.checked], [id, 'to_do', true])
    // Who has not heard of it writes into what it was.
    await done([write(id, 'text!', 'text')])
    assert.equal(await says(), 'my text of theirs!(in)')
    const refused: [block: unknown, message: RegExp][] = [
      [{ divider: {} }, /body\.edits\[0\]: Block does not support children/],
      [
        { column: {} },
        /body\.edits\[0\]: Content creation Failed.*\nA column block can only be put into a column_list/,
      ],
      [{ column_list: {} }, /A column_list block can only hold column blocks/],
    ]
    for (const [block, message] of refused) {
      const answer = await edit([{ type: 'retype', id, block }])
      assert.equal(answer.status, 400)
      assert.match(answer.body.message, message)
    }
  })

  at('delete nothing that others changed since', store, async (acme) => {
    const toggle = (name: string) => ({
      toggle: { rich_text: run(name), children: [paragraph(`in ${name}`)] },
    })
    const { done, says, ids, revision } = await aPageToEdit(acme, [
      toggle('one'),
      toggle('two'),
      toggle('three'),
    ])
    const [one, , two, inTwo, three] = ids as [string, string, string, string, string]
    await acme.as('editor').patch(`/v1/blocks/${inTwo}`, paragraph('written'))
    await acme.as('editor').patch(`/v1/blocks/${three}/children`, { children: [paragraph('new')] })
    const deletions = [one, two, three].map((id) => ({ type: 'delete', id }))
    const answer = await done(deletions, revision)
    assert.equal(answer.is_behind, true)
    assert.deepEqual(statuses(answer), ['done', 'changed', 'changed'])
    assert.equal(await says(), 'two(written) three(in three new)')
    const again = await done(deletions, answer.revision)
    assert.deepEqual([again.is_behind, ...statuses(again)], [false, 'done', 'done', 'done'])
    assert.equal(await says(), '')
  })

  at('leave alone what is in the trash, and say so', store, async (acme) => {
    const { done, ids, says } = await aPageToEdit(acme, [paragraph('gone'), paragraph('here')])
    const [gone, here] = ids as [string, string]
    await acme.as('editor').delete(`/v1/blocks/${gone}`)
    const answer = await done([
      write(gone, 'more'),
      insert(A, 'in it', { parent: gone }),
      { type: 'move', id: here, parent: A },
      insert(B, 'in that', { parent: A }),
      { type: 'move', id: here, parent: gone },
      insert(C, 'after it', { after: gone }),
      { type: 'delete', id: gone },
    ])
    const told = ['in_trash', 'in_trash', 'in_trash', 'in_trash', 'in_trash', 'done', 'done']
    assert.deepEqual(statuses(answer), told)
    assert.equal(answer.results[1].block, null)
    assert.equal(await says(), 'after it here')
  })

  at('do nothing a second time when an answer was lost', store, async (acme) => {
    const { done, says, ids, revision } = await aPageToEdit(acme, [paragraph('one'), paragraph('two')])
    const [one, two] = ids as [string, string]
    const batch = [
      insert(A, 'new', { after: one }),
      write(one, 'one more', 'one'),
      { type: 'move', id: one, parent: A },
      { type: 'delete', id: two },
    ]
    await done(batch, revision)
    await done([write(A, 'newer', 'new')])
    assert.equal(await says(), 'newer(one more)')
    const again = await done(batch, revision)
    assert.deepEqual(statuses(again), ['done', 'done', 'done', 'done'])
    assert.equal(await says(), 'newer(one more)')
  })

  at('take back a deletion, of a page too', store, async (acme) => {
    const toggle = { toggle: { rich_text: run('t'), children: [paragraph('in')] } }
    const { page, done, says, ids } = await aPageToEdit(acme, [toggle, paragraph('end')])
    const [box, inside, end] = ids as [string, string, string]
    const child = await acme.aPage({ parent: page, title: 'Child' })
    await done([
      { type: 'delete', id: box },
      { type: 'delete', id: child },
    ])
    assert.equal(await says(), 'end')
    await acme.events()
    await done([
      insert(box, 'no toggle now', { after: end }),
      insert(inside, 'in', { parent: box }),
      { type: 'insert', id: child, after: null },
    ])
    assert.equal(await says(), 'child_page end no toggle now(in)')
    assert.deepEqual(await acme.events(), ['page.undeleted', 'page.content_updated'])
    // One of what went with another.
    await done([{ type: 'delete', id: box }])
    await done([insert(inside, 'alone')])
    assert.equal(await says(), 'child_page end alone')
  })

  at('keep tables even, whoever adds and takes away columns', store, async (acme) => {
    const row = (...cells: string[]) => ({ table_row: { cells: cells.map(run) } })
    const table = { table: { table_width: 2, children: [row('a', 'b'), row('c', 'd')] } }
    const { done, says, ids } = await aPageToEdit(acme, [table])
    const [id, first, second] = ids as [string, string, string]
    await done([
      { type: 'retype', id, block: { table: { table_width: 3 } } },
      { type: 'update', id: first, block: row('a', 'new', 'b'), base: row('a', 'b') },
    ])
    assert.equal(await says(), 'table(a|new|b c|d|)')
    // Others who know of two columns only.
    await done([{ type: 'update', id: first, block: row('a', 'b!'), base: row('a', 'b') }])
    await done([{ type: 'insert', id: A, parent: id, after: second, block: row('e', 'f') }])
    assert.equal(await says(), 'table(a|new|b! c|d| e|f|)')
    await done([
      { type: 'retype', id, block: { table: { table_width: 1 } } },
      { type: 'update', id: first, block: row('a'), base: row('a', 'b') },
    ])
    assert.equal(await says(), 'table(a new b! c d e f)')
  })

  at('are all refused when one of them is wrong', store, async (acme) => {
    const { page, edit, says, ids } = await aPageToEdit(acme, [paragraph('one')])
    const [one] = ids as [string]
    const other = await aPageToEdit(acme, [paragraph('other')])
    const [elsewhere] = other.ids as [string]
    await acme.events()
    const cases: [edit: unknown, status: number, message: RegExp][] = [
      [{ type: 'delete', id: D }, 404, /^body\.edits\[1\]: Could not find block with ID/],
      [write(elsewhere, 'x'), 404, /^body\.edits\[1\]: Could not find block/],
      [{ type: 'move', id: one, after: elsewhere }, 404, /Could not find block/],
      [insert(elsewhere, 'x'), 409, /^body\.edits\[0\] to \[1\]: The id .* is taken/],
      [{ type: 'insert', id: D }, 404, /in the trash of this page/],
      [{ type: 'delete', id: page }, 400, /A page is not deleted by edits of itself/],
      [{ type: 'move', id: one, after: one }, 400, /cannot stand after itself/],
      [
        { type: 'update', id: one, block: { to_do: { checked: true } } },
        400,
        /Expected block type paragraph/,
      ],
      [
        { type: 'insert', parent: one, block: { table_row: { cells: [] } } },
        400,
        /can only be put into a table/,
      ],
      [{ type: 'insert', block: { child_page: { title: 'x' } } }, 400, /^body failed validation/],
      [{ type: 'replace', id: one }, 400, /^body failed validation/],
    ]
    for (const [wrong, status, message] of cases) {
      const answer = await edit([insert(undefined, 'new'), wrong])
      assert.equal(answer.status, status, JSON.stringify([wrong, answer.body]))
      assert.match(answer.body.message, message)
    }
    assert.equal((await edit([], 'nonsense')).status, 400)
    assert.equal((await edit(Array(1001).fill({ type: 'delete', id: one }))).status, 400)
    assert.equal(await says(), 'one')
    assert.deepEqual(await acme.events(), [])
  })

  at('ask for the capability that each of them needs', store, async (acme) => {
    const { edit, ids } = await aPageToEdit(acme, [paragraph('one')])
    const insertion = [insert(undefined, 'new')]
    const partial = await edit(insertion, undefined, 'inserter')
    assert.equal(partial.status, 200)
    assert.deepEqual(Object.keys(partial.body.results[0].block ?? {}), ['object', 'id'])
    for (const one of [write(ids[0]!, 'x'), { type: 'delete', id: ids[0] }, { type: 'move', id: ids[0] }]) {
      assert.equal((await edit([one], undefined, 'inserter')).status, 403)
    }
    assert.equal((await edit(insertion, undefined, 'viewer')).status, 403)
  })

  at('take text of any length, and a revision is where the feed goes on', store, async (acme) => {
    const { page, done, says } = await aPageToEdit(acme)
    const long = 'word '.repeat(1000)
    const { revision } = await done([insert(A, long)])
    assert.equal(await says(), long)
    const told = (await acme.as('editor').get(`/v1/changes?start_cursor=${revision}`)).body
    assert.deepEqual(told.results, [])
    await done([write(A, 'short')])
    const { results } = (await acme.as('editor').get(`/v1/changes?start_cursor=${revision}`)).body
    assert.deepEqual(
      results.map(({ type, entity }: { type: string; entity: { id: string } }) => [type, entity.id]),
      [['page.content_updated', page]],
    )
  })

  at('a tree lists every block before what is below it, in pages', store, async (acme) => {
    const toggle = { toggle: { rich_text: run('t'), children: [paragraph('in'), paragraph('on')] } }
    const { page, ids, tree } = await aPageToEdit(acme, [paragraph('one'), toggle, paragraph('two')])
    assert.deepEqual((await tree()).results.map(textOf), ['one', 't', 'in', 'on', 'two'])
    const first = (await acme.as('editor').get(`/v1/blocks/${page}/tree?page_size=3`)).body
    assert.deepEqual([first.results.map(textOf), first.next_cursor], [['one', 't', 'in'], ids[3]])
    const path = `/v1/blocks/${page}/tree?page_size=3&start_cursor=${ids[3]}`
    const rest = (await acme.as('editor').get(path)).body
    assert.deepEqual([rest.results.map(textOf), rest.has_more], [['on', 'two'], false])
    assert.equal((await acme.as('editor').get(`/v1/blocks/${page}/tree?start_cursor=${D}`)).status, 400)
  })
})
