import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collectPaginatedAPI } from '@notionhq/client'
import { full, payload, plain, refusal } from './answers.ts'
import { describeClients } from './describe-clients.ts'

const absent = '01890000-0000-7000-8000-000000000000'

describeClients('custom emojis', ['5.x'], (home) => {
  const blob = { name: 'blob', url: 'https://example.com/blob.png' }
  const party = { name: 'party', url: 'https://example.com/party.gif' }

  test('are listed, all or one of a name', async () => {
    const client = home.as('reader')
    const ids = [await home.aCustomEmoji(blob), await home.aCustomEmoji(party)]
    const all = await collectPaginatedAPI(client.customEmojis.list, { page_size: 1 } as never)
    assert.deepEqual(all, [
      { id: ids[0], ...blob },
      { id: ids[1], ...party },
    ])
    const one = await client.customEmojis.list({ name: 'party' })
    assert.deepEqual(one.results, [{ id: ids[1], ...party }])
    assert.deepEqual((await client.customEmojis.list({ name: 'part' })).results, [])
  })

  test('are icons and mentions by their id alone', async () => {
    const client = home.as('editor')
    const id = await home.aCustomEmoji(blob)
    const page_id = await home.aPage()
    const page = full(await client.pages.update({ page_id, icon: { custom_emoji: { id } } }))
    assert.deepEqual(page.icon, { type: 'custom_emoji', custom_emoji: { id, ...blob } })
    const { results } = await client.blocks.children.append({
      block_id: page_id,
      children: [
        {
          paragraph: {
            rich_text: [{ mention: { custom_emoji: { id, name: 'another', url: 'https://a.test/' } } }],
          },
        },
        { callout: { rich_text: [], icon: { custom_emoji: { id } } } },
      ],
    })
    const [paragraph, callout] = results.map((block) => payload(full(block) as never)) as [
      { rich_text: { mention: unknown }[] },
      { icon: unknown },
    ]
    assert.equal(plain(paragraph.rich_text), ':blob:')
    assert.deepEqual(paragraph.rich_text[0]!.mention, page.icon)
    assert.deepEqual(callout.icon, page.icon)
  })

  test('are written in markdown by their name', async () => {
    const client = home.as('editor')
    const id = await home.aCustomEmoji(party)
    const page_id = await home.aPage()
    await client.pages.updateMarkdown({
      page_id,
      type: 'insert_content',
      insert_content: { content: 'Now :party: and :nothing:' },
    })
    const [block] = (await client.blocks.children.list({ block_id: page_id })).results
    const { rich_text } = payload(full(block!) as never) as {
      rich_text: { mention?: { custom_emoji: unknown } }[]
    }
    assert.equal(plain(rich_text), 'Now :party: and :nothing:')
    assert.deepEqual(rich_text[1]!.mention!.custom_emoji, { id, ...party })
    const comment = full(await client.comments.create({ parent: { page_id }, markdown: ':party:' }))
    assert.equal((comment.rich_text[0] as { mention: { type: string } }).mention.type, 'custom_emoji')
  })

  test('that are not there are not used', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    assert.equal(
      (await refusal(client.pages.update({ page_id, icon: { custom_emoji: { id: absent } } }))).message,
      `Could not find custom emoji with ID: ${absent}.`,
    )
  })
})
