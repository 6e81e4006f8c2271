import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildApp } from '#server/app.ts'
import { eventsAfter } from '#server/store/events.ts'
import { emptyServer } from '#test/empty-server.ts'
import { metadataXml } from '#test/saml/identity-provider.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { applyPasswords, applyWorkspaceFile } from './apply.ts'
import { readWorkspaceObject } from './read-workspace.ts'
import type { AppliedWorkspace } from './report.ts'

const BOT = 'ntn_0123456789abcdef'
const SOURCE = '33333333-3333-4333-8333-333333333333'
const OTHER_SOURCE = '44444444-4444-4444-8444-444444444444'

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Json = Record<string, any>

/** A server to apply files to, and calls to look at what came of it. */
async function start(t: Parameters<typeof emptyServer>[0], testStore: TestStore) {
  const server = await emptyServer(t, testStore)
  const app = buildApp(server)
  const call = async (token: string, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'notion-version': '2026-03-11' }
    const answer = await app.inject({ method, url, headers, ...(body && { payload: JSON.stringify(body) }) })
    return { status: answer.statusCode, body: JSON.parse(answer.body) as Json }
  }
  return {
    server,
    async apply(file: object, mode: 'sandbox' | 'durable' = 'durable'): Promise<AppliedWorkspace> {
      server.wait(60_000)
      const { workspaces } = await applyWorkspaceFile(server, readWorkspaceObject(file, mode), { mode })
      return workspaces[0]!
    },
    events: async (workspaceId: string) =>
      (await eventsAfter(server.store.reader, workspaceId, 0, 1000)).map(({ type }) => type),
    call,
    get: (token: string, url: string) => call(token, 'GET', url),
    /** Titles of the pages and databases that a token finds. */
    async sees(token: string): Promise<string[]> {
      const { body } = await call(token, 'POST', '/v1/search', {})
      return body.results.map(titleOf).sort()
    },
    async rows(dataSourceId = SOURCE): Promise<Json[]> {
      return (await call(BOT, 'POST', `/v1/data_sources/${dataSourceId}/query`, {})).body.results
    },
  }
}

function titleOf(found: Json): string {
  const title =
    found.title ?? Object.values<Json>(found.properties).find(({ type }) => type === 'title')!.title
  return title.map((run: Json) => run.plain_text).join('')
}

const owner = { name: 'Ada', email: 'ada@acme.test', role: 'owner', token: 'octp_ada_0123456789' }
const grace = { name: 'Grace', email: 'grace@acme.test', token: 'octp_grace_0123456789' }
const bot = { name: 'Bot', token: BOT }

