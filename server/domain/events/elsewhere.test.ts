import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Store } from '#server/store/dialects/dialect.ts'
import { eventsAfter } from '#server/store/events.ts'
import { authorise } from '#test/authorise.ts'
import { assertMirrors, beginMirror, follow } from '#test/directory-mirror.ts'
import { somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { type TestWorkspace, workspaceOn } from '#test/workspace.ts'

const connections = ({ id }: TestWorkspace) => `/admin/v1/spaces/${id}/connections`

async function aPublicConnection(
  home: TestWorkspace,
  name: string,
): Promise<{ id: string; client_id: string }> {
  const fields = { name, kind: 'public', redirect_uris: ['https://partner.test/'] }
  return (await home.as('owner').post(connections(home), fields)).body
}

const newsOf = async ({ store, id }: TestWorkspace, after: number) =>
  (await eventsAfter(store.reader, id, after, 1000)).map(
    ({ sequence, type, actor_type, ip_address, data }) => ({
      sequence,
      told: [type, actor_type, ip_address, JSON.parse(data)],
    }),
  )

const lastOf = async (acme: TestWorkspace) => (await newsOf(acme, 0)).at(-1)!.sequence

const twoWorkspaces = async (t: Parameters<typeof workspaceOn>[0], store: Store) =>
  [await workspaceOn(t, store, {}), await workspaceOn(t, store, {})] as const

describeStores('what is done to a connection at its home', (testStore) => {
  test('is told in every workspace that knows it, as done by nobody there', async (t) => {
    const [home, away] = await twoWorkspaces(t, await testStore.open(t))
    const { id, client_id } = await aPublicConnection(home, 'Partner')
    const grace = await somebody(away, 'Grace')
    const botId = await authorise(away, client_id, grace.id)
    const mirror = await beginMirror(away.as('editor'))
    const last = await lastOf(away)

    await home.as('owner').patch(`${connections(home)}/${id}`, { name: 'The partner', description: 'x' })
    await home.as('owner').delete(`${connections(home)}/${id}`)
    assert.deepEqual(await newsOf(away, last), [
      { sequence: last + 1, told: ['user.updated', 'system', null, { updated_fields: ['name'] }] },
      {
        sequence: last + 2,
        told: ['connection.removed', 'system', null, { user_id: grace.id, bot_id: botId }],
      },
    ])
    await follow(away.as('editor'), mirror)
    await assertMirrors(away.as('editor'), mirror)
    assert.equal(mirror.users.has(botId), false)
  })

  test('is done in both of two workspaces that do it to each other', async (t) => {
    const workspaces = await twoWorkspaces(t, await testStore.open(t))
    for (let round = 0; round < 3; round++) {
      const made = await Promise.all(workspaces.map((home) => aPublicConnection(home, `Partner ${round}`)))
      for (const [index, away] of workspaces.toReversed().entries()) {
        await authorise(away, made[index]!.client_id, away.as('owner').userId)
      }
      const answers = await Promise.all(
        workspaces.map((home, index) => home.as('owner').delete(`${connections(home)}/${made[index]!.id}`)),
      )
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200],
      )
    }
    for (const acme of workspaces) {
      const numbers = (await newsOf(acme, 0)).map(({ sequence }) => sequence)
      assert.deepEqual(
        numbers,
        numbers.map((_, index) => index + 1),
      )
    }
  })
})
