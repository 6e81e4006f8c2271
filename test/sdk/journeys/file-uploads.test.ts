import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { complaint, full, plain, refusal, text } from './answers.ts'
import { type ClientOf, describeClients } from './describe-clients.ts'

const MIB = 1024 ** 2

/** The smallest PNG. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

type Client = ClientOf<'5.x'> | ClientOf<'4.x'>

async function uploadOf(client: Client, filename: string, bytes: Uint8Array = png): Promise<string> {
  const { id: file_upload_id } = await client.fileUploads.create({ mode: 'single_part', filename })
  const sent = await client.fileUploads.send({
    file_upload_id,
    file: { filename, data: new Blob([bytes as never]) },
  })
  assert.equal(sent.status, 'uploaded')
  return file_upload_id
}

async function fetched({ url }: { url: string }): Promise<Buffer> {
  const response = await fetch(url)
  assert.equal(response.status, 200, url)
  return Buffer.from(await response.arrayBuffer())
}

const withoutRequest = (answer: object) => ({ ...answer, request_id: undefined })

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Every page of a list, two at a time. */
async function pagesOf(client: Client, status: 'pending') {
  const found = []
  for (let start_cursor: string | undefined; ; ) {
    const page = await client.fileUploads.list({
      page_size: 2,
      status,
      ...(start_cursor ? { start_cursor } : {}),
    })
    found.push(...page.results)
    if (page.next_cursor === null) return found
    start_cursor = page.next_cursor
  }
}

// Every address at which a file is shown in an answer.
function filesOf(answer: unknown, found: { url: string; expiry_time: string }[] = []) {
  if (typeof answer !== 'object' || answer === null) return found
  const { type, file } = answer as { type?: string; file?: { url: string; expiry_time: string } }
  if (type === 'file' && file?.url) found.push(file)
  for (const member of Object.values(answer)) filesOf(member, found)
  return found
}

