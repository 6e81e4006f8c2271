import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageForOperator } from '#server/domain/access/operator.ts'
import { share } from '#server/domain/access/share.ts'
import { checkResponse } from '#test/sdk/check-response.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, type Client, NEWEST, type TestWorkspace, workspace } from '#test/workspace.ts'

const good = ({ status, body }: Answer) => {
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const complaint = ({ status, body }: Answer): string => {
  assert.deepEqual([status, body.code], [400, 'validation_error'], JSON.stringify(body))
  return body.message
}
const words = (content: string) => [{ text: { content } }]
const named = (content: string) => ({ Name: { title: words(content) } })
const idsIn = (answer: Answer): string[] => good(answer).results.map(({ id }: { id: string }) => id)
const paragraph = (content: string) => ({ paragraph: { rich_text: words(content) } })
const missing = '59833787-2cf9-4fdf-8782-e53db20768a5'

async function aTemplate(client: Client, dataSource: string, more: object = {}): Promise<string> {
  const body = { parent: { data_source_id: dataSource }, is_template: true, ...more }
  return good(await client.post('/v1/pages', body)).id
}

const makeFrom = (client: Client, dataSource: string, template: object, more: object = {}) =>
  client.post('/v1/pages', { parent: { data_source_id: dataSource }, template, ...more })

const markdownOf = async (client: Client, id: string): Promise<string> =>
  good(await client.get(`/v1/pages/${id}/markdown`)).markdown

const titleIn = (page: Answer['body']): string => page.properties.Name.title[0]?.plain_text ?? ''

async function start(t: Parameters<typeof workspace>[0], store: Parameters<typeof workspace>[1]) {
  const ws: TestWorkspace = await workspace(t, store)
  const editor = ws.as('editor')
  const schema = {
    Name: { title: {} },
    Notes: { rich_text: {} },
    Points: { number: {} },
    Status: { status: {} },
    Tags: { multi_select: { options: [{ name: 'A' }] } },
    Id: { unique_id: {} },
  }
  const { dataSource, database } = await ws.aDataSource(schema)
  return { ...ws, editor, dataSource, database }
}

describeStores('templates of a data source', (store) => {
  test('are listed, the default one first, and found by part of their name', async (t) => {
    const { editor, dataSource, as } = await start(t, store)
    const path = `/v1/data_sources/${dataSource}`
    const nothing = good(await editor.get(`${path}/templates`))
    assert.deepEqual(nothing, { templates: [], has_more: false, next_cursor: null })
    const ids: string[] = []
    for (const name of ['Bug report', 'Idea', 'Big bug'])
      ids.push(await aTemplate(editor, dataSource, { properties: named(name) }))
    good(await editor.patch(path, { default_template_id: ids[2]!.replaceAll('-', '').toUpperCase() }))

    const list = good(await editor.get(`${path}/templates`))
    checkResponse(NEWEST, 'GET /v1/data_sources/:data_source_id/templates', list)
    const all = [
      { id: ids[2], name: 'Big bug', is_default: true },
      { id: ids[0], name: 'Bug report', is_default: false },
      { id: ids[1], name: 'Idea', is_default: false },
    ]
    assert.deepEqual(list, { templates: all, has_more: false, next_cursor: null })
    const bugs = good(await editor.get(`${path}/templates?name=BUG`))
    assert.deepEqual(bugs.templates, all.slice(0, 2))
    const page = good(await editor.get(`${path}/templates?page_size=2`))
    assert.deepEqual(page, { templates: all.slice(0, 2), has_more: true, next_cursor: ids[1] })
    const rest = good(await editor.get(`${path}/templates?page_size=2&start_cursor=${page.next_cursor}`))
    assert.deepEqual(rest, { templates: all.slice(2), has_more: false, next_cursor: null })
    assert.match(
      complaint(await editor.get(`${path}/templates?start_cursor=${missing}`)),
      /^The start_cursor/,
    )
    assert.match(complaint(await editor.get(`${path}/templates?start_cursor=x`)), /valid uuid/)

    good(await editor.patch(`/v1/pages/${ids[2]}`, { in_trash: true }))
    assert.deepEqual(good(await editor.get(`${path}/templates`)).templates, all.slice(1))
    good(await editor.patch(`/v1/pages/${ids[2]}`, { in_trash: false }))
    good(await editor.patch(path, { default_template_id: null }))
    const [first] = good(await editor.get(`${path}/templates`)).templates
    assert.deepEqual([first.id, first.is_default], [ids[0], false])
    assert.equal((await as('stranger').get(`${path}/templates`)).status, 404)
    good(await editor.patch(path, { in_trash: true }))
    assert.equal((await editor.get(`${path}/templates`)).status, 404)
  })

  test('show in no query and no search, and have no number and no links to them', async (t) => {
    const { editor, dataSource, events } = await start(t, store)
    const path = `/v1/data_sources/${dataSource}`
    const relation = { data_source_id: dataSource, dual_property: { synced_property_name: 'Back' } }
    good(await editor.patch(path, { properties: { To: { relation } } }))
    const row = good(
      await editor.post('/v1/pages', { parent: { data_source_id: dataSource }, properties: named('Row') }),
    )
    const properties = { ...named('Pattern'), To: { relation: [{ id: row.id }] } }
    const template = await aTemplate(editor, dataSource, { properties })
    const read = async (id: string) => good(await editor.get(`/v1/pages/${id}`)).properties
    assert.deepEqual(idsIn(await editor.post(`${path}/query`, {})), [row.id])
    const filter = { property: 'Name', title: { contains: 'Pattern' } }
    assert.deepEqual(idsIn(await editor.post(`${path}/query`, { filter })), [])
    assert.deepEqual(idsIn(await editor.post('/v1/search', { query: 'Pattern' })), [])
    assert.equal((await read(template)).Id.unique_id.number, null)
    assert.deepEqual((await read(row.id)).Back.relation, [])
    const link = { properties: { To: { relation: [{ id: template }] } } }
    assert.equal((await editor.patch(`/v1/pages/${row.id}`, link)).status, 404)

    // It becomes a row, and a template again.
    await events()
    good(await editor.patch(`/v1/pages/${template}`, { is_template: false }))
    assert.deepEqual(await events(), ['page.properties_updated'])
    assert.deepEqual(idsIn(await editor.post(`${path}/query`, {})), [template, row.id])
    assert.equal((await read(template)).Id.unique_id.number, 2)
    assert.deepEqual((await read(row.id)).Back.relation, [{ id: template }])
    const both = { is_template: true, properties: named('Both') }
    good(await editor.patch(`/v1/pages/${template}`, both))
    assert.equal((await read(template)).Name.title[0].plain_text, 'Both')
    assert.deepEqual((await read(row.id)).Back.relation, [])
    assert.deepEqual(idsIn(await editor.post(`${path}/query`, {})), [row.id])
    await events()
    good(await editor.patch(`/v1/pages/${template}`, { is_template: true }))
    assert.deepEqual(await events(), [])
  })

  test('are no default any more where they are no template of the source any more', async (t) => {
    const { editor, dataSource, aDataSource } = await start(t, store)
    const other = await aDataSource()
    const path = `/v1/data_sources/${dataSource}`
    const isDefault = async () =>
      good(await editor.get(`${path}/templates`)).templates.map(
        (one: { is_default: boolean }) => one.is_default,
      )
    const template = await aTemplate(editor, dataSource, { properties: named('T') })
    good(await editor.patch(path, { default_template_id: template }))
    good(await editor.patch(`/v1/pages/${template}`, { is_template: false }))
    good(await editor.patch(`/v1/pages/${template}`, { is_template: true }))
    assert.deepEqual(await isDefault(), [false])
    good(await editor.patch(path, { default_template_id: template }))
    good(await editor.post(`/v1/pages/${template}/move`, { parent: { data_source_id: other.dataSource } }))
    assert.deepEqual(await isDefault(), [])
    assert.deepEqual(idsIn(await editor.post(`/v1/data_sources/${other.dataSource}/query`, {})), [template])
    for (const default_template_id of [missing, template])
      assert.match(
        complaint(await editor.patch(path, { default_template_id })),
        /^body failed validation: body\.default_template_id should be the id of a template of this data source/,
      )
  })

  test('are refused where they cannot be', async (t) => {
    const { editor, dataSource, aPage } = await start(t, store)
    const page = await aPage()
    const elsewhere = 'body.is_template should be not present unless the parent of the page is a data source.'
    assert.equal(
      complaint(await editor.post('/v1/pages', { parent: { page_id: page }, is_template: true })),
      elsewhere,
    )
    assert.equal(complaint(await editor.patch(`/v1/pages/${page}`, { is_template: true })), elsewhere)
    good(await editor.patch(`/v1/pages/${page}`, { is_template: false }))
    const template = await aTemplate(editor, dataSource)
    const own = { is_template: true }
    assert.equal(
      complaint(await makeFrom(editor, dataSource, { type: 'template_id', template_id: template }, own)),
      'body.template and body.is_template cannot be provided together.',
    )
  })
})

describeStores('a page made from a template', (store) => {
  test('is answered with what was given, and gets the rest a little later', async (t) => {
    const { editor, dataSource, events, performDue } = await start(t, store)
    const icon = { type: 'emoji', emoji: '🐛' }
    const cover = { type: 'external', external: { url: 'https://acme.test/cover.png' } }
    const properties = {
      ...named('From the template'),
      Notes: { rich_text: words('notes') },
      Points: { number: 3 },
      Status: { status: { name: 'In progress' } },
      Tags: { multi_select: [{ name: 'A' }] },
    }
    const children = [
      paragraph('first'),
      { toggle: { rich_text: words('more'), children: [paragraph('inner')] } },
    ]
    const template_id = await aTemplate(editor, dataSource, { properties, icon, cover, children })
    const template = { type: 'template_id', template_id }
    await events()
    const given = { properties: { ...named('Mine'), Points: { number: null } } }
    const made = good(await makeFrom(editor, dataSource, template, given))
    checkResponse(NEWEST, 'POST /v1/pages', made)
    assert.deepEqual(await events(), ['page.created'])
    assert.deepEqual([titleIn(made), made.icon, made.cover], ['Mine', null, null])
    assert.deepEqual(
      [made.properties.Points.number, made.properties.Status.status.name],
      [null, 'Not started'],
    )
    assert.equal(await markdownOf(editor, made.id), '')
    assert.deepEqual(idsIn(await editor.post(`/v1/data_sources/${dataSource}/query`, {})), [made.id])

    await performDue()
    assert.deepEqual(await events(), ['page.properties_updated', 'page.content_updated'])
    const filled = good(await editor.get(`/v1/pages/${made.id}`))
    checkResponse(NEWEST, 'GET /v1/pages/:page_id', filled)
    assert.deepEqual([titleIn(filled), filled.icon, filled.cover], ['Mine', icon, cover])
    const { Points, Status, Tags, Notes, Id } = filled.properties
    assert.deepEqual(
      [
        Points.number,
        Status.status.name,
        Tags.multi_select[0].name,
        Notes.rich_text[0].plain_text,
        Id.unique_id.number,
      ],
      [null, 'In progress', 'A', 'notes', 1],
    )
    const list = good(await editor.get(`/v1/blocks/${made.id}/children`))
    checkResponse(NEWEST, 'GET /v1/blocks/:block_id/children', list)
    const [first, toggle] = list.results
    assert.deepEqual([first.paragraph.rich_text[0].plain_text, toggle.has_children], ['first', true])
    assert.deepEqual(first.parent, { type: 'page_id', page_id: made.id })
    assert.equal(first.created_by.id, editor.userId)
    assert.equal(await markdownOf(editor, made.id), await markdownOf(editor, template_id))
    await performDue()
    assert.deepEqual(await events(), [])

    // The template is one thing, the page another.
    good(await editor.delete(`/v1/blocks/${first.id}`))
    assert.match(await markdownOf(editor, template_id), /^first/)
  })

  test('may be written before it is filled, and keeps what was written', async (t) => {
    const { editor, dataSource, performDue } = await start(t, store)
    const template_id = await aTemplate(editor, dataSource, {
      properties: { ...named('T'), Points: { number: 3 }, Notes: { rich_text: words('theirs') } },
      icon: { emoji: '🐛' },
      children: [paragraph('theirs')],
    })
    const { id } = good(await makeFrom(editor, dataSource, { type: 'template_id', template_id }))
    good(
      await editor.patch(`/v1/pages/${id}`, { properties: { Points: { number: 8 } }, icon: { emoji: '🎯' } }),
    )
    good(await editor.patch(`/v1/blocks/${id}/children`, { children: [paragraph('mine')] }))
    await performDue()
    const { icon, properties } = good(await editor.get(`/v1/pages/${id}`))
    assert.deepEqual(
      [
        icon.emoji,
        properties.Points.number,
        properties.Name.title[0].plain_text,
        properties.Notes.rich_text[0].plain_text,
      ],
      ['🎯', 8, 'T', 'theirs'],
    )
    assert.equal(await markdownOf(editor, id), 'theirs\nmine')

    const other = good(await makeFrom(editor, dataSource, { type: 'template_id', template_id })).id
    good(await editor.patch(`/v1/pages/${other}`, { in_trash: true }))
    const late = good(await makeFrom(editor, dataSource, { type: 'template_id', template_id })).id
    good(await editor.patch(`/v1/pages/${template_id}`, { in_trash: true }))
    await performDue()
    assert.equal(await markdownOf(editor, late), 'theirs')
    assert.equal(good(await editor.get(`/v1/pages/${other}`)).properties.Points.number, null)
  })

  test('is made from the default one, or from any page', async (t) => {
    const { editor, dataSource, performDue, aPage } = await start(t, store)
    const template = await aTemplate(editor, dataSource, {
      properties: named('Default'),
      children: [paragraph('d')],
    })
    good(await editor.patch(`/v1/data_sources/${dataSource}`, { default_template_id: template }))
    const any = await aPage({ title: 'Any page', children: [paragraph('any')] })
    const made = [
      good(await makeFrom(editor, dataSource, { type: 'default' })).id,
      good(await makeFrom(editor, dataSource, { type: 'template_id', template_id: any })).id,
      good(await makeFrom(editor, dataSource, { type: 'none' })).id,
      good(
        await editor.post('/v1/pages', {
          parent: { page_id: await aPage() },
          template: { type: 'template_id', template_id: template },
        }),
      ).id,
    ]
    await performDue()
    const bodies = await Promise.all(made.map((id) => markdownOf(editor, id)))
    assert.deepEqual(bodies, ['d', 'any', '', 'd'])
    const titles = await Promise.all(
      made.map(async (id) => {
        const { properties } = good(await editor.get(`/v1/pages/${id}`))
        return (properties.Name ?? properties.title).title[0]?.plain_text ?? ''
      }),
    )
    assert.deepEqual(titles, ['Default', 'Any page', '', 'Default'])
  })

  test('has the day, the moment and the caller where the template says so', async (t) => {
    const ws = await start(t, store)
    const { editor, dataSource, performDue, server } = ws
    server.surroundings.now = () => Date.parse('2026-11-27T03:30:00Z')
    const mention = (template_mention: object) => ({ mention: { template_mention } })
    const mentions = [
      mention({ template_mention_date: 'today' }),
      mention({ template_mention_date: 'now' }),
      mention({ template_mention_user: 'me' }),
    ]
    const template_id = await aTemplate(editor, dataSource, {
      properties: { Name: { title: mentions.slice(0, 1) } },
      children: [{ paragraph: { rich_text: mentions } }],
    })
    const texts: Record<string, string[]> = {}
    for (const timezone of ['America/New_York', 'Asia/Kolkata', undefined]) {
      const { id } = good(await makeFrom(editor, dataSource, { type: 'template_id', template_id, timezone }))
      await performDue()
      const { results } = good(await editor.get(`/v1/blocks/${id}/children`))
      const runs = results[0].paragraph.rich_text
      assert.deepEqual(runs[2].mention.user.id, editor.userId)
      texts[String(timezone)] = [
        titleIn(good(await editor.get(`/v1/pages/${id}`))),
        ...runs.slice(0, 2).map((run: { plain_text: string }) => run.plain_text),
      ]
    }
    assert.deepEqual(texts, {
      'America/New_York': ['2026-11-26', '2026-11-26', '2026-11-26T22:30:00.000-05:00'],
      'Asia/Kolkata': ['2026-11-27', '2026-11-27', '2026-11-27T09:00:00.000+05:30'],
      undefined: ['2026-11-27', '2026-11-27', '2026-11-27T03:30:00.000+00:00'],
    })
    assert.match(await markdownOf(editor, template_id), /start="today".*start="now".*url="me"/)
  })

  test('has copies of the pages and databases inside, which name each other', async (t) => {
    const { editor, dataSource, performDue, events, as } = await start(t, store)
    const template = await aTemplate(editor, dataSource, { properties: named('T') })
    const inTemplate = { parent: { page_id: template } }
    const sub = good(
      await editor.post('/v1/pages', {
        ...inTemplate,
        properties: { title: words('Sub') },
        icon: { emoji: '🎯' },
        children: [paragraph('in sub')],
      }),
    ).id
    const nested = good(
      await editor.post('/v1/databases', {
        ...inTemplate,
        title: words('Nested'),
        initial_data_source: { properties: { Name: { title: {} }, Id: { unique_id: { prefix: 'N' } } } },
      }),
    )
    const inner = nested.data_sources[0].id
    good(
      await editor.patch(`/v1/data_sources/${inner}`, {
        properties: {
          Parent: {
            relation: { data_source_id: inner, dual_property: { synced_property_name: 'Children' } },
          },
          Outside: { relation: { data_source_id: dataSource, dual_property: {} } },
        },
      }),
    )
    const outside = good(
      await editor.post('/v1/pages', {
        parent: { data_source_id: dataSource },
        properties: named('Outside'),
      }),
    ).id
    const row = async (name: string, more: object = {}) =>
      good(
        await editor.post('/v1/pages', {
          parent: { data_source_id: inner },
          properties: { ...named(name), ...more },
        }),
      ).id
    const one = await row('One', { Outside: { relation: [{ id: outside }] } })
    await row('Two', { Parent: { relation: [{ id: one }] } })
    const { results } = good(
      await editor.patch(`/v1/blocks/${template}/children`, {
        children: [
          { synced_block: { synced_from: null, children: [paragraph('shared')] } },
          {
            paragraph: {
              rich_text: [{ mention: { page: { id: sub } } }, { mention: { page: { id: one } } }],
            },
          },
          { link_to_page: { type: 'database_id', database_id: nested.id } },
          { link_to_page: { type: 'page_id', page_id: outside } },
        ],
      }),
    )
    const original = results[0].id
    const schemaBefore = good(await editor.get(`/v1/data_sources/${dataSource}`)).properties
    await events()
    const { id } = good(
      await makeFrom(
        editor,
        dataSource,
        { type: 'template_id', template_id: template },
        { properties: named('Made') },
      ),
    )
    await performDue()
    assert.deepEqual(await events(), [
      'page.created',
      'page.created',
      'database.created',
      'page.created',
      'page.created',
      'page.content_updated',
    ])

    const views = async (of: string) => good(await editor.get(`/v1/views?${of}`)).results
    const [copiedSub, copiedDatabase, synced, mentions, toDatabase, toOutside] = good(
      await editor.get(`/v1/blocks/${id}/children`),
    ).results
    assert.deepEqual(
      [copiedSub.child_page.title, copiedDatabase.child_database.title, copiedSub.has_children],
      ['Sub', 'Nested', true],
    )
    assert.ok(copiedSub.id !== sub && copiedDatabase.id !== nested.id)
    assert.equal(await markdownOf(editor, copiedSub.id), 'in sub')
    assert.equal(good(await editor.get(`/v1/pages/${copiedSub.id}`)).icon.emoji, '🎯')
    assert.deepEqual([synced.synced_block.synced_from.block_id, synced.has_children], [original, true])
    assert.equal(toDatabase.link_to_page.database_id, copiedDatabase.id)
    assert.equal(toOutside.link_to_page.page_id, outside)

    const copied = good(await editor.get(`/v1/databases/${copiedDatabase.id}`)).data_sources[0].id
    const [view] = await views(`database_id=${copiedDatabase.id}`)
    assert.equal(good(await editor.get(`/v1/views/${view.id}`)).data_source_id, copied)
    assert.equal((await views(`data_source_id=${inner}`)).length, 1)
    const { Parent, Outside, Children } = good(await editor.get(`/v1/data_sources/${copied}`)).properties
    assert.deepEqual(
      [Parent.relation.data_source_id, Parent.relation.database_id],
      [copied, copiedDatabase.id],
    )
    assert.equal(Children.relation.type, 'dual_property')
    assert.deepEqual(
      [Outside.relation.type, Outside.relation.data_source_id],
      ['single_property', dataSource],
    )
    const schemaAfter = good(await editor.get(`/v1/data_sources/${dataSource}`)).properties
    assert.deepEqual(schemaAfter, schemaBefore)
    const [two, first] = good(await editor.post(`/v1/data_sources/${copied}/query`, {})).results
    assert.deepEqual([titleIn(two), titleIn(first)], ['Two', 'One'])
    assert.deepEqual(two.properties.Parent.relation, [{ id: first.id }])
    assert.deepEqual(first.properties.Children.relation, [{ id: two.id }])
    assert.deepEqual(first.properties.Outside.relation, [{ id: outside }])
    assert.deepEqual(
      mentions.paragraph.rich_text.map((run: { mention: { page: { id: string } } }) => run.mention.page.id),
      [copiedSub.id, first.id],
    )
    const { number } = first.properties.Id.unique_id
    assert.equal(number, 1)
    const next = good(await editor.post('/v1/pages', { parent: { data_source_id: copied }, properties: {} }))
    assert.equal(next.properties.Id.unique_id.number, 3)
    // What was copied belongs to where it is now, and is hidden and trashed with it.
    assert.equal((await as('stranger').get(`/v1/pages/${copiedSub.id}`)).status, 404)
    good(await editor.patch(`/v1/pages/${id}`, { in_trash: true }))
    for (const below of [copiedSub.id, first.id])
      assert.equal(good(await editor.get(`/v1/pages/${below}`)).in_trash, true)
    assert.equal(good(await editor.get(`/v1/pages/${one}`)).in_trash, false)
  })

  test('links to what its template links to, and is linked back', async (t) => {
    const { editor, dataSource, performDue, aDataSource } = await start(t, store)
    const other = await aDataSource()
    const relation = { data_source_id: other.dataSource, dual_property: { synced_property_name: 'Back' } }
    good(await editor.patch(`/v1/data_sources/${dataSource}`, { properties: { Goal: { relation } } }))
    const goal = good(
      await editor.post('/v1/pages', { parent: { data_source_id: other.dataSource }, properties: {} }),
    ).id
    const template_id = await aTemplate(editor, dataSource, {
      properties: { Goal: { relation: [{ id: goal }] } },
    })
    const { id } = good(await makeFrom(editor, dataSource, { type: 'template_id', template_id }))
    const none = good(
      await makeFrom(
        editor,
        dataSource,
        { type: 'template_id', template_id },
        {
          properties: { Goal: { relation: [] } },
        },
      ),
    ).id
    await performDue()
    assert.deepEqual(good(await editor.get(`/v1/pages/${id}`)).properties.Goal.relation, [{ id: goal }])
    assert.deepEqual(good(await editor.get(`/v1/pages/${none}`)).properties.Goal.relation, [])
    assert.deepEqual(good(await editor.get(`/v1/pages/${goal}`)).properties.Back.relation, [{ id }])
  })

  test('leaves out what the caller cannot see', async (t) => {
    const { editor, dataSource, performDue, as, do: run } = await start(t, store)
    const template_id = await aTemplate(editor, dataSource, { children: [paragraph('seen')] })
    const owner = as('owner')
    const hidden = good(
      await owner.post('/v1/pages', {
        parent: { page_id: template_id },
        properties: { title: words('Hidden') },
      }),
    ).id
    await run(async (context) => {
      const page = (await pageForOperator(context, hidden))!
      const own = { principal: `user:${owner.userId}`, level: 'full_access' as const }
      await share(
        context,
        { kind: 'page', id: hidden, accessId: page.accessId, parentAccessId: page.accessId },
        [own],
        false,
      )
    })
    assert.equal((await editor.get(`/v1/pages/${hidden}`)).status, 404)
    const template = { type: 'template_id', template_id }
    const [theirs, ours] = [
      good(await makeFrom(editor, dataSource, template)).id,
      good(await makeFrom(owner, dataSource, template)).id,
    ]
    await performDue()
    assert.equal(await markdownOf(owner, theirs), 'seen')
    assert.match(await markdownOf(owner, ours), /^seen\n.*Hidden/)
  })

  test('is filled later when the server broke, and not at all when the template is out of reach', async (t) => {
    const { editor, dataSource, performDue, server, as, do: run } = await start(t, store)
    const template_id = await aTemplate(editor, dataSource, { children: [paragraph('words')] })
    const template = { type: 'template_id', template_id }
    const { id } = good(await makeFrom(editor, dataSource, template))
    const { newId, now } = server.surroundings
    let later = 0
    server.surroundings.now = () => now() + later
    server.surroundings.newId = () => {
      throw new Error('broken')
    }
    await assert.rejects(performDue(), /broken/)
    server.surroundings.newId = newId
    // It rests a while before the next try.
    await performDue()
    assert.equal(await markdownOf(editor, id), '')
    later = 61_000
    await performDue()
    assert.equal(await markdownOf(editor, id), 'words')

    const other = good(await makeFrom(editor, dataSource, template)).id
    await run(async (context) => {
      const page = (await pageForOperator(context, template_id))!
      const own = { principal: `user:${as('owner').userId}`, level: 'full_access' as const }
      const { accessId } = page
      await share(
        context,
        { kind: 'page', id: template_id, accessId, parentAccessId: accessId },
        [own],
        false,
      )
    })
    await performDue()
    assert.equal(await markdownOf(editor, other), '')
  })

  test('is refused with the reason', async (t) => {
    const { editor, dataSource, as, aPage, events } = await start(t, store)
    const template = await aTemplate(editor, dataSource)
    const template_id = good(await as('owner').post('/v1/pages', { parent: { workspace: true } })).id
    const children = [paragraph('a')]
    const trashed = await aTemplate(editor, dataSource)
    good(await editor.patch(`/v1/pages/${trashed}`, { in_trash: true }))
    const page = await aPage()
    await events()
    const refusals: [template: object, more: object, message: string | RegExp][] = [
      [{ type: 'default' }, {}, `The data source with ID ${dataSource} does not have a default template.`],
      [
        { type: 'default' },
        { parent: { page_id: page } },
        'There is no default template outside of a data source. Provide template.template_id.',
      ],
      [
        { type: 'template_id', template_id: 'x' },
        {},
        /body\.template\.template_id should be a valid uuid, instead was `"x"`/,
      ],
      [
        { type: 'template_id', template_id },
        {},
        `Could not find template with ID: ${template_id}. Make sure that it is shared with your integration.`,
      ],
      [{ type: 'template_id', template_id: missing }, {}, /^Could not find template with ID: /],
      [{ type: 'template_id', template_id: trashed }, {}, `The template with ID ${trashed} is in the trash.`],
      [
        { type: 'template_id', template_id: template },
        { children },
        'body.children and body.template cannot be provided together.',
      ],
      [
        { type: 'template_id', template_id: template },
        { content: children },
        'body.content and body.template cannot be provided together.',
      ],
      [
        { type: 'template_id', template_id: template },
        { markdown: 'a' },
        'body.markdown and body.template cannot be provided together.',
      ],
      [
        { type: 'template_id', template_id: template, timezone: 'Mars/Olympus' },
        {},
        /body\.template\.timezone should be a valid IANA time zone name or `undefined`, instead was `"Mars\/Olympus"`/,
      ],
    ]
    for (const [wanted, more, message] of refusals) {
      const said = complaint(await makeFrom(editor, dataSource, wanted, more))
      if (typeof message === 'string') assert.equal(said, message)
      else assert.match(said, message)
    }
    assert.deepEqual(await events(), [])
  })
})

describeStores('a template for a page that is there', (store) => {
  test('is added at the end, or in place of what was there', async (t) => {
    const { editor, dataSource, performDue } = await start(t, store)
    const template_id = await aTemplate(editor, dataSource, {
      properties: { ...named('T'), Points: { number: 3 } },
      icon: { emoji: '🐛' },
      children: [paragraph('theirs')],
    })
    const template = { type: 'template_id', template_id }
    const { id } = good(
      await editor.post('/v1/pages', {
        parent: { data_source_id: dataSource },
        properties: named('Mine'),
        children: [paragraph('mine')],
      }),
    )
    const changed = good(await editor.patch(`/v1/pages/${id}`, { template, icon: null }))
    checkResponse(NEWEST, 'PATCH /v1/pages/:page_id', changed)
    assert.equal(changed.properties.Points.number, null)
    await performDue()
    assert.equal(await markdownOf(editor, id), 'mine\ntheirs')
    const { icon, properties } = good(await editor.get(`/v1/pages/${id}`))
    assert.deepEqual([icon, properties.Points.number, properties.Name.title[0].plain_text], [null, 3, 'Mine'])

    good(await editor.patch(`/v1/pages/${id}`, { template, erase_content: true }))
    assert.equal(await markdownOf(editor, id), '')
    await performDue()
    assert.equal(await markdownOf(editor, id), 'theirs')
    assert.equal(good(await editor.get(`/v1/pages/${id}`)).icon.emoji, '🐛')

    assert.equal(
      complaint(await editor.patch(`/v1/pages/${id}`, { template, in_trash: true })),
      'body.template should be not present when the page is put into the trash.',
    )
    assert.match(
      complaint(await editor.patch(`/v1/pages/${id}`, { template: { type: 'default' } })),
      /default template/,
    )
  })

  test('may be the page itself, once', async (t) => {
    const { editor, aPage, performDue } = await start(t, store)
    const page = await aPage({ children: [paragraph('a')] })
    good(await editor.patch(`/v1/pages/${page}`, { template: { type: 'template_id', template_id: page } }))
    await performDue()
    assert.equal(await markdownOf(editor, page), 'a\na')
  })
})
