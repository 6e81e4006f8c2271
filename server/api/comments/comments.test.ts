import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principalOf } from '#server/domain/access/actor.ts'
import { grant } from '#server/domain/access/lists.ts'
import { pageFor } from '#server/domain/access/nodes.ts'
import { eventsAfter } from '#server/store/events.ts'
import { checkError, checkResponse } from '#test/sdk/check-response.ts'
import { describeStores } from '#test/stores.ts'
import {
  type Answer,
  type Client,
  type Name,
  NEWEST,
  type TestWorkspace,
  workspace,
} from '#test/workspace.ts'

const absentId = '01890000-0000-7000-8000-000000000000'
const runs = (content: string) => [{ text: { content } }]
const shared = (name: string) =>
  `Make sure the relevant pages and databases are shared with your integration "The ${name}".`
const inTrash = "Can't edit block that is archived. You must unarchive the block before editing."

interface Made {
  page: string
  block: string
  nested: string
  database: string
  trashedPage: string
  trashedBlock: string
  /** By the editor: on the page, on the block and on what is in the trash now. */
  comment: string
  discussion: string
  blockDiscussion: string
  trashedComment: string
  trashedDiscussion: string
}

type Request = { method: 'get' | 'post' | 'patch' | 'delete'; path: string; body?: unknown }

interface Scenario {
  name: string
  as: Name
  send: (made: Made) => Request
  status: number
  /** Of an error. */
  message?: (made: Made) => string
  code?: string
  /** Of an answer. */
  shows?: (body: Answer['body'], made: Made) => void
  partial?: true
  events?: readonly string[]
}

const create = (body: unknown): Request => ({ method: 'post', path: '/v1/comments', body })
const list = (query: string): Request => ({ method: 'get', path: `/v1/comments${query}` })
const text = (body: Answer['body']): string =>
  body.rich_text.map((run: { plain_text: string }) => run.plain_text).join('')

const created = ['comment.created']