describeClients('file uploads', ['5.x', '4.x'], (home) => {
  test('of one part are announced, sent and looked up', async () => {
    const client = home.as('editor')
    const made = await client.fileUploads.create({ filename: 'dot.png' })
    assert.deepEqual(
      [made.status, made.filename, made.content_type, made.content_length],
      ['pending', 'dot.png', 'image/png', null],
    )
    assert.match(made.upload_url!, new RegExp(`/v1/file_uploads/${made.id}/send$`))
    assert.deepEqual(made.created_by, { id: home.userId('editor'), type: 'bot' })
    const sent = await client.fileUploads.send({
      file_upload_id: made.id,
      file: { filename: 'dot.png', data: new Blob([png as never]) },
    })
    assert.deepEqual([sent.status, sent.content_length, sent.upload_url], ['uploaded', png.length, undefined])
    const read = await client.fileUploads.retrieve({ file_upload_id: made.id })
    assert.deepEqual(withoutRequest(read), withoutRequest(sent))
  })

  test('take their name and type from what is sent', async () => {
    const client = home.as('editor')
    const { id: file_upload_id, filename } = await client.fileUploads.create({})
    assert.equal(filename, null)
    const sent = await client.fileUploads.send({
      file_upload_id,
      file: { filename: 'plan.txt', data: 'a plan' },
    })
    assert.deepEqual([sent.filename, sent.content_type, sent.content_length], ['plan.txt', 'text/plain', 6])
  })

  test('are listed newest first, one’s own only, by status', async () => {
    const client = home.as('editor')
    const before = (await client.fileUploads.list({ status: 'pending' })).results.length
    const ids: string[] = []
    for (const filename of ['1.txt', '2.txt', '3.txt'])
      ids.push((await client.fileUploads.create({ filename })).id)
    const all = await pagesOf(client, 'pending')
    assert.equal(all.length, before + 3)
    assert.deepEqual(
      all.slice(0, 3).map(({ id }) => id),
      ids.toReversed(),
    )
    const others = await home.as('viewer').fileUploads.list({})
    assert.equal(
      others.results.some(({ id }) => ids.includes(id)),
      false,
    )
    const stolen = home.as('viewer').fileUploads.retrieve({ file_upload_id: ids[0]! })
    assert.deepEqual(await refusal(stolen), {
      status: 404,
      code: 'object_not_found',
      message: `Could not find file_upload with ID: ${ids[0]}.`,
    })
  })

  test('of 25 MB are sent in parts, in any order and some again, and come back byte for byte', async () => {
    const client = home.as('editor')
    const bytes = randomBytes(25_000_000)
    const cuts = [0, 10 * MIB, 20 * MIB, bytes.length]
    const made = await client.fileUploads.create({
      mode: 'multi_part',
      filename: 'film.mp4',
      number_of_parts: 3,
    })
    assert.deepEqual(made.number_of_parts, { total: 3, sent: 0 })
    const send = (number: number, data = bytes.subarray(cuts[number - 1], cuts[number])) =>
      client.fileUploads.send({
        file_upload_id: made.id,
        file: { filename: 'film.mp4', data: new Blob([data as never]) },
        part_number: String(number),
      })
    await Promise.all([send(3), send(1, randomBytes(6 * MIB)), send(2)])
    const again = await send(1)
    assert.deepEqual(
      [again.status, again.number_of_parts, again.content_length],
      ['pending', { total: 3, sent: 3 }, bytes.length],
    )
    assert.match(again.complete_url!, /\/complete$/)
    const whole = await client.fileUploads.complete({ file_upload_id: made.id })
    assert.deepEqual([whole.status, whole.content_length], ['uploaded', bytes.length])

    const page_id = await home.aPage()
    const { results } = await client.blocks.children.append({
      block_id: page_id,
      children: [{ video: { file_upload: { id: made.id } } }],
    })
    const [file] = filesOf(results)
    assert.equal(digest(await fetched(file!)), digest(bytes))
    // Across the seam of two parts.
    const range = await fetch(file!.url, { headers: { range: `bytes=${cuts[1]! - 5}-${cuts[1]! + 4}` } })
    assert.equal(range.status, 206)
    assert.deepEqual(Buffer.from(await range.arrayBuffer()), bytes.subarray(cuts[1]! - 5, cuts[1]! + 5))
  })

  test('are attached in every place that shows files, again and again', async () => {
    const client = home.as('editor')
    const image = await uploadOf(client, 'dot.png')
    const upload = { type: 'file_upload' as const, file_upload: { id: image } }
    const page_id = await home.aPage({ title: 'With files' })
    const page = full(await client.pages.update({ page_id, icon: upload, cover: upload }))
    const kept = await client.fileUploads.retrieve({ file_upload_id: image })
    assert.equal(kept.expiry_time, null)

    const { results } = await client.blocks.children.append({
      block_id: page_id,
      children: [
        { image: { ...upload, caption: text('A dot') } },
        { file: { file_upload: { id: image }, name: 'renamed' } },
        { callout: { rich_text: text('Mind'), icon: upload } },
        { audio: { file_upload: { id: await uploadOf(client, 'a.mp3', Buffer.from('sound')) } } },
        { video: { file_upload: { id: await uploadOf(client, 'a.mp4', Buffer.from('film')) } } },
        { pdf: { file_upload: { id: await uploadOf(client, 'a.pdf', Buffer.from('%PDF')) } } },
      ],
    })
    const shown = filesOf([page, results])
    assert.equal(shown.length, 8)
    assert.equal(new Set(shown.map(({ url }) => url)).size, 8, 'each address is another one')
    for (const file of shown.slice(0, 5)) assert.deepEqual(await fetched(file), png)
    assert.equal((full(results[1]!) as { file: { name: string } }).file.name, 'renamed.png')
    const again = (await client.blocks.children.list({ block_id: page_id })).results
    assert.notEqual(filesOf(again)[0]!.url, filesOf(results)[0]!.url)

    const changed = await client.blocks.update({
      block_id: results[0]!.id,
      image: { external: { url: 'https://example.com/a.png' } },
    })
    assert.equal(filesOf(changed).length, 0)
    const back = await client.blocks.update({
      block_id: results[0]!.id,
      image: { file_upload: { id: image } },
    })
    assert.deepEqual(await fetched(filesOf(back)[0]!), png)
  })

  test('are attached to comments', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    const attachments = [
      { file_upload_id: await uploadOf(client, 'dot.png') },
      {
        file_upload_id: await uploadOf(client, 'plan.txt', Buffer.from('plan')),
        type: 'file_upload' as const,
      },
    ]
    const comment = full(
      await client.comments.create({ parent: { page_id }, rich_text: text('See'), attachments } as never),
    ) as unknown as { attachments: { category: string; file: { url: string } }[] }
    assert.deepEqual(
      comment.attachments.map(({ category }) => category),
      ['image', 'productivity'],
    )
    assert.deepEqual(await fetched(comment.attachments[0]!.file), png)
    const four = Array.from({ length: 4 }, () => attachments[0])
    await complaint(
      client.comments.create({ parent: { page_id }, rich_text: text('See'), attachments: four } as never),
    )
  })

  test('are values of files properties, and what was read is kept when it is sent back', async () => {
    const client = home.as('editor')
    const { database, dataSource } = await home.aDataSource({ Name: { title: {} }, Papers: { files: {} } })
    const id = await uploadOf(client, 'plan.txt', Buffer.from('plan'))
    const parent = home.version < '2025-09-03' ? { database_id: database } : { data_source_id: dataSource }
    const row = full(
      await client.pages.create({
        parent: parent as never,
        properties: { Papers: { files: [{ file_upload: { id } }] } } as never,
      }),
    )
    const value = (
      row.properties as never as { Papers: { files: { name: string; file: { url: string } }[] } }
    ).Papers
    assert.equal(value.files[0]!.name, 'plan.txt')
    assert.equal((await fetched(value.files[0]!.file)).toString(), 'plan')
    const changed = full(
      await client.pages.update({
        page_id: row.id,
        properties: {
          Papers: {
            files: [...value.files, { file_upload: { id: await uploadOf(client, 'dot.png') }, name: 'Dot' }],
          },
        } as never,
      }),
    )
    const both = (changed.properties as never as typeof row.properties & { Papers: typeof value }).Papers
      .files
    assert.deepEqual(
      both.map(({ name }) => name),
      ['plan.txt', 'Dot'],
    )
    const emptied = full(
      await client.pages.update({ page_id: row.id, properties: { Papers: { files: [] } } as never }),
    )
    assert.deepEqual((emptied.properties as never as { Papers: typeof value }).Papers.files, [])
    assert.equal((await fetch(both[0]!.file.url)).status, 404, 'what nothing shows any more is not served')
  })

  test('of HTML are embeds', async () => {
    const client = home.as('editor')
    const id = await uploadOf(client, 'chart.html', Buffer.from('<h1>Chart</h1>'))
    const { results } = await client.blocks.children.append({
      block_id: await home.aPage(),
      children: [{ embed: { file_upload: { id }, caption: text('A chart') } } as never],
    })
    const { embed } = full(results[0]!) as unknown as { embed: { url: string; caption: unknown } }
    assert.equal(plain(embed.caption), 'A chart')
    const response = await fetch(embed.url)
    assert.match(response.headers.get('content-security-policy')!, /^sandbox/)
    assert.equal(await response.text(), '<h1>Chart</h1>')
  })

  test('that are not whole, not one’s own or of the wrong kind are not attached', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    const image = (id: string) => ({
      block_id: page_id,
      children: [{ image: { file_upload: { id } } }],
    })
    const { id: pending } = await client.fileUploads.create({ filename: 'dot.png' })
    assert.match(await complaint(client.blocks.children.append(image(pending))), /instead was `pending`/)
    const plan = await uploadOf(client, 'plan.txt', Buffer.from('plan'))
    assert.match(await complaint(client.blocks.children.append(image(plan))), /text\/plain/)
    assert.match(
      await complaint(client.pages.update({ page_id, icon: { file_upload: { id: plan } } } as never)),
      /an icon should be an image/,
    )
    const others = await uploadOf(home.as('owner'), 'dot.png')
    assert.equal((await refusal(client.blocks.children.append(image(others)))).code, 'object_not_found')
    assert.deepEqual((await client.blocks.children.list({ block_id: page_id })).results, [])
  })

  test('are refused in clear words', async () => {
    const client = home.as('editor')
    const words = (request: Parameters<typeof client.fileUploads.create>[0]) =>
      complaint(client.fileUploads.create(request))
    assert.equal(
      await words({ filename: 'virus.exe' }),
      'Provided `filename` has an extension that is not supported for the File Upload API.',
    )
    assert.match(
      await words({ filename: 'a.png', content_type: 'text/plain' }),
      /does not match the extension/,
    )
    assert.match(
      await words({ mode: 'multi_part', filename: 'a.mp4' }),
      /body.number_of_parts should be defined/,
    )
    assert.match(
      await words({ mode: 'external_url', filename: 'a.png', external_url: 'http://a.test/' }),
      /https/,
    )

    const whole = await uploadOf(client, 'dot.png')
    const file = { filename: 'dot.png', data: new Blob([png as never]) }
    assert.match(
      await complaint(client.fileUploads.send({ file_upload_id: whole, file })),
      /should have the status `pending`, instead was `uploaded`/,
    )
    const parts = await client.fileUploads.create({
      mode: 'multi_part',
      filename: 'a.mp4',
      number_of_parts: 2,
    })
    const send = (part_number: string, data = new Blob([png as never])) =>
      client.fileUploads.send({ file_upload_id: parts.id, file: { filename: 'a.mp4', data }, part_number })
    assert.match(await complaint(send('3')), /body.part_number should be a whole number from `1` to `2`/)
    assert.match(await complaint(send('1')), /at least 5 MiB/)
    assert.match(
      await complaint(send('1', new Blob([randomBytes(20 * MIB + 1) as never]))),
      /allowed limit of 20 MiB/,
    )
    await send('2')
    assert.match(
      await complaint(client.fileUploads.complete({ file_upload_id: parts.id })),
      /1 of its 2 parts/,
    )
  })
})

