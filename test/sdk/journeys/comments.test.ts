import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collectPaginatedAPI } from '@notionhq/client'
import { complaint, full, plain, refusal, text } from './answers.ts'
import { describeClients } from './describe-clients.ts'

const paragraph = (content: string) => ({ paragraph: { rich_text: text(content) } })

describeClients('comments', ['5.x'], (home) => {
  test('are made on a page, on a block and in a discussion', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage({ children: [paragraph('Text')] })
    const [block] = (await client.blocks.children.list({ block_id: page_id })).results
    const onPage = full(await client.comments.create({ parent: { page_id }, rich_text: text('On the page') }))
    assert.deepEqual(onPage.parent, { type: 'page_id', page_id })
    assert.equal(plain(onPage.rich_text), 'On the page')
    assert.equal(onPage.created_by.id, home.userId('editor'))
    assert.deepEqual(onPage.display_name, { type: 'integration', resolved_name: 'The editor' })

    const onBlock = full(
      await client.comments.create({ parent: { block_id: block!.id }, rich_text: text('On the block') }),
    )
    assert.deepEqual(onBlock.parent, { type: 'block_id', block_id: block!.id })
    const reply = full(
      await client.comments.create({ discussion_id: onBlock.discussion_id, rich_text: text('Indeed') }),
    )
    assert.deepEqual(reply.parent, onBlock.parent)
    assert.equal(reply.discussion_id, onBlock.discussion_id)
    assert.notEqual(onPage.discussion_id, onBlock.discussion_id)

    const words = async (block_id: string) =>
      (await client.comments.list({ block_id })).results.map((comment) => plain(comment.rich_text))
    assert.deepEqual(await words(page_id), ['On the page'])
    assert.deepEqual(await words(block!.id), ['On the block', 'Indeed'])
  })

  test('are written as markdown, and under another name', async () => {
    const client = home.as('editor')
    const comment = full(
      await client.comments.create({
        parent: { page_id: await home.aPage() },
        markdown: 'Some **bold** words',
        display_name: { type: 'custom', custom: { name: 'A robot' } },
      }),
    )
    assert.equal(plain(comment.rich_text), 'Some bold words')
    assert.equal(comment.rich_text[1]!.annotations.bold, true)
    assert.deepEqual(comment.display_name, { type: 'custom', resolved_name: 'A robot' })
  })

  test('are retrieved, changed and deleted', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    const { id: comment_id } = await client.comments.create({ parent: { page_id }, rich_text: text('Old') })
    assert.equal(plain(full(await client.comments.retrieve({ comment_id })).rich_text), 'Old')
    const changed = full(await client.comments.update({ comment_id, rich_text: text('New') }))
    assert.equal(plain(changed.rich_text), 'New')
    assert.equal(plain(full(await client.comments.delete({ comment_id })).rich_text), 'New')
    assert.deepEqual((await client.comments.list({ block_id: page_id })).results, [])
    assert.equal((await refusal(client.comments.retrieve({ comment_id }))).code, 'object_not_found')
  })

  test('are listed page by page, oldest first', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    for (const content of ['1', '2', '3']) {
      await client.comments.create({ parent: { page_id }, rich_text: text(content) })
    }
    const all = await collectPaginatedAPI(client.comments.list, { block_id: page_id, page_size: 1 })
    assert.deepEqual(
      all.map((comment) => plain(comment.rich_text)),
      ['1', '2', '3'],
    )
  })

  test('need the capability, and what is commented must be there', async () => {
    const page_id = await home.aPage()
    const comment = { parent: { page_id }, rich_text: text('No') }
    assert.equal((await refusal(home.as('reader').comments.create(comment))).code, 'restricted_resource')
    assert.equal(
      (await refusal(home.as('nobody').comments.list({ block_id: page_id }))).code,
      'restricted_resource',
    )
    assert.equal((await refusal(home.as('stranger').comments.create(comment))).code, 'object_not_found')
    await home.as('inserter', 'partial').comments.create(comment)
    await complaint(home.as('editor').comments.create({ ...comment, markdown: 'both' } as never))
  })
})