const answers: Scenario[] = [
  {
    name: 'a comment on a page goes on with its discussion',
    as: 'editor',
    send: ({ page }) => create({ parent: { page_id: page }, rich_text: runs('second') }),
    status: 200,
    events: created,
    shows(body, { page, discussion }) {
      assert.deepEqual(Object.keys(body), [
        'object',
        'id',
        'parent',
        'discussion_id',
        'created_time',
        'last_edited_time',
        'created_by',
        'rich_text',
        'display_name',
        'request_id',
      ])
      assert.deepEqual(body.parent, { type: 'page_id', page_id: page })
      assert.equal(body.discussion_id, discussion)
      assert.deepEqual(Object.keys(body.created_by), ['object', 'id'])
      assert.deepEqual(body.display_name, { type: 'integration', resolved_name: 'The editor' })
    },
  },
  {
    name: 'a page named as a block is the page',
    as: 'editor',
    send: ({ page }) => create({ parent: { block_id: page }, rich_text: runs('second') }),
    status: 200,
    events: created,
    shows: (body, { page, discussion }) =>
      assert.deepEqual([body.parent.page_id, body.discussion_id], [page, discussion]),
  },
  {
    name: 'a comment on a block begins a discussion',
    as: 'editor',
    send: ({ block }) => create({ parent: { type: 'block_id', block_id: block }, rich_text: runs('here') }),
    status: 200,
    events: created,
    shows(body, { block, discussion, blockDiscussion }) {
      assert.deepEqual(body.parent, { type: 'block_id', block_id: block })
      assert.ok(![discussion, blockDiscussion].includes(body.discussion_id))
    },
  },
  {
    name: 'an answer in a discussion is on what the discussion is on',
    as: 'editor',
    send: ({ blockDiscussion }) =>
      create({ discussion_id: blockDiscussion.replaceAll('-', '').toUpperCase(), rich_text: runs('answer') }),
    status: 200,
    events: created,
    shows: (body, { block, blockDiscussion }) =>
      assert.deepEqual([body.parent.block_id, body.discussion_id], [block, blockDiscussion]),
  },
  {
    name: 'inline markdown is rich text',
    as: 'editor',
    send: ({ page }) => create({ parent: { page_id: page }, markdown: '**bold** and\n# no heading' }),
    status: 200,
    events: created,
    shows(body) {
      assert.equal(text(body), 'bold and\n# no heading')
      assert.equal(body.rich_text[0].annotations.bold, true)
    },
  },
  {
    name: 'a comment may be written under another name',
    as: 'editor',
    send: ({ page }) =>
      create({
        parent: { page_id: page },
        rich_text: runs('x'),
        display_name: { type: 'custom', custom: { name: 'Deploys' } },
        attachments: [],
      }),
    status: 200,
    events: created,
    shows: (body) => assert.deepEqual(body.display_name, { type: 'custom', resolved_name: 'Deploys' }),
  },
  {
    name: 'nobody stands behind an internal bot',
    as: 'editor',
    send: ({ page }) =>
      create({ parent: { page_id: page }, rich_text: runs('x'), display_name: { type: 'user' } }),
    status: 200,
    events: created,
    shows: (body) => assert.deepEqual(body.display_name, { type: 'user', resolved_name: null }),
  },
  {
    name: 'a person comments under their name',
    as: 'owner',
    send: ({ page }) => create({ parent: { page_id: page }, rich_text: runs('x') }),
    status: 200,
    events: created,
    shows: (body) => assert.deepEqual(body.display_name, { type: 'user', resolved_name: 'The owner' }),
  },
  {
    name: 'who may not read comments is shown that one was made',
    as: 'inserter',
    send: ({ page }) => create({ parent: { page_id: page }, rich_text: runs('x') }),
    status: 200,
    events: created,
    partial: true,
    shows: (body) => assert.deepEqual(Object.keys(body), ['object', 'id', 'request_id']),
  },
  {
    name: 'the comments on a page are those on the page itself',
    as: 'reader',
    send: ({ page }) => list(`?block_id=${page}`),
    status: 200,
    shows: (body) => assert.deepEqual(body.results.map(text), ['first']),
  },
  {
    name: 'the comments on a block are its own',
    as: 'reader',
    send: ({ block }) => list(`?block_id=${block}&page_size=1`),
    status: 200,
    shows: (body) => assert.deepEqual(body.results.map(text), ['on the block']),
  },
  {
    name: 'a block without comments has an empty list',
    as: 'reader',
    send: ({ nested }) => list(`?block_id=${nested}`),
    status: 200,
    shows: (body) =>
      assert.deepEqual(body, {
        object: 'list',
        results: [],
        next_cursor: null,
        has_more: false,
        type: 'comment',
        comment: {},
        request_id: body.request_id,
      }),
  },
  {
    name: 'what is in the trash keeps its comments to read',
    as: 'reader',
    send: ({ trashedPage }) => list(`?block_id=${trashedPage}`),
    status: 200,
    shows: (body) => assert.equal(body.results.length, 1),
  },
  {
    name: 'a comment is read by its id',
    as: 'reader',
    send: ({ comment }) => ({ method: 'get', path: `/v1/comments/${comment}` }),
    status: 200,
    shows: (body) => assert.equal(text(body), 'first'),
  },
  {
    name: 'the author changes a comment',
    as: 'editor',
    send: ({ comment }) => ({
      method: 'patch',
      path: `/v1/comments/${comment}`,
      body: { markdown: '*better*' },
    }),
    status: 200,
    events: ['comment.updated'],
    shows: (body) => assert.equal(text(body), 'better'),
  },
  {
    name: 'a change to what is there already leaves no trace',
    as: 'editor',
    send: ({ comment }) => ({
      method: 'patch',
      path: `/v1/comments/${comment}`,
      body: { rich_text: runs('first') },
    }),
    status: 200,
  },
  {
    name: 'the author deletes a comment and is shown it once more',
    as: 'editor',
    send: ({ comment }) => ({ method: 'delete', path: `/v1/comments/${comment}` }),
    status: 200,
    events: ['comment.deleted'],
    shows: (body) => assert.equal(text(body), 'first'),
  },
]

