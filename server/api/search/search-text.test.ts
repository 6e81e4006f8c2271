import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { type Client, type TestWorkspace, workspace } from '#test/workspace.ts'

const paragraph = (text: string) => ({ paragraph: { rich_text: [{ text: { content: text } }] } })
const titled = (title: string) => ({ properties: { title: { title: [{ text: { content: title } }] } } })

interface Match {
  page: { id: string; title: string }
  title: Excerpt
  match: (Excerpt & { type: string; id: string | null }) | null
}

interface Excerpt {
  text: string
  highlights: { start: number; end: number }[]
}

async function found(client: Client, query: string, more: object = {}): Promise<Match[]> {
  const { status, body } = await client.post('/v1/search/text', { query, ...more })
  assert.equal(status, 200, JSON.stringify(body))
  return body.results
}

const titles = async (client: Client, query: string, more: object = {}) =>
  (await found(client, query, more)).map(({ page }) => page.title)

const shown = ({ text, highlights }: Excerpt): string =>
  highlights.reduceRight(
    (left, { start, end }) => `${left.slice(0, start)}[${left.slice(start, end)}]${left.slice(end)}`,
    text,
  )

/** A page of the owner's; everybody who is not named sees nothing of it. */
async function written(
  acme: TestWorkspace,
  title: string,
  texts: string[],
  parent?: string,
): Promise<string> {
  const { status, body } = await acme.as('owner').post('/v1/pages', {
    parent: parent ? { page_id: parent } : { type: 'workspace', workspace: true },
    ...titled(title),
    children: texts.map(paragraph),
  })
  assert.equal(status, 200, JSON.stringify(body))
  return body.id
}