describeClients('uploaded files', ['5.x'], (home) => {
  test('outlive being rewritten as markdown, and are named in it', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    const id = await uploadOf(client, 'dot.png')
    const append = { block_id: page_id, children: [{ image: { file_upload: { id } } }] }
    const [block] = (await client.blocks.children.append(append)).results
    const { markdown } = await client.pages.retrieveMarkdown({ page_id })
    assert.match(markdown, /^!\[\]\(http:\S+\/files\/\S+\/dot\.png\?\S+\)$/)
    const replace = (new_str: string) =>
      client.pages.updateMarkdown({ page_id, type: 'replace_content', replace_content: { new_str } })
    const old = markdown.replace(/expires=\d+/, 'expires=1')
    await replace(`# Above\n${old}\n${markdown}\n![](file-upload://${id})`)
    const { results } = await client.blocks.children.list({ block_id: page_id })
    assert.ok(results.some((one) => one.id === block!.id))
    const files = filesOf(results)
    assert.equal(files.length, 3)
    for (const file of files) assert.deepEqual(await fetched(file), png)

    const made = await client.pages.create({ parent: { page_id }, markdown } as never)
    const copied = filesOf((await client.blocks.children.list({ block_id: made.id })).results)
    assert.deepEqual(await fetched(copied[0]!), png)
  })

  test('are recordings that meeting notes are made of', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    const notes = await client.blocks.meetingNotes.create({
      title: 'Standup',
      source: { type: 'file_upload', file_upload_id: await uploadOf(client, 'a.mp3', Buffer.from('sound')) },
      parent: { type: 'page_id', page_id },
    })
    const { results } = await client.blocks.children.list({ block_id: page_id })
    assert.deepEqual(
      results.map(({ id }) => id),
      [results[0]!.id, notes.id],
    )
    assert.equal((await fetched(filesOf(results)[0]!)).toString(), 'sound')
  })
})