const refusals: Scenario[] = [
  {
    name: 'a comment on nothing',
    as: 'editor',
    send: () => create({ rich_text: runs('x') }),
    status: 400,
    message: () =>
      [
        'body failed validation. Fix one:',
        'body.parent should be defined, instead was `undefined`.',
        'body.discussion_id should be defined, instead was `undefined`.',
      ].join('\n'),
  },
  {
    name: 'a comment without text',
    as: 'editor',
    send: ({ page }) => create({ parent: { page_id: page } }),
    status: 400,
    message: () =>
      [
        'body failed validation. Fix one:',
        'body.rich_text should be defined, instead was `undefined`.',
        'body.markdown should be defined, instead was `undefined`.',
      ].join('\n'),
  },
  {
    name: 'a comment in a discussion and on a page',
    as: 'editor',
    send: ({ page, discussion }) =>
      create({ parent: { page_id: page }, discussion_id: discussion, markdown: 'x' }),
    status: 400,
    message: ({ page, discussion }) =>
      [
        'body failed validation. Fix one:',
        `body.discussion_id should be not present, instead was \`"${discussion}"\`.`,
        `body.parent should be not present, instead was \`{"page_id":"${page}"}\`.`,
      ].join('\n'),
  },
  {
    name: 'a comment in rich text and in markdown',
    as: 'editor',
    send: ({ page }) => create({ parent: { page_id: page }, rich_text: runs('x'), markdown: 'x' }),
    status: 400,
    message: () =>
      [
        'body failed validation. Fix one:',
        'body.markdown should be not present, instead was `"x"`.',
        'body.rich_text should be not present, instead was `[{"text":{"content":"x"}}]`.',
      ].join('\n'),
  },
  {
    name: 'a comment on a page and a block at once',
    as: 'editor',
    send: ({ page, block }) => create({ parent: { page_id: page, block_id: block }, markdown: 'x' }),
    status: 400,
    message: ({ page, block }) =>
      [
        'body failed validation. Fix one:',
        `body.parent.block_id should be not present, instead was \`"${block}"\`.`,
        `body.parent.page_id should be not present, instead was \`"${page}"\`.`,
      ].join('\n'),
  },
  {
    name: 'empty rich text',
    as: 'editor',
    send: ({ page }) => create({ parent: { page_id: page }, rich_text: [] }),
    status: 400,
    message: () => 'body failed validation: body.rich_text.length should be ≥ `1`, instead was `0`.',
  },
  {
    name: 'empty markdown',
    as: 'editor',
    send: ({ page }) => create({ parent: { page_id: page }, markdown: '' }),
    status: 400,
    message: () => 'body failed validation: body.markdown should be populated, instead was `""`.',
  },
  {
    name: 'markdown that says nothing',
    as: 'editor',
    send: ({ page }) => create({ parent: { page_id: page }, markdown: '<span></span>' }),
    status: 400,
    message: () => 'body.markdown should hold text.',
  },
  {
    name: 'markdown of more pieces than rich text may have',
    as: 'editor',
    send: ({ page }) => create({ parent: { page_id: page }, markdown: '**a**b'.repeat(51) }),
    status: 400,
    message: () => 'body failed validation: body.rich_text.length should be ≤ `100`, instead was `102`.',
  },
  {
    name: 'an attachment that is no upload',
    as: 'editor',
    send: ({ page }) =>
      create({ parent: { page_id: page }, markdown: 'x', attachments: [{ file_upload_id: 'x' }] }),
    status: 400,
    message: () =>
      'body failed validation: body.attachments[0].file_upload_id should be a valid uuid, instead was `"x"`.',
  },
  {
    name: 'a name of no kind',
    as: 'editor',
    send: ({ page }) => create({ parent: { page_id: page }, markdown: 'x', display_name: { type: 'bot' } }),
    status: 400,
    message: () =>
      'body failed validation: body.display_name.type should be `"integration"`, `"user"`, or `"custom"`, instead was `"bot"`.',
  },
  {
    name: 'a comment on a database',
    as: 'editor',
    send: ({ database }) => create({ parent: { block_id: database }, markdown: 'x' }),
    status: 400,
    message: () => 'Comments on databases are not supported. Comment on a page or a block instead.',
  },
  {
    name: 'a database named as a page',
    as: 'editor',
    send: ({ database }) => create({ parent: { page_id: database }, markdown: 'x' }),
    status: 400,
    message: ({ database }) =>
      `Provided ID ${database} is a database, not a page. Use the retrieve database API instead.`,
  },
  {
    name: 'a comment on a page in the trash',
    as: 'editor',
    send: ({ trashedPage }) => create({ parent: { page_id: trashedPage }, markdown: 'x' }),
    status: 400,
    message: () => inTrash,
  },
  {
    name: 'a comment on a block in the trash',
    as: 'editor',
    send: ({ trashedBlock }) => create({ parent: { block_id: trashedBlock }, markdown: 'x' }),
    status: 400,
    message: () => inTrash,
  },
  {
    name: 'an answer in a discussion in the trash',
    as: 'editor',
    send: ({ trashedDiscussion }) => create({ discussion_id: trashedDiscussion, markdown: 'x' }),
    status: 400,
    message: () => inTrash,
  },
  {
    name: 'a change to a comment in the trash',
    as: 'editor',
    send: ({ trashedComment }) => ({
      method: 'patch',
      path: `/v1/comments/${trashedComment}`,
      body: { markdown: 'x' },
    }),
    status: 400,
    message: () => inTrash,
  },
  {
    name: 'deleting a comment in the trash',
    as: 'editor',
    send: ({ trashedComment }) => ({ method: 'delete', path: `/v1/comments/${trashedComment}` }),
    status: 400,
    message: () => inTrash,
  },
  {
    name: 'a change of nothing but the name',
    as: 'editor',
    send: ({ comment }) => ({
      method: 'patch',
      path: `/v1/comments/${comment}`,
      body: { display_name: { type: 'integration' } },
    }),
    status: 400,
    message: () =>
      [
        'body failed validation. Fix one:',
        'body.rich_text should be defined, instead was `undefined`.',
        'body.markdown should be defined, instead was `undefined`.',
      ].join('\n'),
  },
  {
    name: 'a list of no block',
    as: 'reader',
    send: () => list(''),
    status: 400,
    message: () => 'query failed validation: query.block_id should be defined, instead was `undefined`.',
  },
  {
    name: 'a page of no comments',
    as: 'reader',
    send: ({ page }) => list(`?block_id=${page}&page_size=0`),
    status: 400,
    message: () =>
      'query failed validation: query.page_size should be ≥ `1` or `undefined`, instead was `0`.',
  },
  {
    name: 'a page of too many comments',
    as: 'reader',
    send: ({ page }) => list(`?block_id=${page}&page_size=101`),
    status: 400,
    message: () =>
      'query failed validation: query.page_size should be ≤ `100` or `undefined`, instead was `101`.',
  },
  {
    name: 'a cursor that is none',
    as: 'reader',
    send: ({ page }) => list(`?block_id=${page}&start_cursor=bogus`),
    status: 400,
    message: () => 'The start_cursor provided is invalid: bogus',
  },
  ...(['stranger', 'outsider'] as const).flatMap((name): Scenario[] => [
    {
      name: `a hidden page, to the ${name}`,
      as: name,
      send: ({ page }) => create({ parent: { page_id: page }, markdown: 'x' }),
      status: 404,
      message: ({ page }) => `Could not find page with ID: ${page}. ${shared(name)}`,
    },
    {
      name: `a hidden block, to the ${name}`,
      as: name,
      send: ({ block }) => list(`?block_id=${block}`),
      status: 404,
      message: ({ block }) => `Could not find block with ID: ${block}. ${shared(name)}`,
    },
    {
      name: `a hidden discussion, to the ${name}`,
      as: name,
      send: ({ discussion }) => create({ discussion_id: discussion, markdown: 'x' }),
      status: 404,
      message: ({ discussion }) => `Could not find discussion with ID: ${discussion}. ${shared(name)}`,
    },
    ...(['get', 'patch', 'delete'] as const).map(
      (method): Scenario => ({
        name: `a hidden comment, to the ${name} who asks to ${method} it`,
        as: name,
        send: ({ comment }) => ({
          method,
          path: `/v1/comments/${comment}`,
          ...(method === 'patch' ? { body: { markdown: 'x' } } : {}),
        }),
        status: 404,
        message: ({ comment }) => `Could not find comment with ID: ${comment}. ${shared(name)}`,
      }),
    ),
  ]),
  {
    name: 'a comment that does not exist',
    as: 'editor',
    send: () => ({ method: 'get', path: `/v1/comments/${absentId}` }),
    status: 404,
    message: () => `Could not find comment with ID: ${absentId}. ${shared('editor')}`,
  },
  {
    name: 'an id that is none',
    as: 'editor',
    send: () => ({ method: 'get', path: '/v1/comments/abc' }),
    status: 400,
    message: () => 'path failed validation: path.comment_id should be a valid uuid, instead was `"abc"`.',
  },
  {
    name: 'writing without the capability',
    as: 'reader',
    send: ({ page }) => create({ parent: { page_id: page }, markdown: 'x' }),
    status: 403,
    message: () => 'Insufficient permissions for this endpoint.',
  },
  {
    name: 'reading without the capability',
    as: 'inserter',
    send: ({ page }) => list(`?block_id=${page}`),
    status: 403,
    message: () => 'Insufficient permissions for this endpoint.',
  },
  {
    name: 'writing on a page that may only be viewed',
    as: 'viewer',
    send: ({ page }) => create({ parent: { page_id: page }, markdown: 'x' }),
    status: 403,
    message: ({ page }) => `This needs "comment" access to the page with ID: ${page}.`,
  },
  ...(['patch', 'delete'] as const).map(
    (method): Scenario => ({
      name: `a foreign comment to ${method}`,
      as: 'owner',
      send: ({ comment }) => ({
        method,
        path: `/v1/comments/${comment}`,
        ...(method === 'patch' ? { body: { markdown: 'x' } } : {}),
      }),
      status: 403,
      message: ({ comment }) =>
        `Comment with ID ${comment} was written by another user. Only its author can change or delete it.`,
    }),
  ),
]

