/** Requests of the right shape that mean harm. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '../stores.ts'
import { oddNames } from './odd-texts.ts'
import { ABSENT, placeholders } from './placeholders.ts'
import { aTarget } from './target.ts'

const { page, block, database, dataSource, row } = placeholders
const text = (content: string) => [{ text: { content } }]
const json = JSON.stringify

/** An object with its own keys, `__proto__` among them. */
const own = (key: string, value: unknown) => Object.fromEntries([[key, value]])

/** A cursor as lists make them. */
const pack = (parts: unknown): string => Buffer.from(json(parts)).toString('base64url')

const oddCursors = [
  ...[
    '',
    ' ',
    'x',
    '===',
    '%00',
    '\u0000',
    '\ud800',
    'e30',
    'bnVsbA',
    page,
    ABSENT,
    '__proto__',
    '\u202e',
    'x'.repeat(30_000),
  ],
  ...[
    null,
    {},
    [],
    [1],
    [1, 2],
    [1, 2, page],
    [0, 0, ABSENT],
    [1, 2, '\u0000'],
    [1, 2, '\ud800'],
    [1e300, 1, page],
  ].map(pack),
  ...[
    [-1, -1, ''],
    [2 ** 53 - 1, 2 ** 53 - 1, page],
    [1, 2, "' or 1=1"],
    [1, 2, 'x'.repeat(10_000)],
    [0.5, 1, page],
  ].map(pack),
  ...[
    ['\u0000', 1, page],
    [null, 1, page],
    [[1, 2], 1, page],
    [['a'], 1, page],
    [{}, 1, page],
    [true, 1, page],
  ].map(pack),
  ...[
    [1, 1, '\u0000'],
    [1, page],
    ['\u0000', page],
    [9e15, page],
    [-9e15, page],
    [1, `${page}\u0000`],
  ].map(pack),
]