describeStores('applyWorkspaceFile', (testStore) => {
  test('makes views once, and sets what it states of them', async (t) => {
    const { apply, events, get, call } = await start(t, testStore)
    const open = { name: 'Open', type: 'board', filter: { property: 'Tag', select: { equals: 'new' } } }
    const file = (...views: object[]) => ({
      workspace: { name: 'Acme' },
      users: [owner],
      connections: [bot],
      pages: [
        {
          title: 'Home',
          access: [{ connection: 'Bot', level: 'full_access' }],
          databases: [
            {
              title: 'Tasks',
              data_source_id: SOURCE,
              properties: { Name: 'title', Tag: 'select', Due: 'date' },
              rows: [{ Name: 'First', Tag: 'new' }],
              views,
            },
          ],
        },
      ],
    })
    const when = {
      name: 'When',
      type: 'calendar',
      configuration: { date_property_id: 'Due', view_range: 'week' },
    }
    const first = await apply(file(open, when))
    const list = async () => {
      const { body } = await get(BOT, `/v1/views?data_source_id=${SOURCE}`)
      const views = body.results.map(async ({ id }: Json) => (await get(BOT, `/v1/views/${id}`)).body)
      return (await Promise.all(views)) as Json[]
    }
    const made = await list()
    assert.deepEqual(
      made.map(({ name, type }) => [name, type]),
      [
        ['Default view', 'table'],
        ['Open', 'board'],
        ['When', 'calendar'],
      ],
    )
    assert.equal(made[1]!.filter.select.equals, 'new')
    assert.deepEqual(
      [made[2]!.configuration.date_property_name, made[2]!.configuration.view_range],
      ['Due', 'week'],
    )
    const recorded = await events(first.id)
    await apply(file(open, when))
    assert.deepEqual(await events(first.id), recorded)

    await call(BOT, 'PATCH', `/v1/views/${made[1]!.id}`, {
      sorts: [{ property: 'Due', direction: 'ascending' }],
    })
    const changed = { ...open, filter: { property: 'Tag', select: { is_empty: true } } }
    await apply(file(changed, { name: 'Default view', type: 'table', configuration: { wrap_cells: true } }))
    const [initial, board, calendar] = await list()
    assert.equal(initial!.configuration.wrap_cells, true)
    assert.deepEqual([board!.filter.select, board!.sorts.length], [{ is_empty: true }, 1])
    assert.equal(calendar!.id, made[2]!.id)
    await assert.rejects(apply(file({ name: 'Open', type: 'list' })), {
      message: 'Home/Tasks, view "Open": it is a board, and the type of a view does not change',
    })
    const elsewhere = { ...open, filter: { property: 'Tag', select: { equals: 'unknown' } } }
    await assert.rejects(apply(file(elsewhere)), {
      message: /^Home\/Tasks, view "Open": select option "unknown" not found/,
    })
  })

  test('makes everything once, in the order of the file', async (t) => {
    const { apply, events, get, rows, server } = await start(t, testStore)
    const file = {
      workspace: { name: 'Acme', domains: ['acme.test'] },
      users: [owner, grace, { email: 'v@other.test', role: 'guest', password: 'just visiting' }],
      groups: [{ name: 'Engineering', members: ['grace@acme.test'] }],
      connections: [bot, { name: 'App', kind: 'public', redirect_uris: ['http://127.0.0.1/back'] }],
      scim: { tokens: [{ name: 'okta' }] },
      saml: { metadata_xml: metadataXml(), just_in_time: true, group_attribute: 'groups' },
      pages: [
        {
          title: 'Home',
          markdown: '# Welcome',
          access: [{ connection: 'Bot', level: 'full_access' }],
          databases: [
            { title: 'Tasks', data_source_id: SOURCE, rows: [{ Name: 'First' }, { Name: 'Second' }] },
          ],
        },
      ],
    }
    const first = await apply(file)
    const listed = await get(BOT, '/v1/users')
    assert.deepEqual(
      listed.body.results.map((user: Json) => user.name),
      ['Ada', 'Grace', 'Bot'],
    )
    assert.deepEqual((await rows()).map(titleOf), ['Second', 'First'])
    const recorded = await events(first.id)
    const others = recorded.filter((type) => type !== 'token.created')
    assert.deepEqual(others.slice(0, 7), [
      'workspace.created',
      'domain.added',
      'domain.verified',
      'user.added',
      'user.added',
      'guest.added',
      'group.created',
    ])
    assert.equal(recorded.length - others.length, 3)

    const second = await apply(file)
    assert.deepEqual(await events(first.id), recorded)
    const { users, connections, scimTokens } = second
    assert.deepEqual({ ...second, users: first.users, scimTokens: first.scimTokens }, first)
    // What is kept by its hash cannot be shown again; what is sealed can.
    assert.deepEqual(
      users.map(({ token }) => token),
      [owner.token, grace.token, undefined],
    )
    assert.deepEqual(connections, first.connections)
    assert.deepEqual(scimTokens, [{ name: 'okta', token: undefined }])
    await applyPasswords(server, readWorkspaceObject(file))
  })

  test('makes the templates of a database with their content, once', async (t) => {
    const { apply, get, rows } = await start(t, testStore)
    const id = '55555555-5555-4555-8555-555555555555'
    const file = {
      users: [owner],
      connections: [bot],
      pages: [
        {
          title: 'Home',
          access: [{ connection: 'Bot', level: 'full_access' }],
          databases: [
            {
              title: 'Tasks',
              data_source_id: SOURCE,
              properties: { Name: 'title', Points: 'number', Id: 'unique_id' },
              rows: [{ Name: 'A row' }],
              templates: [
                { title: 'Idea' },
                { title: 'Bug', id, default: true, markdown: '# Steps', properties: { Points: 3 } },
              ],
            },
          ],
        },
      ],
    }
    await apply(file)
    await apply(file)
    const { templates } = (await get(BOT, `/v1/data_sources/${SOURCE}/templates`)).body
    assert.deepEqual(
      templates.map(({ name, is_default }: Json) => `${name} ${is_default}`),
      ['Bug true', 'Idea false'],
    )
    assert.equal((await get(BOT, `/v1/pages/${id}/markdown`)).body.markdown, '# Steps')
    assert.equal((await get(BOT, `/v1/pages/${id}`)).body.properties.Points.number, 3)
    const [row] = await rows()
    assert.deepEqual([(await rows()).length, row!.properties.Id.unique_id.number], [1, 1])
  })

  test('gives the workspace its custom emojis, and another image to one it has', async (t) => {
    const { apply, get } = await start(t, testStore)
    const file = (url: string) => ({
      users: [owner],
      connections: [bot],
      custom_emojis: [{ name: 'party', url }],
      pages: [
        { title: 'Home', markdown: 'Now :party:', access: [{ connection: 'Bot', level: 'full_access' }] },
      ],
    })
    const first = await apply(file('https://example.com/1.png'))
    const second = await apply(file('https://example.com/2.png'))
    assert.deepEqual(
      second.customEmojis,
      first.customEmojis?.map(({ id }) => ({ id, name: 'party', url: 'https://example.com/2.png' })),
    )
    const { body } = await get(BOT, '/v1/custom_emojis?name=party')
    assert.deepEqual(body.results, second.customEmojis)
    const [home] = first.pages
    const shown = await get(BOT, `/v1/blocks/${home!.id}/children`)
    assert.equal(
      shown.body.results[0].paragraph.rich_text[1].mention.custom_emoji.id,
      first.customEmojis?.[0]?.id,
    )
  })

  test('sets what the file states and leaves the rest', async (t) => {
    const { apply, call, get, server } = await start(t, testStore)
    const base = { users: [owner, grace], connections: [bot] }
    const compatibility = { multiple_data_sources: 'first', tokens: 'notion' }
    const page = { title: 'Home', access: [{ connection: 'Bot', level: 'full_access' }] }
    const properties = { Name: 'title', Status: { select: { options: [{ name: 'Todo', color: 'red' }] } } }
    const tasks = { title: 'Tasks', data_source_id: SOURCE, properties }
    await apply({
      ...base,
      limits: { sizes: 'none' },
      compatibility,
      retention: { changes_days: 120 },
      audit: { page_views: true },
      pages: [{ ...page, databases: [tasks] }],
    })
    await call(BOT, 'PATCH', `/v1/data_sources/${SOURCE}`, {
      properties: {
        Status: { select: { options: [{ name: 'Todo' }, { name: 'Later' }] } },
        Extra: { number: {} },
      },
    })

    const changed = {
      select: {
        options: [
          { name: 'Done', color: 'green' },
          { name: 'Todo', color: 'blue' },
        ],
      },
    }
    await apply({
      users: [owner, { email: grace.email, role: 'membership_admin' }],
      connections: [{ name: 'Bot', capabilities: { content: ['read', 'update'], user_info: 'no_email' } }],
      policy: { connections: { create: 'owners' } },
      pages: [
        {
          ...page,
          databases: [{ ...tasks, properties: { Title: 'title', Status: changed, Points: 'number' } }],
        },
      ],
    })
    const [, person] = (await get(BOT, '/v1/users')).body.results
    assert.deepEqual([person.name, person.person], ['Grace', {}])
    const source = (await get(BOT, `/v1/data_sources/${SOURCE}`)).body
    assert.deepEqual(Object.keys(source.properties).sort(), ['Extra', 'Points', 'Status', 'Title'])
    assert.deepEqual(
      source.properties.Status.select.options.map(({ name, color }: Json) => `${name} ${color}`),
      ['Done green', 'Todo blue', 'Later default'],
    )
    const refused = await call(BOT, 'POST', '/v1/pages', {
      parent: { data_source_id: SOURCE },
      properties: {},
    })
    assert.equal(refused.body.code, 'restricted_resource')
    const [row] = await server.store.reader.run<{ settings: string }>('select settings from workspaces', [])
    const { policy, limits, ...settings } = JSON.parse(row!.settings)
    assert.equal(limits.sizes, 'none')
    assert.deepEqual(settings.compatibility, compatibility)
    assert.deepEqual(settings.retention, {
      changes_days: 120,
      audit_days: 365,
      deliveries_days: 30,
      directory_days: 90,
    })
    assert.deepEqual(settings.audit, { page_views: true })
    const [told] = await server.store.reader.run<{ origin: string; before: string; after: string }>(
      "select origin, before, after from events where type = 'workspace.settings_updated'",
      [],
    )
    assert.deepEqual(
      [told!.origin, JSON.parse(told!.before), JSON.parse(told!.after)],
      ['cli', { 'policy.connections.create': 'members' }, { 'policy.connections.create': 'owners' }],
    )
    await assert.rejects(apply({ retention: { changes_days: 400 } }), {
      message:
        'Together with what the workspace has, retention.audit_days should be ≥ retention.changes_days, which is `400`, instead was `365`.',
    })
    assert.deepEqual(policy.connections, {
      install: 'unrestricted',
      create: 'owners',
      auto_approve_first_party: false,
      self_registration: false,
    })
  })

  test('moves a workspace to another time zone with all its dates', async (t) => {
    const { apply, call } = await start(t, testStore)
    const file = (workspace: object) => ({
      workspace: { name: 'Acme', ...workspace },
      users: [owner],
      connections: [bot],
      pages: [
        {
          title: 'Home',
          access: [{ connection: 'Bot', level: 'full_access' }],
          databases: [
            {
              title: 'Tasks',
              data_source_id: SOURCE,
              properties: {
                Name: 'title',
                Due: 'date',
                Hour: { formula: { expression: 'hour(prop("Due"))' } },
              },
              rows: [
                { Name: 'day', Due: '2026-04-01' },
                { Name: 'time', Due: '2026-04-01T03:00:00Z' },
              ],
            },
          ],
        },
      ],
    })
    const found = async (filter: object) => {
      const { body } = await call(BOT, 'POST', `/v1/data_sources/${SOURCE}/query`, { filter })
      return body.results.map(({ properties }: Json) => properties.Name.title[0].plain_text).sort()
    }
    const onThatDay = { property: 'Due', date: { equals: '2026-04-01' } }
    const atEleven = { property: 'Hour', formula: { number: { equals: 23 } } }
    await apply(file({}))
    assert.deepEqual([await found(onThatDay), await found(atEleven)], [['day', 'time'], []])
    await apply(file({ time_zone: 'America/New_York' }))
    assert.deepEqual([await found(onThatDay), await found(atEleven)], [['day'], ['time']])
    await apply(file({}))
    assert.deepEqual([await found(onThatDay), await found(atEleven)], [['day'], ['time']])
    await apply(file({ time_zone: 'UTC' }))
    assert.deepEqual([await found(onThatDay), await found(atEleven)], [['day', 'time'], []])
  })

  test('keeps top-level pages private to the first owner unless the file says otherwise', async (t) => {
    const { apply, sees } = await start(t, testStore)
    await apply({
      users: [owner, grace],
      groups: [{ name: 'Engineering', members: ['grace@acme.test'] }],
      connections: [bot],
      pages: [
        {
          title: 'Private',
          pages: [{ title: 'Shared below', access: [{ connection: 'Bot', level: 'view' }] }],
        },
        {
          title: 'Shared',
          access: [{ group: 'Engineering', level: 'edit' }],
          pages: [{ title: 'Inherits' }],
        },
        { title: 'Only the bot', access: [{ connection: 'Bot', level: 'full_access' }] },
        {
          title: 'Everybody',
          access: [{ workspace: true, level: 'view' }],
          pages: [
            { title: 'Restricted', inherit: false, access: [{ user: 'grace@acme.test', level: 'view' }] },
            { title: 'More', access: [{ user: 'grace@acme.test', level: 'edit' }] },
          ],
        },
      ],
    })
    assert.deepEqual(await sees(owner.token), [
      'Everybody',
      'Inherits',
      'More',
      'Private',
      'Shared',
      'Shared below',
    ])
    assert.deepEqual(await sees(grace.token), ['Everybody', 'Inherits', 'More', 'Restricted', 'Shared'])
    assert.deepEqual(await sees(BOT), ['Only the bot', 'Shared below'])
  })

  test('shares what is there as the file says now, with all that is below', async (t) => {
    const { apply, call, sees, events } = await start(t, testStore)
    const tree = (child: object) => ({
      users: [owner, grace],
      connections: [bot],
      pages: [{ title: 'Home', pages: [{ title: 'Child', ...child, pages: [{ title: 'Grandchild' }] }] }],
    })
    const { id, pages } = await apply(tree({}))
    assert.deepEqual(await sees(grace.token), [])
    await apply(tree({ access: [{ user: 'grace@acme.test', level: 'view' }] }))
    assert.deepEqual(await sees(grace.token), ['Child', 'Grandchild'])
    const child = `/v1/pages/${pages[1]!.id}`
    const lock = { is_locked: true }
    assert.equal((await call(grace.token, 'PATCH', child, lock)).status, 403)
    await apply(
      tree({
        access: [
          { user: 'grace@acme.test', level: 'edit' },
          { connection: 'Bot', level: 'view' },
        ],
      }),
    )
    assert.equal((await call(grace.token, 'PATCH', child, lock)).status, 200)
    assert.deepEqual(await sees(BOT), ['Child', 'Grandchild'])
    await apply(tree({ inherit: false }))
    assert.deepEqual(await sees(owner.token), ['Home'])
    await apply(tree({ inherit: true }))
    assert.deepEqual(await sees(owner.token), ['Child', 'Grandchild', 'Home'])
    const recorded = await events(id)
    await apply(tree({ inherit: true }))
    assert.deepEqual(await events(id), recorded)
  })

  test('finds pages by id wherever they are, and by title among their siblings', async (t) => {
    const { apply, call, get } = await start(t, testStore)
    const home = '11111111-1111-4111-8111-111111111111'
    const note = '22222222-2222-4222-8222-222222222222'
    const access = [{ connection: 'Bot', level: 'full_access' }]
    const first = await apply({
      users: [owner],
      connections: [bot],
      pages: [
        {
          title: 'Home',
          id: home,
          access,
          pages: [{ title: 'Note', id: note, markdown: 'Once' }, { title: 'Shelf' }],
        },
      ],
    })
    await call(BOT, 'PATCH', `/v1/pages/${note}`, { in_trash: true })
    const second = await apply({
      users: [owner],
      connections: [bot],
      pages: [
        {
          title: 'New home',
          id: home,
          pages: [{ title: 'Shelf', pages: [{ title: 'Moved', id: note, markdown: 'Twice' }] }],
        },
      ],
    })
    assert.equal(second.pages.find(({ path }) => path === 'New home/Shelf')?.id, first.pages[2]!.id)
    assert.equal(titleOf((await get(BOT, `/v1/pages/${home}`)).body), 'New home')
    const moved = (await get(BOT, `/v1/pages/${note}`)).body
    assert.deepEqual(
      [titleOf(moved), moved.in_trash, moved.parent.page_id],
      ['Moved', false, first.pages[2]!.id],
    )
    const { results } = (await get(BOT, `/v1/blocks/${note}/children`)).body
    assert.deepEqual(
      results.map((block: Json) => block.paragraph.rich_text[0].plain_text),
      ['Once'],
    )
  })

  test('moves a page that the file has at the top there, to those whom it names', async (t) => {
    const { apply, get, sees, events } = await start(t, testStore)
    const [home, note] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
    const file = (pages: object[]) => ({ users: [owner, grace], connections: [bot], pages })
    const access = [{ user: grace.email, level: 'full_access' }]
    await apply(file([{ title: 'Home', id: home, access, pages: [{ title: 'Note', id: note }] }]))
    const atTop = (more: object) =>
      apply(
        file([
          { title: 'Home', id: home },
          { title: 'Note', id: note, ...more },
        ]),
      )
    const { id } = await atTop({ access: [{ connection: 'Bot', level: 'full_access' }] })
    assert.deepEqual((await get(BOT, `/v1/pages/${note}`)).body.parent, {
      type: 'workspace',
      workspace: true,
    })
    assert.deepEqual(
      [await sees(BOT), await sees(owner.token), await sees(grace.token)],
      [['Note'], [], ['Home']],
    )
    const recorded = await events(id)
    await atTop({})
    assert.deepEqual(await events(id), recorded)

    await apply(file([{ title: 'Home', id: home, pages: [{ title: 'Note', id: note, inherit: true }] }]))
    await atTop({})
    assert.deepEqual([await sees(BOT), await sees(owner.token)], [['Note'], ['Note']])
  })

  test('lets relations name databases and rows that come later', async (t) => {
    const { apply, get, rows } = await start(t, testStore)
    const { id } = await apply({
      users: [owner],
      connections: [bot],
      pages: [
        {
          title: 'Home',
          access: [{ connection: 'Bot', level: 'full_access' }],
          databases: [
            {
              title: 'Tasks',
              data_source_id: SOURCE,
              properties: {
                Name: 'title',
                Who: 'people',
                Project: { relation: { data_source_id: OTHER_SOURCE, dual_property: {} } },
                After: { relation: { data_source_id: SOURCE, single_property: {} } },
              },
              rows: [
                {
                  Name: 'First',
                  Who: 'ada@acme.test',
                  Project: 'Home/Projects/Octavo',
                  After: 'Home/Tasks/Second',
                },
                { Name: 'Second' },
              ],
            },
            {
              title: 'Projects',
              data_source_id: OTHER_SOURCE,
              // Who makes the relation may not change this one, but whoever runs the server may.
              inherit: false,
              access: [{ connection: 'Bot', level: 'view' }],
              rows: [{ Name: 'Octavo' }],
            },
          ],
        },
      ],
    })
    assert.ok(id)
    const [second, first] = (await rows()) as [Json, Json]
    const [project] = (await rows(OTHER_SOURCE)) as [Json]
    assert.deepEqual(first.properties.After.relation, [{ id: second.id }])
    assert.deepEqual(first.properties.Project.relation, [{ id: project.id }])
    assert.equal(first.properties.Who.people[0].name, 'Ada')
    assert.deepEqual(
      Object.values<Json>(project.properties).find(({ type }) => type === 'relation')!.relation,
      [{ id: first.id }],
    )
    assert.equal((await get(BOT, `/v1/pages/${first.id}`)).status, 200)
  })

  test('makes formulas and rollups that are built on one another in any order, once', async (t) => {
    const { apply, rows, events } = await start(t, testStore)
    const rollup = (rollup_property_name: string) => ({
      rollup: { relation_property_name: 'Tasks', rollup_property_name, function: 'sum' },
    })
    const file = {
      users: [owner],
      connections: [bot],
      pages: [
        {
          title: 'Home',
          access: [{ connection: 'Bot', level: 'full_access' }],
          databases: [
            {
              title: 'Projects',
              data_source_id: OTHER_SOURCE,
              properties: {
                Name: 'title',
                Bill: { formula: { expression: 'prop("Cost") * 2' } },
                Cost: rollup('Cost'),
                Tasks: { relation: { data_source_id: SOURCE, single_property: {} } },
              },
              rows: [{ Name: 'Octavo', Tasks: ['Home/Tasks/First', 'Home/Tasks/Second'] }],
            },
            {
              title: 'Tasks',
              data_source_id: SOURCE,
              properties: {
                Name: 'title',
                Hours: 'number',
                Cost: { formula: { expression: 'prop("Hours") * 10' } },
              },
              rows: [
                { Name: 'First', Hours: 1 },
                { Name: 'Second', Hours: 2 },
              ],
            },
          ],
        },
      ],
    }
    const { id } = await apply(file)
    const [project] = (await rows(OTHER_SOURCE)) as [Json]
    assert.deepEqual(project.properties.Cost.rollup, { type: 'number', number: 30, function: 'sum' })
    assert.deepEqual(project.properties.Bill.formula, { type: 'number', number: 60 })
    const recorded = await events(id)
    await apply(file)
    assert.deepEqual(await events(id), recorded)
    const wrong = structuredClone(file)
    wrong.pages[0]!.databases[1]!.properties.Cost = { formula: { expression: 'prop("Nope")' } }
    await assert.rejects(apply(wrong), /Home\/Tasks: .*body\.properties\..*\.formula\.expression/s)
  })

  test('refuses a token that is somebody else’s or was revoked, and keeps nothing of the file', async (t) => {
    const { apply, server, events } = await start(t, testStore)
    const { id } = await apply({ users: [owner], connections: [bot] })
    const recorded = await events(id)
    await assert.rejects(
      apply({
        users: [{ email: owner.email }, { ...grace, token: owner.token }],
      }),
      /^Error: The token of grace@acme\.test is already in use by somebody else\./,
    )
    await server.store.transaction(async (db) => {
      await db.sql.updateTable('tokens').set({ revoked_time: 1 }).execute()
    })
    await assert.rejects(apply({ users: [owner] }), /^Error: The token of ada@acme\.test was revoked\./)
    await assert.rejects(
      apply({ connections: [bot] }),
      /^Error: The token of the connection "Bot" was revoked\./,
    )
    assert.deepEqual(await events(id), recorded)
  })

  test('keeps nothing of a file when one of its workspaces is refused', async (t) => {
    const { apply, server } = await start(t, testStore)
    await apply({ workspace: { name: 'First' }, connections: [bot] })
    await assert.rejects(
      apply({
        workspace: { name: 'Second' },
        workspaces: [{ workspace: { name: 'Third' }, connections: [bot] }],
      }),
      /already in use by somebody else/,
    )
    const rows = await server.store.reader.run<{ name: string }>('select name from workspaces', [])
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['First'],
    )
  })

  test('finds workspaces by name; without one a durable server means its first', async (t) => {
    const { apply, server } = await start(t, testStore)
    const first = await apply({ workspace: { name: 'First' } })
    const second = await apply({
      workspace: { name: 'Second' },
      workspaces: [{ workspace: { name: 'First' } }],
    })
    const unnamed = await apply({ users: [owner] })
    assert.equal(unnamed.id, first.id)
    assert.notEqual(second.id, first.id)
    const rows = await server.store.reader.run('select id from workspaces', [])
    assert.equal(rows.length, 2)
  })

  test('names the page whose content is refused', async (t) => {
    const { apply } = await start(t, testStore)
    const id = '11111111-1111-4111-8111-111111111111'
    await apply({ users: [owner], pages: [{ title: 'Home', pages: [{ title: 'Note', id }] }] })
    await assert.rejects(
      apply({ users: [owner], pages: [{ title: 'Home', databases: [{ title: 'Note', id }] }] }),
      /^Error: Home\/Note: there is a page with this id, not a database/,
    )
  })
})
