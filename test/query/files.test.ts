import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { checkColumn } from './check-columns.ts'
import { filesColumn } from './columns/files.ts'
import { verificationColumn } from './columns/verifications.ts'
import { aHome, TUESDAY } from './home.ts'
import { fillTable } from './table.ts'

const MINUTE = 60_000

describeStores('files and verifications', (store) => {
  test('are found by whether they are there, and still stand', async (t) => {
    const home = await aHome(t, store)
    const table = await fillTable(home, [filesColumn('Papers'), verificationColumn('Checked')])
    const [papers, checked] = [table.columns[0]!, table.columns[1]!]
    await t.test('files', () => checkColumn(home, table, papers))
    // Nobody writes anything: what has expired is found by the clock.
    for (const minutes of [-24 * 60, 0, 1, 24 * 60]) {
      await t.test(`verifications ${minutes} minutes on`, async () => {
        home.setClock(TUESDAY + minutes * MINUTE)
        await checkColumn(home, table, checked)
      })
    }
  })
})
