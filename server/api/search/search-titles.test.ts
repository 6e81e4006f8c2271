/** Titles are found by the letters that the index keeps of them, and what it does not know yet by looking through it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pagesThatMayHave } from '#server/domain/search/find-titles.ts'
import { searchWords } from '#shared/search-titles.ts'
import { describeStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const TITLES = [
  'Roadmap 2027',
  'The road ahead',
  'Broadcast',
  'ROADMAP, revised',
  "Ada's notes",
  'Notes & queries',
  'naïve café menu',
  '路线图 2027',
  'C++ style',
  '🚀 launch',
  'ab',
  '',
  `A tale ${'of one road '.repeat(500)}`,
]

const QUERIES: [query: string, titles: string[]][] = [
  ['roadmap', ['ROADMAP, revised', 'Roadmap 2027']],
  ['OAD', ['ROADMAP, revised', 'Broadcast', 'The road ahead', 'Roadmap 2027', TITLES.at(-1)!]],
  ['notes zzzz', ['Notes & queries', "Ada's notes"]],
  ['2027 notes', ['路线图 2027', 'Notes & queries', "Ada's notes", 'Roadmap 2027']],
  ['café', ['naïve café menu']],
  ['路线', ['路线图 2027']],
  ['路线图', ['路线图 2027']],
  ['++', ['C++ style']],
  ['🚀', ['🚀 launch']],
  ['ab', ['ab']],
  ['roadmaps', []],
  ['map re', ['ROADMAP, revised', 'Roadmap 2027']],
]

const found = async (acme: TestWorkspace, query: string, more = {}): Promise<string[]> => {
  const { status, body } = await acme.as('editor').post('/v1/search', { query, ...more })
  assert.equal(status, 200, JSON.stringify(body))
  return body.results.map((page: Page) => page.properties.title.title.map((run) => run.plain_text).join(''))
}

interface Page {
  properties: { title: { title: { plain_text: string }[] } }
}

const looksAt = (acme: TestWorkspace, query: string): Promise<string[] | null> =>
  acme.do((context) => pagesThatMayHave(context, searchWords(query)))

describeStores('POST /v1/search by words', (store) => {
  test('finds the same before, while and after titles are indexed', async (t) => {
    const acme = await workspace(t, store)
    const check = async (when: string) => {
      for (const [query, titles] of QUERIES) {
        assert.deepEqual((await found(acme, query)).sort(), [...titles].sort(), `${query}, ${when}`)
      }
    }
    for (const title of TITLES.slice(0, 7)) await acme.aPage({ title })
    await acme.performDue()
    for (const title of TITLES.slice(7)) await acme.aPage({ title })
    await check('half of it indexed')
    await acme.performDue()
    await check('all of it indexed')
    assert.equal(
      (await found(acme, 'roadmap', { sort: { timestamp: 'last_edited_time', direction: 'ascending' } }))
        .length,
      2,
    )
  })

  test('looks at few pages where the index knows the word', async (t) => {
    const acme = await workspace(t, store)
    const road = await acme.aPage({ title: 'Road' })
    await acme.aPage({ title: 'River' })
    await acme.performDue()
    const notes = await acme.aPage({ title: 'Notes' })
    assert.deepEqual((await looksAt(acme, 'road'))!.sort(), [road, notes].sort())
    await acme.performDue()
    assert.deepEqual(await looksAt(acme, 'road'), [road])
    assert.deepEqual((await looksAt(acme, 'road not'))!.sort(), [road, notes].sort())
    assert.deepEqual(await looksAt(acme, 'roads'), [])
    assert.equal(await looksAt(acme, 'ro'), null, 'too short for the index')
  })

  test('follows a title that changes, before it is indexed and after', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage({ title: 'Road' })
    await acme.performDue()
    await acme.as('editor').patch(`/v1/pages/${page}`, {
      properties: { title: { title: [{ text: { content: 'River' } }] } },
    })
    for (const when of ['before', 'after']) {
      assert.deepEqual([await found(acme, 'road'), await found(acme, 'river')], [[], ['River']], when)
      await acme.performDue()
    }
    assert.deepEqual(await looksAt(acme, 'road'), [])
  })

  test('looks through all titles until a store that is older is indexed anew', async (t) => {
    const acme = await workspace(t, store)
    await acme.aPage({ title: 'Road' })
    await acme.performDue()
    await acme.store.transaction((db) =>
      db.sql.insertInto('search_sweeps').values({ workspace_id: acme.id, scope: '', after_id: '' }).execute(),
    )
    assert.equal(await looksAt(acme, 'road'), null)
    assert.deepEqual(await found(acme, 'road'), ['Road'])
    await acme.performDue()
    assert.equal((await looksAt(acme, 'road'))!.length, 1)
  })
})
