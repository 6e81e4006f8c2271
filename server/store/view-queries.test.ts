import assert from 'node:assert/strict'
import { test } from 'node:test'
import { v7 } from 'uuid'
import { describeStores } from '#test/stores.ts'
import {
  deleteExpiredQueries,
  deleteViewQuery,
  indexOfResult,
  insertViewQuery,
  resultsFrom,
  viewQueryById,
} from './view-queries.ts'

const query = (id: string, count: number, expires_time = 1000) => ({
  workspace_id: 'w',
  id,
  view_id: 'view',
  created_by: 'somebody',
  total_count: count,
  expires_time,
})

describeStores('the results of a query of a view', (testStore) => {
  test('are found from any of them on, whatever stretches they are kept in', async (t) => {
    const store = await testStore.open(t)
    for (const count of [0, 1, 999, 1000, 1001, 2500]) {
      const ids = Array.from({ length: count }, () => v7())
      const id = `query of ${count}`
      await store.transaction((db) => insertViewQuery(db, query(id, count), ids))
      for (const from of [0, 1, 950, 999, 1000, 1001, 1999, 2499, 2500]) {
        assert.deepEqual(await resultsFrom(store.reader, 'w', id, from, 101), ids.slice(from, from + 101))
        if (from < count)
          assert.equal(await indexOfResult(store.reader, 'w', id, ids[from]!), from, `${from} of ${count}`)
      }
      assert.equal(await indexOfResult(store.reader, 'w', id, v7()), undefined)
    }
  })

  test('go when they expire, or when whoever asked says so', async (t) => {
    const store = await testStore.open(t)
    await store.transaction(async (db) => {
      await insertViewQuery(db, query('old', 1, 1000), [v7()])
      await insertViewQuery(db, query('new', 1, 1001), [v7()])
      await deleteExpiredQueries(db, 'w', 1000)
      await deleteViewQuery(db, 'w', { id: 'new', view_id: 'view', created_by: 'somebody else' })
    })
    assert.equal(await viewQueryById(store.reader, 'w', 'old'), undefined)
    assert.equal((await viewQueryById(store.reader, 'w', 'new'))?.total_count, 1)
    await store.transaction((db) =>
      deleteViewQuery(db, 'w', { id: 'new', view_id: 'view', created_by: 'somebody' }),
    )
    assert.deepEqual(await store.reader.run('select * from view_query_results', []), [])
    assert.deepEqual(await store.reader.run('select * from view_queries', []), [])
  })
})