describeStores('a harmful request', (store) => {
  test('cannot move a page into itself or below itself', async (t) => {
    const target = await aTarget(t, store)
    const below = await target.workspace.aPage({ parent: target.ids.page })
    await target.remember()
    for (const parent of [page, below]) {
      const { status } = await target.attack({
        method: 'POST',
        path: `/v1/pages/${page}/move`,
        body: json({ parent: { page_id: parent } }),
        isWrong: true,
      })
      assert.equal(status, 400)
    }
    for (const parent of [page, block]) {
      await target.attack({
        method: 'PATCH',
        path: `/v1/databases/${database}`,
        body: json({ parent: { page_id: parent } }),
      })
    }
    await target.attack({
      method: 'POST',
      path: `/v1/pages/${page}/move`,
      body: json({ parent: { data_source_id: dataSource } }),
    })
    await target.attack({
      method: 'POST',
      path: `/v1/pages/${page}/move`,
      body: json({ parent: { page_id: row } }),
    })
    await target.attack({
      method: 'PATCH',
      path: `/v1/databases/${database}`,
      body: json({ parent: { page_id: row } }),
    })
    await target.attack({
      method: 'PATCH',
      path: `/v1/data_sources/${dataSource}`,
      body: json({ parent: { database_id: database } }),
    })
    await target.attack({
      method: 'PATCH',
      path: `/v1/databases/${database}`,
      body: json({ parent: { block_id: database } }),
    })
    await target.isUnchanged()
  })

  test('may relate rows to themselves, and data sources to themselves in every way', async (t) => {
    const target = await aTarget(t, store)
    const related = { Related: { relation: [{ id: row }, { id: row }] } }
    await target.attack({ method: 'PATCH', path: `/v1/pages/${row}`, body: json({ properties: related }) })
    for (const id of [ABSENT, page, block, database]) {
      await target.attack({
        method: 'PATCH',
        path: `/v1/pages/${row}`,
        body: json({ properties: { Related: { relation: [{ id }] } } }),
      })
    }
    for (const way of ['single_property', 'dual_property']) {
      for (const name of ['Itself', 'Related', 'Name', '__proto__', '']) {
        const config = way === 'dual_property' ? { synced_property_name: name } : {}
        const body = json({
          properties: own(name || 'Itself', { relation: { data_source_id: dataSource, [way]: config } }),
        })
        await target.attack({ method: 'PATCH', path: `/v1/data_sources/${dataSource}`, body })
      }
    }
  })

  test('may bring ten thousand options or a very long title, and is told no', async (t) => {
    const target = await aTarget(t, store)
    const options = Array.from({ length: 10_000 }, (_, at) => ({ name: `o${at}` }))
    for (const type of ['select', 'multi_select', 'status']) {
      const body = json({ properties: { Select: { [type]: { options } } } })
      await target.attack({ method: 'PATCH', path: `/v1/data_sources/${dataSource}`, body })
    }
    const many = await target.attack({
      method: 'PATCH',
      path: `/v1/pages/${row}`,
      body: json({ properties: { Multi: { multi_select: options } } }),
      isWrong: true,
    })
    assert.equal(many.status, 400)
    for (const title of ['x'.repeat(2001), '👩‍👩‍👧‍👦'.repeat(200), 'x'.repeat(400_000)]) {
      const { status } = await target.attack({
        method: 'PATCH',
        path: `/v1/pages/${page}`,
        body: json({ properties: { title: { title: text(title) } } }),
        isWrong: true,
      })
      assert.equal(status, 400)
    }
    const runs = Array.from({ length: 100 }, () => ({
      text: { content: '\u200b\u202e👩‍👩‍👧‍👦'.repeat(100) },
    }))
    const { status } = await target.attack({
      method: 'PATCH',
      path: `/v1/pages/${page}`,
      body: json({ properties: { title: { title: runs } } }),
    })
    assert.equal(status, 200)
  })

  test('may use names that every object inherits', async (t) => {
    const target = await aTarget(t, store)
    for (const name of oddNames) {
      const { ids, workspace } = target
      const editor = workspace.as('editor')
      const added = await target.attack({
        method: 'PATCH',
        path: `/v1/data_sources/${dataSource}`,
        body: `{"properties":{${json(name)}:{"select":{"options":[{"name":${json(name.replaceAll(',', '') || 'x')}}]}}}}`,
      })
      if (added.status !== 200) continue
      const current = target.ids
      assert.notEqual(current, ids)
      // The objects were replaced; the property is still on the ones before.
      const { body: source } = await editor.get(`/v1/data_sources/${ids.dataSource}`)
      assert.ok(Object.hasOwn(source.properties, name), `${json(name)} is no property after all`)
      const made = await editor.post('/v1/pages', {
        parent: { data_source_id: ids.dataSource },
        properties: own(name, { select: { name: name.replaceAll(',', '') || 'x' } }),
      })
      assert.equal(made.status, 200, `${json(name)}: ${json(made.body)}`)
      assert.ok(Object.hasOwn(made.body.properties, name))
      const query = await editor.post(`/v1/data_sources/${ids.dataSource}/query`, {
        filter: { property: name, select: { is_not_empty: true } },
        sorts: [{ property: name, direction: 'ascending' }],
      })
      assert.equal(query.status, 200, `${json(name)}: ${json(query.body)}`)
      assert.equal(query.body.results.length, 1)
      const renamed = await editor.patch(`/v1/data_sources/${ids.dataSource}`, {
        properties: own(name, { name: `${name}2` }),
      })
      assert.equal(renamed.status, 200, json(renamed.body))
      await workspace.events()
    }
  })

  test('cannot bring a cursor that is not of its list', async (t) => {
    const target = await aTarget(t, store)
    const lists: { method: string; path: string }[] = [
      { method: 'POST', path: `/v1/data_sources/${dataSource}/query` },
      { method: 'POST', path: '/v1/search' },
      { method: 'GET', path: '/v1/users' },
      { method: 'GET', path: `/v1/blocks/${page}/children` },
      { method: 'GET', path: `/v1/pages/${row}/properties/title` },
      { method: 'GET', path: `/v1/pages/${row}/properties/Related` },
      { method: 'GET', path: `/v1/comments?block_id=${page}` },
    ]
    for (const { method, path } of lists) {
      for (const cursor of oddCursors.filter((one) => method === 'POST' || one.length < 10_000)) {
        if (method === 'POST') {
          for (const sorts of path.includes('query')
            ? [
                [],
                [{ property: 'Number', direction: 'ascending' }],
                [{ property: 'Name', direction: 'descending' }],
              ]
            : [undefined]) {
            await target.attack({
              method,
              path,
              body: json({ start_cursor: cursor, ...(sorts ? { sorts } : {}) }),
            })
          }
        } else {
          const query = `${path.includes('?') ? '&' : '?'}start_cursor=${encodeURIComponent(cursor.toWellFormed())}`
          await target.attack({ method, path: `${path}${query}` })
        }
      }
    }
    await target.isUnchanged()
  })

  test('cannot ask with filters deeper or longer than there are', async (t) => {
    const target = await aTarget(t, store)
    const leaf = { property: 'Name', title: { contains: 'a' } }
    const deep = (levels: number): unknown =>
      levels === 0 ? leaf : { [levels % 2 ? 'and' : 'or']: [deep(levels - 1)] }
    const ask = (filter: unknown, isWrong?: boolean) =>
      target.attack({
        method: 'POST',
        path: `/v1/data_sources/${dataSource}/query`,
        body: json({ filter }),
        ...(isWrong ? { isWrong } : {}),
      })
    for (const levels of [3, 10, 100, 1000]) assert.equal((await ask(deep(levels), true)).status, 400)
    assert.equal((await ask({ or: Array.from({ length: 101 }, () => leaf) }, true)).status, 400)
    for (const property of oddNames)
      assert.equal((await ask({ property, title: { contains: 'a' } })).status, 400, property)
    for (const contains of [...oddNames, '(a+)+$', '%_%', '\\', '*', '"']) {
      assert.equal((await ask({ property: 'Name', title: { contains } })).status, 200, contains)
      const found = await target.attack({
        method: 'POST',
        path: '/v1/search',
        body: json({ query: contains }),
      })
      assert.equal(found.status, 200, contains)
    }
    for (const equals of [1e308, -1e308, 5e-324, -0]) await ask({ property: 'Number', number: { equals } })
    for (const equals of [1e308, 2 ** 31, 2 ** 63, -1, 0.5])
      await ask({ property: 'Number2', unique_id: { equals } })
    await target.isUnchanged()
  })
})
