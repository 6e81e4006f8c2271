import assert from 'node:assert/strict'
import { test } from 'node:test'
import { APIErrorCode, APIResponseError, isNotionClientError } from '@notionhq/client'
import { complaint, full, refusal, text } from './answers.ts'
import { type ClientOf, describeClients } from './describe-clients.ts'

type Client = ClientOf<'5.x'>

const unknown = '59833787-2cf9-4fdf-8782-e53db20768a5'
const notFound = (noun: string, id: string, name = 'The editor') =>
  `Could not find ${noun} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration "${name}".`

const paragraph = (content: string) => ({ paragraph: { rich_text: text(content) } })

describeClients('errors', ['5.x'], (home) => {
  test('are errors of the SDK, with the id of the request', async () => {
    await assert.rejects(home.as('editor').pages.retrieve({ page_id: unknown }), (thrown) => {
      assert.ok(isNotionClientError(thrown) && APIResponseError.isAPIResponseError(thrown))
      assert.equal(thrown.code, APIErrorCode.ObjectNotFound)
      assert.match(thrown.request_id ?? '', /^[\da-f-]{36}$/)
      assert.equal(Object.keys(thrown.additional_data ?? {}).join(), 'integration_id')
      return true
    })
  })

  test('tell of tokens that are none', async () => {
    for (const token of ['secret_nobody', 'ntn_nobody']) {
      assert.deepEqual(await refusal(home.with(token).users.me({})), {
        status: 401,
        code: APIErrorCode.Unauthorized,
        message: 'API token is invalid.',
      })
    }
  })

  test('tell of what is not shared just as of what does not exist', async () => {
    const page = await home.aPage()
    const { database, dataSource } = await home.aDataSource()
    const asked: [noun: string, id: string, ask: (client: Client, id: string) => Promise<unknown>][] = [
      ['page', page, (client, page_id) => client.pages.retrieve({ page_id })],
      ['page', page, (client, page_id) => client.pages.update({ page_id, in_trash: true })],
      ['block', page, (client, block_id) => client.blocks.retrieve({ block_id })],
      ['block', page, (client, block_id) => client.blocks.children.list({ block_id })],
      ['block', page, (client, block_id) => client.blocks.delete({ block_id })],
      ['database', database, (client, database_id) => client.databases.retrieve({ database_id })],
      [
        'data source',
        dataSource,
        (client, data_source_id) => client.dataSources.retrieve({ data_source_id }),
      ],
      ['data source', dataSource, (client, data_source_id) => client.dataSources.query({ data_source_id })],
    ]
    for (const [noun, id, ask] of asked) {
      for (const [name, missing] of [
        ['editor', unknown],
        ['stranger', id],
        ['outsider', id],
      ] as const) {
        assert.deepEqual(await refusal(ask(home.as(name), missing)), {
          status: 404,
          code: APIErrorCode.ObjectNotFound,
          message: notFound(noun, missing, `The ${name}`),
        })
      }
    }
  })

  test('tell of what a bot may not do', async () => {
    const page_id = await home.aPage({ children: [paragraph('Text')] })
    const reader = home.as('reader')
    const forbidden = [
      reader.pages.update({ page_id, in_trash: true }),
      home.as('viewer').pages.update({ page_id, in_trash: true }),
      home.as('viewer').blocks.children.append({ block_id: page_id, children: [paragraph('No')] }),
      reader.pages.create({ parent: { page_id }, properties: {} }),
      reader.blocks.children.append({ block_id: page_id, children: [paragraph('No')] }),
      reader.databases.create({ parent: { type: 'page_id', page_id } }),
      home.as('inserter').pages.retrieve({ page_id }),
      home.as('inserter').blocks.delete({ block_id: page_id }),
      home.as('nobody').search({}),
    ]
    for (const request of await Promise.all(forbidden.map(refusal))) {
      assert.deepEqual([request.status, request.code], [403, APIErrorCode.RestrictedResource])
    }
  })

  test('tell of ids that are none', async () => {
    const client = home.as('editor')
    const says = (name: string, id: string) =>
      `path failed validation: path.${name} should be a valid uuid, instead was \`"${id}"\`.`
    for (const id of ['abc', '12345678-1234-1234-1234-123456789abc']) {
      assert.equal(await complaint(client.pages.retrieve({ page_id: id })), says('page_id', id))
      assert.equal(await complaint(client.blocks.retrieve({ block_id: id })), says('block_id', id))
      assert.equal(await complaint(client.databases.retrieve({ database_id: id })), says('database_id', id))
      assert.equal(
        await complaint(client.dataSources.retrieve({ data_source_id: id })),
        says('data_source_id', id),
      )
    }
    assert.equal(
      await complaint(client.blocks.children.list({ block_id: await home.aPage(), start_cursor: 'bogus' })),
      'query failed validation: query.start_cursor should be a valid uuid or `undefined`, instead was `"bogus"`.',
    )
  })

  test('tell where a body is wrong', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    const create = (body: object) =>
      client.pages.create({ parent: { page_id }, properties: {}, ...body } as never)
    const append = (children: unknown) =>
      client.blocks.children.append({ block_id: page_id, children: children as never })
    const say = (what: string) => `body failed validation: body.${what}`
    const run = (content: string) => ({ text: { content } })
    const toggle = (children?: object[]) => ({
      toggle: { rich_text: [], ...(children ? { children } : {}) },
    })

    assert.equal(
      await complaint(create({ children: 'x' })),
      say('children should be an array or `undefined`, instead was `"x"`.'),
    )
    assert.equal(await complaint(append('x')), say('children should be an array, instead was `"x"`.'))
    assert.equal(
      await complaint(append(undefined)),
      say('children should be defined, instead was `undefined`.'),
    )
    assert.equal(
      await complaint(client.dataSources.query({ data_source_id: unknown, page_size: 'ten' as never })),
      say('page_size should be a number or `undefined`, instead was `"ten"`.'),
    )
    assert.equal(
      await complaint(append(Array.from({ length: 101 }, () => ({ divider: {} })))),
      say('children.length should be ≤ `100`, instead was `101`.'),
    )
    assert.equal(
      await complaint(append([{ paragraph: { rich_text: [run('x'.repeat(2001))] } }])),
      say('children[0].paragraph.rich_text[0].text.content.length should be ≤ `2000`, instead was `2001`.'),
    )
    assert.equal(
      await complaint(append([{ paragraph: { rich_text: Array.from({ length: 129 }, () => run('x')) } }])),
      say('children[0].paragraph.rich_text.length should be ≤ `100`, instead was `129`.'),
    )
    assert.equal(
      await complaint(append([toggle([toggle([toggle([toggle()])])])])),
      say(
        'children[0].toggle.children[0].toggle.children[0].toggle.children should be not present, instead was `[{"toggle":{"rich_text":[]}}]`.',
      ),
    )
    assert.equal(
      await complaint(create({ icon: { type: 'externaeel', external: { url: 'https://acme.test/a.png' } } })),
      say('icon.type should be `"external"` or `undefined`, instead was `"externaeel"`.'),
    )
    assert.equal(
      await complaint(create({ parent: { page_id, an_incorrect_key: 'value' } })),
      say('parent.an_incorrect_key should be not present, instead was `"value"`.'),
    )
  })

  test('tell of texts, parents and pages that are wrong', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    const append = (content: object) =>
      client.blocks.children.append({ block_id: page_id, children: [content as never] })
    const link = { text: { content: 'x', link: 'https://acme.test' } }
    assert.equal(
      await complaint(append({ paragraph: { rich_text: [link] } })),
      'body failed validation: body.children[0].paragraph.rich_text[0].text.link should be an object, `null`, or `undefined`, instead was `"https://acme.test"`.',
    )
    const [block] = (await append({ numbered_list_item: { rich_text: text('1') } })).results
    const later = { block_id: block!.id, numbered_list_item: { list_start_index: 3 } } as never
    assert.equal(
      await complaint(client.blocks.update(later)),
      'body failed validation: body.numbered_list_item.list_start_index should be not present, instead was `3`.',
    )
    const lost = await complaint(client.pages.create({ parent: {} as never, properties: {} }))
    assert.match(lost, /^body failed validation\. Fix one:\n/)
    assert.ok(lost.includes('\nbody.parent.page_id should be defined, instead was `undefined`.'), lost)
    assert.ok(lost.includes('\nbody.parent.database_id should be defined, instead was `undefined`.'), lost)
    for (const [page_size, bound] of [
      [0, '≥ `1`'],
      [101, '≤ `100`'],
    ] as const) {
      assert.equal(
        await complaint(client.comments.list({ block_id: page_id, page_size })),
        `query failed validation: query.page_size should be ${bound} or \`undefined\`, instead was \`${page_size}\`.`,
      )
    }
  })

  test('tell what must not be lost, and what is gone already', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    await client.pages.create({ parent: { page_id }, properties: { title: { title: text('Kept') } } })
    assert.match(
      await complaint(
        client.pages.updateMarkdown({
          page_id,
          type: 'replace_content',
          replace_content: { new_str: 'All new' },
        }),
      ),
      /^This operation would delete 1 child page\(s\) or database\(s\): page: "Kept"/,
    )
    await client.pages.update({ page_id, in_trash: true })
    const archived = "Can't edit block that is archived. You must unarchive the block before editing."
    const writes = [
      client.comments.create({ parent: { page_id }, rich_text: text('No') }),
      client.blocks.children.append({ block_id: page_id, children: [paragraph('No')] }),
      client.pages.create({ parent: { page_id }, properties: {} }),
      client.pages.update({ page_id, icon: { emoji: '🎯' } }),
    ]
    for (const message of await Promise.all(writes.map(complaint))) assert.equal(message, archived)
  })

  test('tell what a page cannot take', async () => {
    const client = home.as('editor')
    const { dataSource } = await home.aDataSource({
      Name: { title: {} },
      Status: { status: {} },
      Category: { rich_text: {} },
    })
    const create = (properties: object) =>
      client.pages.create({ parent: { data_source_id: dataSource }, properties: properties as never })
    assert.equal(
      await complaint(create({ Nothing: { number: 1 } })),
      'Nothing is not a property that exists.',
    )
    assert.equal(
      await complaint(create({ Status: { number: 1 }, Category: { number: 1 } })),
      'Status is expected to be status. Category is expected to be rich_text.',
    )
    assert.equal(
      await complaint(
        client.blocks.children.append({
          block_id: await home.aPage(),
          children: [{ image: { external: { url: 'not a url' } } }],
        }),
      ),
      'Content creation Failed. Fix the following: \nInvalid image url.',
    )
    const page = full(await create({}))
    assert.equal(
      await complaint(client.pages.properties.retrieve({ page_id: page.id, property_id: 'nope' })),
      'Could not find property with name or id: nope',
    )
  })

  test('tell of addresses that lead nowhere, before anything else', async () => {
    for (const [method, path] of [
      ['get', 'nowhere'],
      ['post', `pages/${unknown}`],
      ['delete', 'search'],
    ] as const) {
      const { status, code, message } = await refusal(home.with('secret_nobody').request({ method, path }))
      assert.deepEqual([status, code, message], [400, APIErrorCode.InvalidRequestURL, 'Invalid request URL.'])
    }
  })
})
