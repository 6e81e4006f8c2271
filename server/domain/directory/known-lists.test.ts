import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'

describeStores('pages of everybody', (store) => {
  test('are the same from wherever they were read before, and after people came and went', async (t) => {
    const { scim } = await directory(t, store)
    for (let index = 0; index < 12; index++) await scim('POST', '/Users', aUser(`person${index}@acme.test`))
    const ids = async (startIndex: number, count: number, filter = ''): Promise<string[]> => {
      const { body } = await scim('GET', `/Users?startIndex=${startIndex}&count=${count}${filter}`)
      return body.Resources.map(({ id }: { id: string }) => id)
    }
    const holds = async (filter = '') => {
      const all = await ids(1, 100, filter)
      // Read on and on, at places that were passed, between them, and from the end.
      for (const [startIndex, count] of [
        [1, 3],
        [4, 3],
        [7, 3],
        [7, 3],
        [5, 4],
        [9, 100],
        [2, 1],
        [6, 2],
        [50, 3],
      ] as const) {
        const expected = all.slice(startIndex - 1, startIndex - 1 + count)
        assert.deepEqual(await ids(startIndex, count, filter), expected, `${startIndex}, ${count}`)
      }
      return all
    }
    const all = await holds()
    await scim('DELETE', `/Users/${all[4]}`)
    const fewer = await holds()
    assert.deepEqual(fewer, all.toSpliced(4, 1))
    await scim('PATCH', `/Users/${fewer[5]}`, {
      Operations: [{ op: 'replace', path: 'active', value: false }],
    })
    const active = '&filter=active%20eq%20true'
    assert.equal((await holds(active)).includes(fewer[5]!), false)
    await scim('POST', '/Users', aUser('late@acme.test'))
    assert.equal((await holds()).length, fewer.length + 1)
  })
})