describeStores('search of texts', (store) => {
  test('finds words of titles, blocks, properties and comments, and says what matched', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const page = await written(acme, 'Plans for Größe', ['Nothing here', 'The quarterly budget of Ada'])
    await owner.post('/v1/comments', {
      parent: { page_id: page },
      rich_text: [{ text: { content: 'Who signs this invoice?' } }],
    })
    const { body: database } = await owner.post('/v1/databases', {
      parent: { page_id: page },
      title: [{ text: { content: 'Suppliers' } }],
      description: [{ text: { content: 'Whom we buy from' } }],
      initial_data_source: {
        properties: { Name: { title: {} }, Notes: { rich_text: {} }, Site: { url: {} } },
      },
    })
    const { body: row } = await owner.post('/v1/pages', {
      parent: { data_source_id: database.data_sources[0].id },
      properties: {
        Name: { title: [{ text: { content: 'Acme' } }] },
        Notes: { rich_text: [{ text: { content: 'delivers anvils' } }] },
        Site: { url: 'https://anvils.example' },
      },
    })
    await acme.performDue()
    const cases: [query: string, page: string, title: string, type: string | null, text: string | null][] = [
      ['budget', page, 'Plans for Größe', 'block', 'The quarterly [budget] of Ada'],
      ['BUDG ada', page, 'Plans for Größe', 'block', 'The quarterly [budg]et of [Ada]'],
      ['budget a', page, 'Plans for Größe', 'block', 'The quarterly [budget] of Ada'],
      ['plans budget', page, '[Plans] for Größe', 'block', 'The quarterly [budget] of Ada'],
      ['grosse', page, 'Plans for [Größe]', null, null],
      ['invoice', page, 'Plans for Größe', 'comment', 'Who signs this [invoice]?'],
      ['anvils', row.id, 'Acme', 'property', 'delivers [anvils]'],
      ['anvils.example', row.id, 'Acme', 'property', 'https://[anvils].[example]'],
      ['buy', database.id, 'Suppliers', 'description', 'Whom we [buy] from'],
    ]
    for (const [query, id, title, type, text] of cases) {
      const [first, ...others] = await found(owner, query)
      assert.ok(first, query)
      assert.deepEqual(others, [], query)
      assert.deepEqual(
        [first.page.id, shown(first.title), first.match?.type ?? null, first.match && shown(first.match)],
        [id, title, type, text],
        query,
      )
    }
    const [{ match }] = (await found(owner, 'budget')) as [Match]
    const { body: block } = await owner.get(`/v1/blocks/${match!.id}`)
    assert.equal(block.paragraph.rich_text[0].plain_text, 'The quarterly budget of Ada')
    for (const query of ['', '   ', '!!!', 'budget anvils', 'udget', 'Nothing there']) {
      assert.deepEqual(await found(owner, query), [], query)
    }
  })

  test('finds words of every script, and parts of those that put no spaces between them', async (t) => {
    const acme = await workspace(t, store)
    await written(acme, 'Languages', [
      '東京都の予算について',
      '서울에서 만나요',
      'ประเทศไทยสวยงาม',
      'مُحَمَّد يكتب',
      'Ёлка и снег',
      'Smørrebrød 🚀',
    ])
    await acme.performDue()
    const cases = ['京都', '予算', '都', '서울', '만나', 'ไทย', 'محمد', 'елк', 'smorre', '🚀', '予算 елка']
    for (const query of cases) assert.deepEqual(await titles(acme.as('owner'), query), ['Languages'], query)
    for (const query of ['京東', '都東', 'л'])
      assert.deepEqual(await titles(acme.as('owner'), query), [], query)
  })

  test('answers first what is called so, then what has the words in its title, then the last changed', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const old = await written(acme, 'Old notes', ['about the road map'])
    await written(acme, 'Road map', [])
    await acme.performDue()
    await written(acme, 'A road map for mapping', [])
    await written(acme, 'New notes', ['a road, a map'])
    await acme.performDue()
    const expected = ['Road map', 'A road map for mapping', 'New notes', 'Old notes']
    assert.deepEqual(await titles(owner, 'road map'), expected)
    assert.deepEqual(await titles(owner, 'road map', { filter: { titles_only: true } }), expected.slice(0, 2))
    await owner.patch(`/v1/blocks/${old}/children`, { children: [paragraph('More')] })
    await acme.performDue()
    assert.deepEqual(await titles(owner, 'road map'), [...expected.slice(0, 2), 'Old notes', 'New notes'])

    const seen: string[] = []
    let cursor: string | null = null
    do {
      const { body } = await owner.post('/v1/search/text', {
        query: 'road map',
        page_size: 1,
        ...(cursor && { start_cursor: cursor }),
      })
      seen.push(...body.results.map(({ page }: Match) => page.title))
      cursor = body.next_cursor
      assert.equal(body.has_more, cursor !== null)
    } while (cursor)
    assert.deepEqual(seen, [...expected.slice(0, 2), 'Old notes', 'New notes'])
  })

  test('shows nothing of what its reader does not see, nor comments to who may not read them', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member, inserter] = [acme.as('owner'), acme.as('member'), acme.as('reader')]
    const secret = await written(acme, 'Secret plan', ['the merger'])
    await acme.performDue()
    for (const [client, expected] of [
      [owner, ['Secret plan']],
      [member, []],
      [inserter, []],
    ] as const) {
      const { body } = await client.post('/v1/search/text', { query: 'merger' })
      assert.deepEqual([body.results.length, body.has_more, body.next_cursor], [expected.length, false, null])
    }
    await owner.post(`/v1/pages/${secret}/permissions`, { user_id: member.userId, role: 'view' })
    assert.deepEqual(await titles(member, 'merger'), ['Secret plan'])
    await owner.patch(`/v1/pages/${secret}/permissions`, { remove: [{ user_id: member.userId }] })
    assert.deepEqual(await titles(member, 'merger'), [])
    await owner.patch(`/v1/pages/${secret}`, { in_trash: true })
    assert.deepEqual(await titles(owner, 'merger'), [])
    await owner.patch(`/v1/pages/${secret}`, { in_trash: false })
    assert.deepEqual(await titles(owner, 'merger'), ['Secret plan'])

    const shared = await acme.aPage({ title: 'Shared', children: [paragraph('a visible word')] })
    await owner.post('/v1/comments', {
      parent: { page_id: shared },
      rich_text: [{ text: { content: 'a visible remark' } }],
    })
    await acme.do(async ({ db, workspace }) => {
      await db.sql
        .updateTable('connections')
        .set({
          capabilities: JSON.stringify({
            content: ['read'],
            comments: [],
            user_info: 'none',
            permissions: 'none',
          }),
        })
        .where('workspace_id', '=', workspace.id)
        .where(
          'id',
          'in',
          (query) =>
            query
              .selectFrom('users')
              .select('connection_id')
              .where('id', '=', acme.as('reader').userId) as never,
        )
        .execute()
    })
    await acme.performDue()
    assert.deepEqual(await titles(acme.as('editor'), 'remark'), ['Shared'])
    assert.deepEqual(await titles(acme.as('reader'), 'remark'), [])
    const [match] = await found(acme.as('reader'), 'visible')
    assert.equal(match?.match?.type, 'block')
  })

  test('follows what is changed, moved away, deleted and taken back', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const page = await written(acme, 'Draft', ['zebra'])
    const { body: children } = await owner.get(`/v1/blocks/${page}/children`)
    const block = children.results[0].id
    const after = async (act: () => Promise<unknown>, query: string, expected: string[]) => {
      await act()
      await acme.performDue()
      assert.deepEqual(await titles(owner, query), expected, query)
    }
    await after(async () => {}, 'zebra', ['Draft'])
    await after(() => owner.patch(`/v1/blocks/${block}`, paragraph('giraffe')), 'zebra', [])
    await after(async () => {}, 'giraffe', ['Draft'])
    await after(() => owner.delete(`/v1/blocks/${block}`), 'giraffe', [])
    await after(() => owner.patch(`/v1/blocks/${block}`, { in_trash: false }), 'giraffe', ['Draft'])
    await after(() => owner.patch(`/v1/pages/${page}`, titled('Final')), 'giraffe final', ['Final'])
    await after(() => owner.patch(`/v1/pages/${page}`, { in_trash: true }), 'giraffe', [])
    await after(() => owner.patch(`/v1/pages/${page}`, { in_trash: false }), 'giraffe', ['Final'])
  })

  test('forgets texts of properties that are no more', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const { dataSource } = await acme.aDataSource({ Name: { title: {} }, Notes: { rich_text: {} } })
    await owner.post('/v1/pages', {
      parent: { data_source_id: dataSource },
      properties: {
        Name: { title: [{ text: { content: 'Row' } }] },
        Notes: { rich_text: [{ text: { content: 'anvil' } }] },
      },
    })
    await acme.performDue()
    assert.deepEqual(await titles(owner, 'anvil'), ['Row'])
    await owner.patch(`/v1/data_sources/${dataSource}`, { properties: { Notes: null } })
    await acme.performDue()
    assert.deepEqual(await titles(owner, 'anvil'), [])
  })

  test('indexes what was there before, and what happened while the log was forgotten', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    for (const title of ['Older', 'Old']) await written(acme, title, ['anvil'])
    await acme.store.transaction(async ({ sql }) => {
      const { sequence } = await sql.selectFrom('workspaces').select('sequence').executeTakeFirstOrThrow()
      await sql.insertInto('search_progress').values({ workspace_id: acme.id, number: 1, sequence }).execute()
      await sql
        .insertInto('search_sweeps')
        .values({ workspace_id: acme.id, scope: '', after_id: '' })
        .execute()
    })
    const { body } = await owner.post('/v1/search/text', { query: 'anvil' })
    assert.deepEqual([body.results, body.is_current], [[], false])
    await acme.performDue()
    assert.deepEqual(await titles(owner, 'anvil'), ['Old', 'Older'])

    await written(acme, 'New', ['anvil'])
    await acme.store.transaction(async ({ sql }) => {
      const { sequence } = await sql.selectFrom('workspaces').select('sequence').executeTakeFirstOrThrow()
      await sql
        .updateTable('workspaces')
        .set({ events_from: sequence + 1 })
        .execute()
    })
    await acme.performDue()
    assert.deepEqual(await titles(owner, 'anvil'), ['New', 'Old', 'Older'])
  })

  test('looks in one part of the tree, or at what somebody wrote', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const top = await written(acme, 'Top', ['needle'])
    const below = await written(acme, 'Below', ['needle'], top)
    await written(acme, 'Deep', ['needle'], below)
    await written(acme, 'Elsewhere', ['needle'])
    const { body: theirs } = await member.post('/v1/pages', {
      parent: { type: 'workspace', workspace: true },
      ...titled('Theirs'),
      children: [paragraph('needle')],
    })
    await member.post(`/v1/pages/${theirs.id}/permissions`, { user_id: owner.userId, role: 'edit' })
    await acme.performDue()
    const within = (page_id: string) => titles(owner, 'needle', { filter: { page_id } })
    assert.deepEqual((await within(top)).toSorted(), ['Below', 'Deep', 'Top'])
    assert.deepEqual((await within(below)).toSorted(), ['Below', 'Deep'])
    assert.deepEqual(await titles(owner, 'needle', { filter: { user_id: member.userId } }), ['Theirs'])
    const { status } = await member.post('/v1/search/text', { query: 'needle', filter: { page_id: top } })
    assert.equal(status, 404)
  })

  test('finds a long page once, whichever of its words are asked for', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const page = await written(acme, 'Long', ['first word'])
    const filler = Array.from({ length: 150 }, (_, index) => `${index} filler`).join(' ')
    for (let request = 0; request < 6; request++) {
      const { status } = await owner.patch(`/v1/blocks/${page}/children`, {
        children: Array(10).fill(paragraph(filler)),
      })
      assert.equal(status, 200)
    }
    await owner.patch(`/v1/blocks/${page}/children`, { children: [paragraph('last word')] })
    await acme.performDue()
    assert.deepEqual(await titles(owner, 'filler', { page_size: 1 }), ['Long'])
    assert.deepEqual(await titles(owner, 'long filler word'), ['Long'])
    for (const query of ['first word', 'last word']) {
      const [match] = await found(owner, query)
      assert.equal(shown(match!.match!), `[${query.split(' ')[0]}] [word]`)
    }
    await owner.patch(`/v1/pages/${page}`, { in_trash: true })
    assert.deepEqual(await titles(owner, 'filler'), [])
  })

  test('refuses what it cannot read, and survives anything in a query', async (t) => {
    const acme = await workspace(t, store)
    await written(acme, `It's "quoted" \\ and: (odd) * ^ $`, ["it's odd"])
    await acme.performDue()
    const owner = acme.as('owner')
    for (const query of [
      `It's "quoted"`,
      `"`,
      `odd*`,
      `title:odd`,
      `NOT odd`,
      `' | '`,
      `\\`,
      `:*`,
      `\u0000odd`,
      `${'a b c d e f g '.repeat(35)}`,
      '京'.repeat(500),
      '\ud800',
    ]) {
      const { status } = await owner.post('/v1/search/text', { query })
      assert.ok([200, 400].includes(status), `${JSON.stringify(query)}: ${status}`)
    }
    assert.equal((await found(owner, `It's "quoted" odd`)).length, 1)
    for (const body of [
      {},
      { query: 1 },
      { query: 'a'.repeat(501) },
      { query: 'a', start_cursor: 'x' },
      { query: 'a', start_cursor: Buffer.from('[-1,0,"x"]').toString('base64url') },
      { query: 'a', filter: { user_id: 'x' } },
    ]) {
      assert.equal((await owner.post('/v1/search/text', body)).status, 400, JSON.stringify(body))
    }
  })
})
