import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setPassword } from '#server/domain/accounts/set-password.ts'
import { readingContext } from '#server/http/contexts.ts'
import { sessionHolderById } from '#server/store/sessions.ts'
import type { Problem } from '#shared/problem.ts'
import { signedIn } from '#test/signed-in.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'
import { toSignedIn } from '../accounts/account.ts'
import { changePerson } from '../users/change.ts'
import { accountAtBrowser } from './accounts.ts'
import { actorOfSession } from './authenticate.ts'

describeStores('an account', (store) => {
  test('is that of the session, also where its person is given the e-mail of somebody else meanwhile', async (t) => {
    const acme = await workspace(t, store)
    const email = 'victim@elsewhere.test'
    await setPassword(acme.server, { name: 'Victim', email, password: 'a sentence' })
    const { call } = await signedIn(acme)
    const { body } = await call('GET', '/v1/account/sessions')
    const now = acme.server.surroundings.now()
    const session = toSignedIn((await sessionHolderById(acme.store.reader, body.results[0].id, now))!)
    const actor = await actorOfSession(acme.store.reader, session)
    const context = readingContext(acme.server, { actor, workspace: session.workspace }, now)
    assert.equal((await accountAtBrowser(context)).email_key, 'member@acme.test')

    await acme.do((owner) => changePerson(owner, session.user, { email }))
    await assert.rejects(accountAtBrowser(context), ({ kind }: Problem) => kind === 'forbidden')
  })
})
