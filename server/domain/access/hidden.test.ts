import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { type Answer, type TestWorkspace, workspace } from '#test/workspace.ts'
import { pageFor } from './nodes.ts'
import { share } from './share.ts'

const text = (content: string) => [{ text: { content } }]

/** Nobody but the owner sees these pages from now on. */
const hide = (acme: TestWorkspace, ...ids: string[]) =>
  acme.do(async (context) => {
    for (const id of ids) {
      const { accessId } = await pageFor(context, id, 'read')
      const owner = { principal: `user:${context.actor.userId}`, level: 'full_access' as const }
      await share(context, { kind: 'page', id, accessId, parentAccessId: accessId }, [owner], false)
    }
  })

describeStores('what is hidden', (store) => {
  test('is in no answer of any route', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const editor = acme.as('editor')
    const { page, dataSource } = await acme.aDataSource()
    const ok = (answer: Answer) => {
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      return answer.body
    }
    const related = ok(
      await owner.patch(`/v1/data_sources/${dataSource}`, {
        properties: { Related: { relation: { data_source_id: dataSource, single_property: {} } } },
      }),
    )
    const relation = related.properties.Related.id
    const row = async (title: string, links: string[] = []) =>
      ok(
        await owner.post('/v1/pages', {
          parent: { data_source_id: dataSource },
          properties: {
            Name: { title: text(title) },
            Related: { relation: links.map((id) => ({ id })) },
          },
        }),
      ).id as string
    const child = await acme.aPage({ title: 'Secret child', parent: page })
    const grandchild = await acme.aPage({ title: 'Secret grandchild', parent: child })
    const secretRow = await row('Secret row')
    const openRow = await row('Open row')
    const linking = await row('Linking row', [secretRow, openRow])
    const mention = { type: 'mention', mention: { page: { id: child } } }
    const written = ok(
      await owner.patch(`/v1/blocks/${page}/children`, {
        children: [{ paragraph: { rich_text: [mention] } }, { toggle: { rich_text: text('Toggle') } }],
      }),
    ).results
    const inToggle = ok(
      await owner.post('/v1/pages', {
        parent: { block_id: written[1].id },
        properties: { title: { title: text('Secret in toggle') } },
      }),
    ).id
    const comment = ok(await owner.post('/v1/comments', { parent: { page_id: page }, rich_text: [mention] }))
    ok(await owner.post('/v1/comments', { parent: { page_id: child }, rich_text: text('Secret comment') }))
    await hide(acme, child, secretRow, inToggle)

    const query = (body: unknown) => editor.post(`/v1/data_sources/${dataSource}/query`, body)
    const answers = {
      children: await editor.get(`/v1/blocks/${page}/children`),
      'children of a toggle': await editor.get(`/v1/blocks/${written[1].id}/children`),
      markdown: await editor.get(`/v1/pages/${page}/markdown`),
      'a mention': await editor.get(`/v1/blocks/${written[0].id}`),
      comments: await editor.get(`/v1/comments?block_id=${page}`),
      'a comment': await editor.get(`/v1/comments/${comment.id}`),
      search: await editor.post('/v1/search', {}),
      'search by title': await editor.post('/v1/search', {
        query: 'Secret',
        sort: { property: 'relevance' },
      }),
      query: await query({}),
      'a sorted query': await query({ sorts: [{ property: 'Name', direction: 'ascending' }] }),
      'a row': await editor.get(`/v1/pages/${linking}`),
      'a property': await editor.get(`/v1/pages/${linking}/properties/${relation}`),
      'appended blocks': await editor.patch(`/v1/blocks/${page}/children`, {
        children: [{ divider: {} }],
        position: { type: 'start' },
      }),
      'changed markdown': await editor.patch(`/v1/pages/${page}/markdown`, {
        type: 'insert_content',
        insert_content: { content: 'Line' },
      }),
    }
    for (const [name, answer] of Object.entries(answers)) {
      const shown = JSON.stringify(ok(answer))
      assert.ok(!shown.includes('Secret'), `${name} shows a title: ${shown}`)
      // Who wrote a mention named the page; its title is not theirs to tell.
      if (/mention|comment|markdown|children|blocks/.test(name)) continue
      for (const id of [child, grandchild, secretRow, inToggle]) {
        assert.ok(!shown.includes(id), `${name} names ${id}: ${shown}`)
      }
    }
    assert.equal(answers['a mention'].body.paragraph.rich_text[0].plain_text, 'Untitled')
    assert.equal(answers.comments.body.results[0].rich_text[0].plain_text, 'Untitled')
    const listed = answers.children.body.results.map((block: { id: string }) => block.id)
    assert.ok(!listed.includes(child))
    assert.deepEqual(answers['children of a toggle'].body.results, [])
    const shownLinks = [{ id: openRow }]
    assert.deepEqual(answers['a row'].body.properties.Related.relation, shownLinks)

    // A filter is no way to ask for it either.
    const asked = await query({ filter: { property: 'Related', relation: { contains: secretRow } } })
    assert.deepEqual(ok(asked).results, [])
    const absent: Record<string, Answer> = {
      page: await editor.get(`/v1/pages/${child}`),
      below: await editor.get(`/v1/pages/${grandchild}`),
      block: await editor.get(`/v1/blocks/${child}`),
      children: await editor.get(`/v1/blocks/${child}/children`),
      markdown: await editor.get(`/v1/pages/${child}/markdown`),
      property: await editor.get(`/v1/pages/${secretRow}/properties/title`),
      comments: await editor.get(`/v1/comments?block_id=${child}`),
      update: await editor.patch(`/v1/pages/${child}`, { in_trash: true }),
      deletion: await editor.delete(`/v1/blocks/${child}`),
      append: await editor.patch(`/v1/blocks/${child}/children`, { children: [] }),
      create: await editor.post('/v1/pages', { parent: { page_id: child } }),
      'move of it': await editor.post(`/v1/pages/${child}/move`, { parent: { page_id: page } }),
      'move into it': await editor.post(`/v1/pages/${linking}/move`, { parent: { page_id: child } }),
      comment: await editor.post('/v1/comments', { parent: { page_id: child }, rich_text: text('Hi') }),
      link: await editor.patch(`/v1/pages/${linking}`, {
        properties: { Related: { relation: [{ id: secretRow }] } },
      }),
    }
    for (const [name, { status, body }] of Object.entries(absent)) {
      assert.deepEqual([name, status, body.code], [name, 404, 'object_not_found'])
    }
    // What the owner sees is still all there.
    const markdown = ok(await owner.get(`/v1/pages/${page}/markdown`)).markdown
    assert.match(markdown, /Secret child/)
    assert.match(markdown, /Secret in toggle/)
    assert.equal(ok(await owner.get(`/v1/pages/${linking}`)).properties.Related.relation.length, 2)
  })

  test('what markdown does not show, it does not throw away', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const home = await acme.aPage({ title: 'Home', children: [{ paragraph: { rich_text: text('Old') } }] })
    const child = await acme.aPage({ title: 'Secret', parent: home })
    await hide(acme, child)
    const replaced = await editor.patch(`/v1/pages/${home}/markdown`, {
      type: 'replace_content',
      replace_content: { new_str: 'One\nTwo\nThree' },
    })
    assert.equal(replaced.status, 200, replaced.body.message)
    assert.equal(replaced.body.markdown, 'One\nTwo\nThree')
    const left = await acme.as('owner').get(`/v1/blocks/${home}/children`)
    assert.ok(left.body.results.some((block: { id: string }) => block.id === child))
  })

  test('people are ids to who may not know them', async (t) => {
    const acme = await workspace(t, store)
    const { userId } = acme.as('member')
    const { dataSource } = await acme.aDataSource({ Name: { title: {} }, Who: { people: {} } })
    const user = { type: 'mention', mention: { user: { id: userId } } }
    const { body: row } = await acme.as('owner').post('/v1/pages', {
      parent: { data_source_id: dataSource },
      properties: { Name: { title: [user] }, Who: { people: [{ id: userId }] } },
      children: [{ paragraph: { rich_text: [user] } }],
    })
    // The inserter may not read, and knows nobody.
    const { token } = acme.as('inserter')
    await acme.as('owner').post('/v1/comments', { parent: { page_id: row.id }, rich_text: [user] })
    await acme.store.transaction((db) =>
      db.sql
        .updateTable('connections')
        .set({
          capabilities: JSON.stringify({
            content: ['read'],
            comments: ['read'],
            user_info: 'none',
            permissions: 'none',
            administer: false,
          }),
        })
        .where('name', '=', 'The inserter')
        .execute(),
    )
    for (const [method, url, payload] of [
      ['GET', `/v1/pages/${row.id}`],
      ['GET', `/v1/blocks/${row.id}/children`],
      ['GET', `/v1/pages/${row.id}/markdown`],
      ['GET', `/v1/comments?block_id=${row.id}`],
      ['GET', `/v1/pages/${row.id}/properties/title`],
      [
        'POST',
        `/v1/data_sources/${dataSource}/query`,
        { sorts: [{ property: 'Who', direction: 'ascending' }] },
      ],
      ['POST', '/v1/search', {}],
    ] as const) {
      const answer = await acme.app.inject({
        method,
        url,
        headers: {
          authorization: `Bearer ${token}`,
          'notion-version': '2026-03-11',
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
      })
      assert.equal(answer.statusCode, 200, answer.body)
      assert.ok(!answer.body.includes('The member'), `${url}: ${answer.body}`)
      assert.ok(!answer.body.includes('@acme.test'), `${url}: ${answer.body}`)
    }
  })
})
