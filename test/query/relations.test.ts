import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import type { Name } from '#test/workspace.ts'
import { checkColumn } from './check-columns.ts'
import { relationColumn } from './columns/relations.ts'
import { aHome, aNamedPage, hide } from './home.ts'
import { askAll, fillTable } from './table.ts'

/** More than a page object shows of one property. */
const MANY = 30

describeStores('relations', (store) => {
  test('are found by the pages that the caller sees, and by no others', async (t) => {
    const home = await aHome(t, store)
    const { dataSource: target } = await home.acme.aDataSource()
    const aTarget = (title: string) => aNamedPage(home, { data_source_id: target }, title)
    const [apple, banana, cherry] = [await aTarget('apple'), await aTarget('Banana'), await aTarget('cherry')]
    const [untitled, hidden, trashed] = [
      await aTarget(''),
      await aTarget('AA hidden'),
      await aTarget('AA trashed'),
    ]
    const many: string[] = []
    for (let index = 0; index < MANY; index++) many.push(await aTarget(`Many ${index}`))

    const seenBy = new Map<Name, Set<string>>()
    const everything = [apple, banana, cherry, untitled, hidden, trashed, ...many]
    const see = (name: Name, ...but: string[]) =>
      seenBy.set(name, new Set(everything.filter((id) => !but.includes(id))))
    see('editor')
    see('owner')
    const columnOf = (name: Name) =>
      relationColumn(
        'Related',
        [
          undefined,
          [],
          [apple],
          [banana],
          [banana, apple],
          [apple, cherry],
          [untitled],
          [hidden],
          [hidden, banana],
          [trashed],
          [trashed, hidden],
          [trashed, cherry],
          many,
          [hidden, ...many],
        ],
        {
          target,
          operands: [
            ...[apple, banana, cherry, untitled, hidden, trashed, many[0]!, many.at(-1)!],
            ...[apple.replaceAll('-', ''), '00000000-0000-0000-0000-000000000000', target],
          ],
          titleOf: (id) => (seenBy.get(name)!.has(id) ? home.names.get(id)! : undefined),
        },
      )
    const table = await fillTable(home, [columnOf('editor')])
    const check = async (name: Name) => checkColumn(home, table, columnOf(name), { as: name })

    await t.test('all of them', () => check('editor'))
    await t.test('but not one that is hidden', async () => {
      await hide(home, hidden)
      see('editor', hidden)
      await check('editor')
      await check('owner')
    })
    await t.test('nor one in the trash', async () => {
      await home.send('PATCH', `/v1/pages/${trashed}`, { in_trash: true })
      see('editor', hidden, trashed)
      see('owner', trashed)
      await check('editor')
      await check('owner')
    })
    await t.test('by the titles they have now', async () => {
      await home.send('PATCH', `/v1/pages/${apple}`, {
        properties: { title: { title: [{ text: { content: 'Zwetschge' } }] } },
      })
      home.names.set(apple, 'Zwetschge')
      await check('editor')
    })
    await t.test('and again when it is out of the trash', async () => {
      await home.send('PATCH', `/v1/pages/${trashed}`, { in_trash: false })
      see('editor', hidden)
      await check('editor')
    })
    await t.test('of a hidden page there is no telling it from one that never was', async () => {
      const never = '01960000-0000-7000-8000-000000000000'
      for (const operator of ['contains', 'does_not_contain']) {
        const ask = (id: string) =>
          askAll(home, table, { filter: { property: 'Related', relation: { [operator]: id } } })
        assert.deepEqual(await ask(hidden), await ask(never))
      }
    })
  })
})
