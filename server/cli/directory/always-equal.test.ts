/** A second Octavo follows the first one over SCIM: both are alike after each run, whatever happened. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aDirectory } from '#test/a-directory.ts'
import { describeStores } from '#test/stores.ts'
import { twoWorkspaces } from '#test/two-workspaces.ts'
import { Stopped } from './requests.ts'

type Steps = [act: (choice: number) => Promise<unknown>, choice: number][]

const steps = (acts: readonly Steps[number][0][], maxLength: number): fc.Arbitrary<Steps> =>
  fc.array(fc.tuple(fc.constantFrom(...acts), fc.nat()), { minLength: 1, maxLength })

describeStores('a SCIM target', (store) => {
  const runs = store.name === 'SQLite' ? 12 : 3

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
      flags: { 'include-guests': true },
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
