import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { checkAnswer, checkColumn } from './check-columns.ts'
import type { Column } from './columns/column.ts'
import { mentionsOf, oneTextColumn, richTextColumn } from './columns/texts.ts'
import { aHome, aNamedPage, renamePerson } from './home.ts'
import { addRow, aTable, fillTable } from './table.ts'

describeStores('texts', (store) => {
  test('are found and sorted as they read, whatever is in them', async (t) => {
    const home = await aHome(t, store)
    const page = await home.acme.aPage()
    const pages = [
      await aNamedPage(home, { page_id: page }, 'Straße nach 東京'),
      await aNamedPage(home, { page_id: page }, ''),
    ]
    const users = [home.acme.as('member').userId, home.acme.as('owner').userId, home.acme.as('editor').userId]
    const columns = [
      richTextColumn('Name', 'title', home.names, mentionsOf(users, pages)),
      richTextColumn('Words', 'rich_text', home.names, mentionsOf(users, pages)),
      oneTextColumn('Link', 'url', 2000),
      oneTextColumn('Mail', 'email', 200),
      oneTextColumn('Phone', 'phone_number', 200),
    ]
    const table = await fillTable(home, columns)
    for (const [index, column] of columns.entries()) {
      await t.test(column.name, () => checkColumn(home, table, column, { every: index === 0 ? 1 : 5 }))
    }
    await t.test('after the names in them have changed', async () => {
      await renamePerson(home, users[0]!, 'Ada Lovelace')
      await home.send('PATCH', `/v1/pages/${pages[0]}`, {
        properties: { title: { title: [{ text: { content: 'Ötzi' } }] } },
      })
      home.names.set(pages[0]!, 'Ötzi')
      const [title, words] = columns as [Column, Column]
      const asked = [title, words].flatMap((column) =>
        ['@ada', '@the member', 'see ötzi', 'see straße nach 東京', 'see untitled'].flatMap((operand) =>
          ['contains', 'does_not_contain', 'starts_with', 'equals'].map((operator) => ({
            filter: { column, operator, operand },
            sorts: [{ column, direction: 'ascending' as const }],
          })),
        ),
      )
      for (const one of asked) await checkAnswer(home, table, one)
    })
  })

  test('that cannot be stored find nothing, or are refused', async (t) => {
    const home = await aHome(t, store)
    const column = richTextColumn('Name', 'title', home.names)
    const table = await aTable(home, [column])
    for (const text of ['\ufffd', '👍', 'a']) await addRow(home, table, { Name: [text] })
    for (const operand of ['\ud83d', '\udc4d', '\ud800', '\u0000', 'a\u0000', '\ufffd\ud800']) {
      for (const operator of ['equals', 'contains', 'starts_with', 'ends_with', 'does_not_contain']) {
        const filter = { property: 'Name', title: { [operator]: operand } }
        const path = `/v1/data_sources/${table.dataSource}/query`
        const { status, body } = await home.acme.as('editor').post(path, { filter })
        if (status === 400) continue
        assert.equal(status, 200, `${JSON.stringify(filter)}: ${JSON.stringify(body)}`)
        const count = operator === 'does_not_contain' ? table.rows.length : 0
        assert.equal(body.results.length, count, JSON.stringify(filter))
      }
    }
  })
})
