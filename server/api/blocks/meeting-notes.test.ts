import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventsAfter } from '#server/store/events.ts'
import { newestEvents } from '#test/newest-events.ts'
import { checkError, checkResponse } from '#test/sdk/check-response.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, type Name, NEWEST, type TestWorkspace, workspace } from '#test/workspace.ts'

const path = '/v1/blocks/meeting_notes'
const runs = (content: string) => [{ text: { content } }]
const paragraph = (content: string) => ({ paragraph: { rich_text: runs(content) } })
const audio = { audio: { external: { url: 'https://example.com/standup.mp3' } } }
const absentId = '01890000-0000-7000-8000-000000000000'

interface Notes {
  editor: ReturnType<TestWorkspace['as']>
  page: string
  /** What they stand in. */
  toggle: string
  notes: string
  summary: string
  transcript: string
}

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

  // How their transcript goes into the trash: by itself or with what it stands in.
  const deletions: [name: string, times: number, act: (notes: Notes) => Promise<Answer>][] = [
    ['by itself', 1, ({ editor, transcript }) => editor.delete(`/v1/blocks/${transcript}`)],
    [
      'by an update of it',
      1,
      ({ editor, transcript }) => editor.patch(`/v1/blocks/${transcript}`, { in_trash: true }),
    ],
    ['with its notes', 1, ({ editor, notes }) => editor.delete(`/v1/blocks/${notes}`)],
    ['with the block around its notes', 1, ({ editor, toggle }) => editor.delete(`/v1/blocks/${toggle}`)],
    [
      'by markdown in place of all content',
      1,
      ({ editor, page }) =>
        editor.patch(`/v1/pages/${page}/markdown`, {
          type: 'replace_content',
          replace_content: { new_str: 'else' },
        }),
    ],
    [
      'by markdown of its block',
      1,
      async ({ editor, page }) => {
        const { markdown } = (await editor.get(`/v1/pages/${page}/markdown`)).body
        const old_str = markdown.slice(markdown.indexOf('<meeting-notes'), markdown.indexOf('after'))
        return editor.patch(`/v1/pages/${page}/markdown`, {
          type: 'update_content',
          update_content: { content_updates: [{ old_str, new_str: '' }] },
        })
      },
    ],
    [
      'by erasing the page',
      1,
      ({ editor, page }) => editor.patch(`/v1/pages/${page}`, { erase_content: true }),
    ],
    // What is not the transcript, or a page as a whole, tells nothing of it.
    ['not with another part', 0, ({ editor, summary }) => editor.delete(`/v1/blocks/${summary}`)],
    ['not with its page', 0, ({ editor, page }) => editor.patch(`/v1/pages/${page}`, { in_trash: true })],
    [
      'not once it is there',
      1,
      async ({ editor, transcript, notes }) => {
        await editor.delete(`/v1/blocks/${transcript}`)
        return editor.delete(`/v1/blocks/${notes}`)
      },
    ],
  ]
  for (const [name, times, act] of deletions) {
    test(`tell that their transcript is deleted ${name}`, async (t) => {
      const acme = await workspace(t, store)
      const editor = acme.as('editor')
      const children = [{ toggle: { rich_text: runs('Call'), children: [audio] } }, paragraph('after')]
      const page = await acme.aPage({ children })
      const toggle = (await editor.get(`/v1/blocks/${page}/children`)).body.results[0].id
      const recording = (await editor.get(`/v1/blocks/${toggle}/children`)).body.results[0].id
      const { body } = await editor.post(path, { source: { type: 'block', block_id: recording } })
      const { summary_block_id: summary, transcript_block_id: transcript } = body.meeting_notes.children
      const [last] = await newestEvents(acme, 1)
      const answer = await act({ editor, page, toggle, notes: body.id, summary, transcript })
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      const events = await eventsAfter(acme.store.reader, acme.id, last!.sequence, 100)
      assert.deepEqual(
        events
          .filter(({ type }) => type === 'page.transcription_block.transcript_deleted')
          .map(({ entity_id, node_id, data }) => [entity_id, node_id, JSON.parse(data)]),
        Array(times).fill([
          page,
          page,
          { target: { id: body.id, type: 'block' }, transcript_id: transcript },
        ]),
      )
    })
  }

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

  test('are found by their title, the people and the time, in the order asked for', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const { now } = acme.server.surroundings
    const moments = ['2026-03-10T23:30:00Z', '2026-03-11T12:00:00Z', '2026-03-15T09:00:00Z']
    const ids: string[] = []
    for (const [index, title] of ['Standup', 'Weekly sync', 'Weekly review'].entries()) {
      const { recording } = await aRecording(acme)
      acme.server.surroundings.now = () => Date.parse(moments[index]!)
      const { body } = await editor.post(path, { source: { type: 'block', block_id: recording }, title })
      ids.push(body.id)
      acme.server.surroundings.now = now
    }
    acme.server.surroundings.now = () => Date.parse('2026-03-16T00:10:00Z')
    const find = async (body: object, version = NEWEST, name: Name = 'editor'): Promise<number[]> => {
      const answer = await acme.as(name).post(`${path}/query`, body, version)
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      return answer.body.results.map(({ id }: { id: string }) => ids.indexOf(id))
    }
    const where = (property: string, operator: string, value?: unknown) => ({
      property,
      filter: { operator, value },
    })
    const text = (value: string) => ({ type: 'exact', value })
    const on = (start_date: string, more: object = {}) => ({
      type: 'exact',
      value: { type: 'date', start_date, ...more },
    })
    const who = (id: string) => [{ type: 'exact', value: { table: 'notion_user', id } }]
    const custom = (direction: string, unit: string, count: number) => ({
      type: 'relative',
      value: 'custom',
      direction,
      unit,
      count,
    })
    const range = {
      type: 'exact',
      value: { type: 'daterange', start_date: '2026-03-10', end_date: '2026-03-11' },
    }
    const cases: [filters: object[], found: number[]][] = [
      [[], [2, 1, 0]],
      [[where('title', 'string_contains', text('WEEKLY'))], [2, 1]],
      [[where('title', 'string_does_not_contain', text('weekly'))], [0]],
      [[where('title', 'string_is', text('standup'))], [0]],
      [[where('title', 'is_empty')], []],
      [[where('attendees', 'is_empty')], [2, 1, 0]],
      [[where('attendees', 'person_contains', who(editor.userId))], []],
      [[where('created_by', 'person_contains', who(editor.userId))], [2, 1, 0]],
      [[where('last_edited_by', 'person_does_not_contain', who(editor.userId))], []],
      [[where('created_time', 'date_is', on('2026-03-11'))], [1]],
      [[where('created_time', 'date_is', on('2026-03-11', { time_zone: 'Europe/Vienna' }))], [1, 0]],
      [[where('created_time', 'date_is_before', on('2026-03-11'))], [0]],
      [
        [where('created_time', 'date_is_before', on('9999-12-31', { time_zone: 'Europe/Vienna' }))],
        [2, 1, 0],
      ],
      [[where('created_time', 'date_is_after', on('0001-01-01', { time_zone: 'Asia/Tokyo' }))], [2, 1, 0]],
      [[where('created_time', 'date_is_within', custom('future', 'year', 10_000))], []],
      [
        [
          where(
            'created_time',
            'date_is_on_or_after',
            on('2026-03-11', { type: 'datetime', start_time: '12:00' }),
          ),
        ],
        [2, 1],
      ],
      [
        [where('created_time', 'date_is_after', on('2026-03-11', { type: 'datetime', start_time: '12:00' }))],
        [2],
      ],
      [[where('created_time', 'date_is_within', range)], [1, 0]],
      [[where('created_time', 'date_is_within', { type: 'relative', value: 'the_past_week' })], [2, 1, 0]],
      [[where('created_time', 'date_is_within', custom('past', 'day', 1))], [2]],
      [[where('created_time', 'date_is_within', custom('past', 'day', 5))], [2, 1]],
      [[where('created_time', 'date_is_within', custom('future', 'year', 3))], []],
      [[where('last_edited_time', 'date_is', { type: 'relative', value: 'yesterday' })], [2]],
      [
        [
          {
            operator: 'or',
            filters: [
              where('title', 'string_is', text('Standup')),
              { operator: 'and', filters: [where('title', 'string_ends_with', text('sync'))] },
            ],
          },
        ],
        [1, 0],
      ],
    ]
    for (const [filters, found] of cases) {
      assert.deepEqual(await find({ filter: { operator: 'and', filters } }), found, JSON.stringify(filters))
    }
    assert.deepEqual(await find({ sort: [{ property: 'title', direction: 'ascending' }] }), [0, 2, 1])
    assert.deepEqual(await find({ sort: [{ property: 'created_time', direction: 'ascending' }] }), [0, 1, 2])
    for (const name of ['stranger', 'outsider'] as const) assert.deepEqual(await find({}, NEWEST, name), [])
    const { body } = await editor.post(`${path}/query`, { limit: 2 })
    checkResponse(NEWEST, `POST ${path}/query`, body)
    assert.deepEqual([body.results.length, body.has_more], [2, true])
    const older = await editor.post(`${path}/query`, {}, '2025-09-03')
    assert.deepEqual([older.body.results[0].type, older.body.has_more], ['transcription', false])
    await editor.delete(`/v1/blocks/${ids[2]}`)
    assert.deepEqual(await find({}), [1, 0])

    const at = 'body failed validation: body.filter.filters[0].filter'
    const refusals: [condition: object, message: string][] = [
      [
        where('title', 'equals', text('a')),
        `${at}.operator should be \`"string_is"\`, \`"string_is_not"\`, \`"string_contains"\`, \`"string_does_not_contain"\`, \`"string_starts_with"\`, \`"string_ends_with"\`, \`"is_empty"\`, or \`"is_not_empty"\`, instead was \`"equals"\`.`,
      ],
      [
        where('title', 'string_is', { type: 'relative', value: 'a' }),
        `${at}.value should be \`{"type":"exact","value":"<text>"}\`, instead was \`{"type":"relative","value":"a"}\`.`,
      ],
      [
        where('created_by', 'person_contains'),
        `${at}.value should be an array of users, instead was \`undefined\`.`,
      ],
      [
        where('created_time', 'date_is', { type: 'relative', value: 'someday' }),
        `${at}.value should be a date, instead was \`{"type":"relative","value":"someday"}\`.`,
      ],
      [
        where('created_time', 'date_is', on('2026-03-11', { type: 'datetime', start_time: '25:00' })),
        `${at}.value should be a date, instead was \`{"type":"exact","value":{"type":"datetime","start_date"...\`.`,
      ],
      [
        where('created_time', 'date_is_within', on('2026-03-11')),
        `${at}.value should be a range of days, instead was \`{"type":"exact","value":{"type":"date","start_date":"20...\`.`,
      ],
    ]
    for (const [condition, message] of refusals) {
      const answer = await editor.post(`${path}/query`, { filter: { operator: 'and', filters: [condition] } })
      assert.deepEqual([answer.status, answer.body.message], [400, message])
    }
    for (const limit of [0, 51, 1.5]) {
      assert.equal((await editor.post(`${path}/query`, { limit })).status, 400)
    }
  })
})