const codes: Record<number, string> = {
  400: 'validation_error',
  403: 'restricted_resource',
  404: 'object_not_found',
}

const paragraph = (content: string, children: unknown[] = []) => ({
  paragraph: { rich_text: runs(content), ...(children.length > 0 ? { children } : {}) },
})

async function setUp({ as, aPage, aDataSource }: TestWorkspace): Promise<Made> {
  const page = await aPage({
    children: [paragraph('a', [paragraph('b')]), paragraph('c')],
  })
  const trashedPage = await aPage()
  const { database } = await aDataSource()
  const editor = as('editor')
  const blocks = (await editor.get(`/v1/blocks/${page}/children`)).body.results
  const [{ id: block }, { id: trashedBlock }] = blocks
  const nested = (await editor.get(`/v1/blocks/${block}/children`)).body.results[0].id
  const write = async (parent: object, content: string) => {
    const answer = await editor.post('/v1/comments', { parent, rich_text: runs(content) })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  const first = await write({ page_id: page }, 'first')
  const onBlock = await write({ block_id: block }, 'on the block')
  const trashed = await write({ page_id: trashedPage }, 'lost')
  await editor.patch(`/v1/pages/${trashedPage}`, { in_trash: true })
  await editor.delete(`/v1/blocks/${trashedBlock}`)
  return {
    page,
    block,
    nested,
    database,
    trashedPage,
    trashedBlock,
    comment: first.id,
    discussion: first.discussion_id,
    blockDiscussion: onBlock.discussion_id,
    trashedComment: trashed.id,
    trashedDiscussion: trashed.discussion_id,
  }
}

function send(client: Client, { method, path, body }: Request): Promise<Answer> {
  if (method === 'get' || method === 'delete') return client[method](path)
  return client[method](path, body)
}

describeStores('comments', (store) => {
  test('answer every kind of request', async (t) => {
    const acme = await workspace(t, store)
    for (const scenario of answers) {
      await t.test(scenario.name, async () => {
        const made = await setUp(acme)
        await acme.events()
        const request = scenario.send(made)
        const { status, body } = await send(acme.as(scenario.as), request)
        assert.equal(status, scenario.status, JSON.stringify(body))
        checkResponse(NEWEST, `${request.method.toUpperCase()} ${request.path}`, body, {
          shows: scenario.partial ? 'partial' : 'full',
        })
        scenario.shows?.(body, made)
        assert.deepEqual(await acme.events(), scenario.events ?? [])
      })
    }
  })

  test('refuse, change nothing and say why', async (t) => {
    const acme = await workspace(t, store)
    const made = await setUp(acme)
    await acme.events()
    for (const scenario of refusals) {
      await t.test(scenario.name, async () => {
        const request = scenario.send(made)
        const { status, body } = await send(acme.as(scenario.as), request)
        assert.deepEqual(
          [status, body.code, body.message],
          [scenario.status, codes[scenario.status], scenario.message?.(made)],
        )
        checkError(`${request.method.toUpperCase()} ${request.path}`, status, body)
        assert.deepEqual(await acme.events(), [])
      })
    }
  })

  test('are listed oldest first, with cursors that outlive their comment', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const page = await aPage()
    const editor = as('editor')
    const ids: string[] = []
    for (const content of ['1', '2', '3', '4', '5']) {
      const { body } = await editor.post('/v1/comments', {
        parent: { page_id: page },
        rich_text: runs(content),
      })
      ids.push(body.id)
    }
    const first = await editor.get(`/v1/comments?block_id=${page}&page_size=2`)
    assert.deepEqual(first.body.results.map(text), ['1', '2'])
    assert.equal(first.body.has_more, true)
    await editor.delete(`/v1/comments/${ids[0]}`)
    await editor.delete(`/v1/comments/${ids[2]}`)
    await editor.post('/v1/comments', { parent: { page_id: page }, rich_text: runs('6') })
    const rest = await editor.get(`/v1/comments?block_id=${page}&start_cursor=${first.body.next_cursor}`)
    assert.deepEqual(rest.body.results.map(text), ['4', '5', '6'])
    assert.equal(rest.body.next_cursor, null)
  })

  test('of resolved discussions are not listed, and the page begins another one', async (t) => {
    const acme = await workspace(t, store)
    const { page, discussion, comment } = await setUp(acme)
    const editor = acme.as('editor')
    await editor.patch(`/v1/discussions/${discussion}`, { resolved: true })
    assert.deepEqual((await editor.get(`/v1/comments?block_id=${page}`)).body.results, [])
    assert.equal((await editor.get(`/v1/comments/${comment}`)).status, 200)
    const { body } = await editor.post('/v1/comments', { parent: { page_id: page }, markdown: 'anew' })
    assert.notEqual(body.discussion_id, discussion)
    assert.deepEqual((await editor.get(`/v1/comments?block_id=${page}`)).body.results.map(text), ['anew'])
  })

  test('end their discussion with the last one', async (t) => {
    const acme = await workspace(t, store)
    const { page, discussion, comment } = await setUp(acme)
    const editor = acme.as('editor')
    const { body } = await editor.post('/v1/comments', { discussion_id: discussion, markdown: 'answer' })
    await editor.delete(`/v1/comments/${comment}`)
    const still = await editor.post('/v1/comments', { discussion_id: discussion, markdown: 'more' })
    assert.equal(still.status, 200)
    await editor.delete(`/v1/comments/${body.id}`)
    await editor.delete(`/v1/comments/${still.body.id}`)
    assert.equal((await editor.delete(`/v1/comments/${comment}`)).status, 404)
    assert.equal(
      (await editor.post('/v1/comments', { discussion_id: discussion, markdown: 'x' })).status,
      404,
    )
    const anew = await editor.post('/v1/comments', { parent: { page_id: page }, markdown: 'x' })
    assert.notEqual(anew.body.discussion_id, discussion)
  })

  test('need no more than the level "comment", and leave the page as it was edited last', async (t) => {
    const acme = await workspace(t, store)
    const { page, block } = await setUp(acme)
    const viewer = acme.as('viewer')
    await acme.do(async (context) => {
      const { accessId } = await pageFor(context, page, 'read')
      await grant(context, accessId, [{ principal: principalOf.bot(viewer.userId), level: 'comment' }])
      await context.db.sql.updateTable('blocks').set({ last_edited_time: 0 }).where('id', '=', page).execute()
    })
    const made = await viewer.post('/v1/comments', { parent: { block_id: block }, markdown: 'x' })
    assert.equal(made.status, 200, JSON.stringify(made.body))
    assert.equal((await viewer.patch(`/v1/comments/${made.body.id}`, { markdown: 'y' })).status, 200)
    assert.equal((await viewer.delete(`/v1/comments/${made.body.id}`)).status, 200)
    const { body } = await viewer.get(`/v1/pages/${page}`)
    assert.equal(body.last_edited_time, '1970-01-01T00:00:00.000Z')
  })

  test('show who and what they mention as the reader may see it', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const page = await aPage({ title: 'Home' })
    const user = as('member').userId
    const { body } = await as('editor').post('/v1/comments', {
      parent: { page_id: page },
      rich_text: [{ mention: { user: { id: user } } }, { mention: { page: { id: page } } }],
    })
    checkResponse(NEWEST, 'POST /v1/comments', body)
    assert.equal(text(body), '@The memberHome')
    assert.equal(body.rich_text[0].mention.user.person.email, 'member@acme.test')
    const read = await as('reader').get(`/v1/comments/${body.id}`)
    assert.deepEqual(read.body.rich_text[0].mention.user.person, {})
  })

  test('tell others by page and parent, never by what they say', async (t) => {
    const acme = await workspace(t, store)
    const { page, block } = await setUp(acme)
    const editor = acme.as('editor')
    const { body } = await editor.post('/v1/comments', { parent: { block_id: block }, markdown: 'secret' })
    await editor.delete(`/v1/comments/${body.id}`)
    const events = await eventsAfter(acme.store.reader, acme.id, 0, 10_000)
    assert.deepEqual(
      events.slice(-2).map(({ type, entity_type, entity_id, data }) => [type, entity_type, entity_id, data]),
      ['comment.created', 'comment.deleted'].map((type) => [
        type,
        'comment',
        body.id,
        JSON.stringify({ page_id: page, parent: { id: block, type: 'block' } }),
      ]),
    )
  })
})
