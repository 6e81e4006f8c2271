import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { type Answer, type TestWorkspace, workspace } from '#test/workspace.ts'

const text = (content: string, more: object = {}) => [{ text: { content }, ...more }]

const publish = async (acme: TestWorkspace, path: string, link: object = {}): Promise<Answer> => {
  const answer = await acme.as('owner').post(`${path}/permissions`, { public: true, level: 'view', link })
  assert.equal(answer.status, 200, answer.body.message)
  return answer
}

const open = async (acme: TestWorkspace, address: string) => {
  const { statusCode, body, headers } = await acme.app.inject({ url: new URL(address).pathname })
  return { status: statusCode, text: body, headers }
}

describeStores('a published page', (store) => {
  test('has an address at which anybody reads it, until it is published no more', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const page = await acme.aPage({
      title: 'Plan <1>',
      children: [
        { heading_1: { rich_text: text('Aims & means') } },
        { paragraph: { rich_text: text('<script>alert(1)</script>', { annotations: { bold: true } }) } },
        {
          paragraph: {
            rich_text: [{ text: { content: 'a link', link: { url: 'https://acme.test/?a=1&b' } } }],
          },
        },
        { bulleted_list_item: { rich_text: text('one') } },
        { bulleted_list_item: { rich_text: text('two') } },
        { to_do: { rich_text: text('done'), checked: true } },
        { code: { rich_text: text('x < y'), language: 'c' } },
        {
          table: {
            table_width: 1,
            has_column_header: true,
            children: [{ table_row: { cells: [text('Head')] } }, { table_row: { cells: [text('Cell')] } }],
          },
        },
        { image: { external: { url: 'https://acme.test/a.png' }, caption: text('A picture') } },
        { paragraph: { rich_text: [{ mention: { user: { id: acme.as('member').userId } } }] } },
      ],
    })
    assert.equal((await owner.get(`/v1/pages/${page}`)).body.public_url, null)
    const granted = await publish(acme, `/v1/pages/${page}`)
    const { public_url } = (await owner.get(`/v1/pages/${page}`)).body
    assert.equal(public_url, `http://octavo.test/public/Plan-1-${page.replaceAll('-', '')}`)
    assert.deepEqual(granted.body.link, {
      url: public_url,
      search_indexing: false,
      allow_duplicate: false,
    })
    const shown = await open(acme, public_url)
    assert.equal(shown.status, 200)
    for (const part of [
      '<h1>Plan &#60;1&#62;</h1>',
      '<h2>Aims &#38; means</h2>',
      '<p><strong>&#60;script&#62;alert(1)&#60;/script&#62;</strong></p>',
      '<a href="https://acme.test/?a=1&#38;b" rel="noopener nofollow">a link</a>',
      '<ul><li>one</li>\n<li>two</li>\n</ul>',
      '☑ done',
      '<code>x &#60; y</code>',
      '<th scope="col">Head</th>',
      '<td>Cell</td>',
      '>A picture</a>',
      '@Anonymous',
      'content="noindex"',
    ]) {
      assert.ok(shown.text.includes(part), `${part}\n${shown.text}`)
    }
    assert.doesNotMatch(shown.text, /<script|<img|The member/)
    assert.match(String(shown.headers['content-security-policy']), /default-src 'none'/)
    const renamed = await open(acme, `http://octavo.test/public/Another-${page.replaceAll('-', '')}`)
    assert.equal(renamed.status, 200)

    const indexed = await publish(acme, `/v1/pages/${page}`, { search_indexing: true, allow_duplicate: true })
    assert.deepEqual([indexed.body.link.search_indexing, indexed.body.id], [true, granted.body.id])
    assert.doesNotMatch((await open(acme, public_url)).text, /noindex/)

    await owner.delete(`/v1/pages/${page}/permissions/${granted.body.id}`)
    assert.equal((await open(acme, public_url)).status, 404)
    assert.equal((await owner.get(`/v1/pages/${page}`)).body.public_url, null)
  })

  test('shows what is below it as far as that is published too', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const page = await acme.aPage({ title: 'Home' })
    const open1 = await acme.aPage({ title: 'Open', parent: page })
    const closed = await acme.aPage({ title: 'Closed', parent: page })
    await publish(acme, `/v1/pages/${page}`)
    const restricted = await owner.patch(`/v1/pages/${closed}/permissions`, {
      inherit: false,
      remove: [{ public: true }],
    })
    assert.equal(restricted.status, 200, restricted.body.message)
    const { body } = await owner.get(`/v1/pages/${open1}`)
    const home = await open(acme, (await owner.get(`/v1/pages/${page}`)).body.public_url)
    assert.ok(home.text.includes(`<a href="${body.public_url}">Open</a>`))
    assert.doesNotMatch(home.text, /Closed/)
    assert.equal((await open(acme, body.public_url)).status, 200)
    assert.equal((await owner.get(`/v1/pages/${closed}`)).body.public_url, null)
    assert.equal((await open(acme, `http://octavo.test/public/${closed.replaceAll('-', '')}`)).status, 404)
    await owner.patch(`/v1/pages/${page}`, { in_trash: true })
    assert.equal((await open(acme, body.public_url)).status, 404)
  })

  test('can be a database, whose rows are listed in every version with their addresses', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const { database, dataSource } = await acme.aDataSource()
    const row = await owner.post('/v1/pages', {
      parent: { data_source_id: dataSource },
      properties: { Name: { title: text('First row') } },
    })
    await publish(acme, `/v1/databases/${database}`)
    const address = `http://octavo.test/public/Tasks-${database.replaceAll('-', '')}`
    assert.equal((await owner.get(`/v1/databases/${database}`)).body.public_url, address)
    assert.equal((await owner.get(`/v1/data_sources/${dataSource}`)).body.public_url !== null, true)
    const older = await owner.get(`/v1/databases/${database}`, '2022-06-28')
    assert.notEqual(older.body.public_url, null)
    const queried = await owner.post(`/v1/data_sources/${dataSource}/query`, {})
    assert.match(queried.body.results[0].public_url, /\/public\/First-row-/)
    const shown = await open(acme, address)
    assert.ok(shown.text.includes(`<a href="${queried.body.results[0].public_url}">First row</a>`))
    assert.equal((await open(acme, queried.body.results[0].public_url)).status, 200)
    assert.equal(
      (await acme.as('member').get(`/v1/pages/${row.body.id}`)).status,
      404,
      'the API asks who calls',
    )
  })

  test('is none where the workspace forbids it, when it expires, and for what is no page', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const page = await acme.aPage({ title: 'Plan' })
    const { body } = await publish(acme, `/v1/pages/${page}`)
    const policy = `/admin/v1/spaces/${acme.id}/policy`
    assert.equal((await open(acme, body.link.url)).status, 200)
    await owner.patch(policy, { sharing: { public_pages: false } })
    assert.equal((await open(acme, body.link.url)).status, 404)
    await owner.patch(policy, { sharing: { public_pages: true } })
    const expires = new Date(Date.now() + 60_000).toISOString()
    await owner.patch(`/v1/pages/${page}/permissions/${body.id}`, { expiration_time: expires })
    assert.equal((await open(acme, body.link.url)).status, 200)
    const { now } = acme.server.surroundings
    acme.server.surroundings.now = () => now() + 61_000
    assert.equal((await open(acme, body.link.url)).status, 404)
    assert.equal((await owner.get(`/v1/pages/${page}`)).body.public_url, null)
    for (const path of ['x', `${'0'.repeat(32)}`, '%00', `Plan-${page.slice(0, 8)}`, `${page}`]) {
      assert.equal((await open(acme, `http://octavo.test/public/${path}`)).status, 404, path)
    }
  })
})
