import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkError, checkResponse } from '#test/sdk/check-response.ts'
import { describeStores } from '#test/stores.ts'
import { type Name, NEWEST, type TestWorkspace, workspace } from '#test/workspace.ts'

const path = '/v1/blocks/meeting_notes'
const runs = (content: string) => [{ text: { content } }]
const paragraph = (content: string) => ({ paragraph: { rich_text: runs(content) } })
const audio = { audio: { external: { url: 'https://example.com/standup.mp3' } } }
const absentId = '01890000-0000-7000-8000-000000000000'

async function aRecording({ as, aPage }: TestWorkspace) {
  const page = await aPage({ children: [paragraph('before'), audio, paragraph('after')] })
  const { body } = await as('editor').get(`/v1/blocks/${page}/children`)
  const [before, recording] = body.results.map((block: { id: string }) => block.id) as string[]
  return { page, recording: recording!, paragraph: before! }
}

const typesIn = async ({ as }: TestWorkspace, id: string): Promise<string[]> =>
  (await as('editor').get(`/v1/blocks/${id}/children`)).body.results.map((one: { type: string }) => one.type)

describeStores('meeting notes', (store) => {
  test('are made after their recording, with empty parts that are blocks', async (t) => {
    const acme = await workspace(t, store)
    const { page, recording } = await aRecording(acme)
    await acme.events()
    const editor = acme.as('editor')
    const { status, body } = await editor.post(path, {
      source: { type: 'block', block_id: recording },
      title: 'Standup',
      language: 'en',
      options: { kickoff_summary: false },
    })
    assert.equal(status, 200, JSON.stringify(body))
    checkResponse(NEWEST, `POST ${path}`, body)
    assert.deepEqual(await acme.events(), ['page.content_updated'])
    assert.equal(body.meeting_notes.title[0].plain_text, 'Standup')
    assert.equal(body.meeting_notes.status, 'transcription_not_started')
    assert.deepEqual([body.parent.page_id, body.has_children], [page, true])
    assert.deepEqual(await typesIn(acme, page), ['paragraph', 'audio', 'meeting_notes', 'paragraph'])

    const read = await editor.get(`/v1/blocks/${body.id}`)
    assert.deepEqual({ ...read.body, request_id: 0 }, { ...body, request_id: 0 })
    const { summary_block_id, notes_block_id, transcript_block_id } = body.meeting_notes.children
    const parts = await editor.get(`/v1/blocks/${body.id}/children`)
    checkResponse(NEWEST, `GET /v1/blocks/${body.id}/children`, parts.body)
    assert.deepEqual(
      parts.body.results.map((one: { id: string; has_children: boolean }) => [one.id, one.has_children]),
      [summary_block_id, notes_block_id, transcript_block_id].map((id) => [id, false]),
    )
  })

  test('are filled through their parts and read as markdown', async (t) => {
    const acme = await workspace(t, store)
    const { page, recording } = await aRecording(acme)
    const editor = acme.as('editor')
    const { body } = await editor.post(path, {
      source: { type: 'block', block_id: recording },
      title: 'Standup',
    })
    for (const part of ['summary', 'notes', 'transcript']) {
      const answer = await editor.patch(
        `/v1/blocks/${body.meeting_notes.children[`${part}_block_id`]}/children`,
        { children: [paragraph(`the ${part}`)] },
      )
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
    }
    const { markdown } = (await editor.get(`/v1/pages/${page}/markdown?include_transcript=true`)).body
    for (const part of ['summary', 'notes', 'transcript']) {
      assert.match(markdown, new RegExp(`<${part}>\\s+the ${part}\\s+</${part}>`))
    }
  })

  test('without a title have none, and go to the trash with their parts', async (t) => {
    const acme = await workspace(t, store)
    const { page, recording } = await aRecording(acme)
    const editor = acme.as('editor')
    const { body } = await editor.post(path, { source: { type: 'block', block_id: recording }, parent: null })
    checkResponse(NEWEST, `POST ${path}`, body)
    assert.deepEqual(body.meeting_notes.title, [])
    const deleted = await editor.delete(`/v1/blocks/${body.id}`)
    assert.equal(deleted.body.in_trash, true)
    assert.deepEqual(await typesIn(acme, page), ['paragraph', 'audio', 'paragraph'])
    const part = await editor.get(`/v1/blocks/${body.meeting_notes.children.notes_block_id}`)
    assert.equal(part.body.in_trash, true)
  })

  test('are refused with the reason, and nothing changes', async (t) => {
    const acme = await workspace(t, store)
    const { page, recording, paragraph } = await aRecording(acme)
    const trashed = await aRecording(acme)
    await acme.as('editor').delete(`/v1/blocks/${trashed.recording}`)
    await acme.events()
    const from = (block_id: string) => ({ source: { type: 'block', block_id } })
    const hidden = (name: string) =>
      `Could not find block with ID: ${recording}. Make sure the relevant pages and databases are shared with your integration "The ${name}".`
    const refusals: [as: Name, body: unknown, status: number, message: string][] = [
      ['editor', {}, 400, 'body failed validation: body.source should be defined, instead was `undefined`.'],
      [
        'editor',
        {
          source: { type: 'file_upload', file_upload_id: absentId },
          parent: { type: 'page_id', page_id: page },
        },
        404,
        `Could not find file_upload with ID: ${absentId}.`,
      ],
      [
        'editor',
        { source: { type: 'file_upload', file_upload_id: absentId } },
        400,
        'body failed validation: body.parent should be defined, instead was `undefined`.',
      ],
      [
        'editor',
        { ...from(recording), language: 'tlh' },
        400,
        'body failed validation: body.language should be `"auto"`, `"en"`, `"zh-CN"`, `"zh-TW"`, `"es"`, `"fr"`, `"de"`, `"ja"`, `"ko"`, `"pt"`, `"ru"`, `"th"`, `"vi"`, `"id"`, `"da"`, `"fi"`, `"no"`, `"nl"`, `"it"`, `"sv"`, `"ar"`, `"he"`, `"pl"`, or `undefined`, instead was `"tlh"`.',
      ],
      [
        'editor',
        { ...from(recording), parent: { type: 'page_id', page_id: page } },
        400,
        'body.parent should be not present when the source is a block: the notes stand after it.',
      ],
      [
        'editor',
        from(paragraph),
        400,
        `Meeting notes are made from an audio, video or file block. Block ${paragraph} is a paragraph block.`,
      ],
      [
        'editor',
        from(page),
        400,
        `Meeting notes are made from an audio, video or file block. Block ${page} is a child_page block.`,
      ],
      [
        'editor',
        from(trashed.recording),
        400,
        "Can't edit block that is archived. You must unarchive the block before editing.",
      ],
      ['stranger', from(recording), 404, hidden('stranger')],
      ['outsider', from(recording), 404, hidden('outsider')],
      ['viewer', from(recording), 403, `This needs "edit" access to the block with ID: ${recording}.`],
      ['reader', from(recording), 403, 'Insufficient permissions for this endpoint.'],
      ['inserter', from(recording), 403, 'Insufficient permissions for this endpoint.'],
    ]
    for (const [name, body, status, message] of refusals) {
      const answer = await acme.as(name).post(path, body)
      assert.deepEqual([answer.status, answer.body.message], [status, message])
      checkError(`POST ${path}`, status, answer.body)
    }
    assert.deepEqual(await acme.events(), [])
  })

  test('take no blocks of their own, and are not changed by themselves', async (t) => {
    const acme = await workspace(t, store)
    const { recording } = await aRecording(acme)
    const editor = acme.as('editor')
    const { body } = await editor.post(path, { source: { type: 'block', block_id: recording } })
    const appended = await editor.patch(`/v1/blocks/${body.id}/children`, { children: [paragraph('x')] })
    assert.deepEqual([appended.status, appended.body.message], [400, 'Block does not support children'])
  })

  test('show their transcript in markdown when it is asked for, and keep it when it was not shown', async (t) => {
    const acme = await workspace(t, store)
    const { page, recording } = await aRecording(acme)
    const editor = acme.as('editor')
    const { body } = await editor.post(path, { source: { type: 'block', block_id: recording } })
    const { transcript_block_id } = body.meeting_notes.children
    const written = await editor.patch(`/v1/blocks/${transcript_block_id}/children`, {
      children: [paragraph('what was said')],
    })
    assert.equal(written.status, 200, JSON.stringify(written.body))
    const read = async (query = '') =>
      (await editor.get(`/v1/pages/${page}/markdown${query}`)).body.markdown as string
    assert.doesNotMatch(await read(), /what was said/)
    assert.match(await read('?include_transcript=true'), /what was said/)

    const replace = (new_str: string) =>
      editor.patch(`/v1/pages/${page}/markdown`, { type: 'replace_content', replace_content: { new_str } })
    assert.equal((await replace(`${await read()}\nmore`)).status, 200)
    assert.match(await read('?include_transcript=true'), /what was said/)
    const refused = await replace(
      '<meeting-notes>\n\ttext\n</meeting-notes>\n<meeting-notes>\n\ttwo\n</meeting-notes>',
    )
    assert.deepEqual(
      [refused.status, refused.body.message],
      [400, 'Meeting notes cannot be made from markdown; use POST /v1/blocks/meeting_notes.'],
    )
  })
})
