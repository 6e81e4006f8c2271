/** A second Octavo follows the first one over SCIM. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aDirectory } from '#test/a-directory.ts'
import { directory, type Scim } from '#test/directory.ts'
import { syncing } from '#test/directory-sync.ts'
import { moodyServer } from '#test/moody-server.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { type Client, workspace } from '#test/workspace.ts'
import type { Flags } from './flags.ts'
import { Stopped } from './requests.ts'

type Steps = [act: (choice: number) => Promise<unknown>, choice: number][]

const steps = (acts: readonly Steps[number][0][], maxLength: number): fc.Arbitrary<Steps> =>
  fc.array(fc.tuple(fc.constantFrom(...acts), fc.nat()), { minLength: 1, maxLength })

describeStores('a SCIM target', (store) => {
  const runs = store.name === 'SQLite' ? 30 : 6

  test('is what the source is, after each run', async (t) => {
    const { acme, sync, assertEqual } = await twoWorkspaces(t, store)
    const { acts } = await aDirectory(acme)
    await sync.run()
    await assertEqual()
    await fc.assert(
      fc.asyncProperty(steps(acts, 15), async (some) => {
        for (const [act, choice] of some) await act(choice)
        const { failed } = await sync.run()
        assert.deepEqual([failed, sync.told], [0, []])
        await assertEqual()
      }),
      { numRuns: runs, endOnFailure: true },
    )
  })

  test('is so although runs were killed anywhere, and answers were lost', async (t) => {
    let [left, isCut] = [Number.POSITIVE_INFINITY, false]
    let end = () => {}
    const { acme, sync, assertEqual } = await twoWorkspaces(t, store, {
      mood: ({ method }) => {
        if (method === 'GET') return 'passed'
        if (--left === 0) end()
        return left === 0 && isCut ? 'cut after' : 'passed'
      },
    })
    end = sync.stop
    const { acts } = await aDirectory(acme)
    await sync.run()
    await fc.assert(
      fc.asyncProperty(
        steps(acts, 12),
        steps(acts, 3),
        fc.nat(12),
        fc.boolean(),
        async (some, more, after, cut) => {
          for (const [act, choice] of some) await act(choice)
          ;[left, isCut] = [after + 1, cut]
          await sync.run().then(() => {}, isStopped)
          sync.forgetTheEnd()
          left = Number.POSITIVE_INFINITY
          for (const [act, choice] of more) await act(choice)
          const { failed } = await sync.run()
          assert.equal(failed, 0, sync.told.join())
          await assertEqual()
        },
      ),
      { numRuns: runs, endOnFailure: true },
    )
  })
})

const isStopped = (error: unknown) => assert.ok(error instanceof Stopped, String(error))

async function twoWorkspaces(
  t: Parameters<typeof workspace>[0],
  store: TestStore,
  { flags = {}, mood }: { flags?: Flags; mood?: Parameters<typeof moodyServer>[2] } = {},
) {
  const acme = await workspace(t, store)
  const { acme: other, scim, token } = await directory(t, store)
  const address = await other.listen()
  const target = mood === undefined ? address : await moodyServer(t, address, mood)
  const sync = syncing(
    {
      from: 'octavo',
      url: await acme.listen(),
      target: 'scim',
      'target-url': `${target}/scim/v2`,
      'max-delete-percent': '100',
      ...flags,
    },
    { OCTAVO_TOKEN: acme.as('editor').token, OCTAVO_TARGET_TOKEN: token },
  )
  const assertEqual = async () => {
    const [is, should] = [await followed(scim), await followable(acme.as('editor'))]
    for (const [id, { active, groups }] of Object.entries(is.people)) {
      if (id in should.people) continue
      assert.deepEqual({ active, groups }, { active: false, groups: [] }, 'who is gone may do nothing')
      delete is.people[id]
    }
    assert.deepEqual(is, should)
  }
  return { acme, other, scim, sync, assertEqual }
}

/** Everybody who is followed, by the id that the source gives them. */
interface Followed {
  people: Record<
    string,
    { name: string | null; email: string; role: string; active: boolean; groups: string[] }
  >
  groups: string[]
}

async function followable(client: Client): Promise<Followed> {
  const people: Followed['people'] = {}
  for (let cursor = ''; ; ) {
    const { body } = await client.get(`/v1/users?type=person${cursor}`)
    for (const { id, name, person } of body.results) {
      const { role, status, groups } = person.octavo
      const names = groups.map((group: { name: string }) => group.name).sort()
      people[id] = { name, email: person.email, role, active: status === 'active', groups: names }
    }
    if (!body.has_more) break
    cursor = `&start_cursor=${body.next_cursor}`
  }
  const groups = (await client.get('/v1/groups')).body.results
  return { people, groups: groups.map(({ name }: { name: string }) => name).sort() }
}

/** The same at the target, where who was removed stays, inactive. */
async function followed(scim: Scim): Promise<Followed> {
  const people: Followed['people'] = {}
  for (let index = 1; ; ) {
    const { body } = await scim('GET', `/Users?startIndex=${index}`)
    for (const user of body.Resources) {
      if (user.externalId === undefined) continue
      people[user.externalId] = {
        name: user.displayName ?? null,
        email: user.userName,
        role: user['urn:octavo:params:scim:schemas:extension:2.0:User'].role,
        active: user.active,
        groups: (user.groups ?? []).map(({ display }: { display: string }) => display).sort(),
      }
    }
    index += body.Resources.length
    if (index > body.totalResults) break
  }
  const groups = (await scim('GET', '/Groups')).body.Resources
  return { people, groups: groups.map(({ displayName }: { displayName: string }) => displayName).sort() }
}
