import { test } from 'node:test'
import { addPerson } from '#server/domain/users/create.ts'
import { describeStores } from '#test/stores.ts'
import { checkColumn } from './check-columns.ts'
import { peopleColumn } from './columns/people.ts'
import { aHome, type Home, removePerson, renamePerson } from './home.ts'
import { fillTable } from './table.ts'

/** More than a page object shows of one property. */
const MANY = 30

async function addPeople({ acme, names }: Home, called: readonly string[]): Promise<string[]> {
  const ids = await acme.do(async (context) => {
    const added = []
    for (const name of called) {
      const person = { name, email: `${context.newId()}@acme.test`, role: 'member' as const }
      added.push((await addPerson(context, person)).id)
    }
    return added
  })
  for (const [index, id] of ids.entries()) names.set(id, called[index]!)
  return ids
}

describeStores('people', (store) => {
  test('are found by id and sorted by the names they have now', async (t) => {
    const home = await aHome(t, store)
    const [owner, member, editor] = (['owner', 'member', 'editor'] as const).map(
      (name) => home.acme.as(name).userId,
    )
    const many = await addPeople(
      home,
      Array.from({ length: MANY }, (_, index) => `Person ${index}`),
    )
    const [ada, twin, leaving] = (await addPeople(home, ['ada', 'Ada', 'Leaving'])) as [
      string,
      string,
      string,
    ]
    const values = [
      undefined,
      [],
      [owner!],
      [member!, owner!],
      [owner!, member!],
      [ada],
      [twin],
      [ada, twin],
      [leaving],
      [leaving, member!],
      [editor!],
      many,
    ]
    const operands = [
      ...[owner!, member!, editor!, ada, twin, leaving, many[0]!, many.at(-1)!],
      ...[ada.replaceAll('-', ''), ada.toUpperCase(), '00000000-0000-0000-0000-000000000000'],
    ]
    const column = peopleColumn('Who', values, { operands, names: home.names })
    const table = await fillTable(home, [column])
    await t.test('as they came', () => checkColumn(home, table, column))
    await t.test('renamed', async () => {
      await renamePerson(home, ada, 'Zoë')
      await renamePerson(home, owner!, 'aaron')
      await checkColumn(home, table, column)
    })
    await t.test('after one was removed, who is still there by id', async () => {
      await removePerson(home, leaving)
      await checkColumn(home, table, column)
    })
    await t.test('and "me" is the person behind a token', async () => {
      const mine = peopleColumn('Who', values, { operands, names: home.names, me: owner! })
      await checkColumn(home, table, mine, { as: 'owner' })
    })
  })
})
