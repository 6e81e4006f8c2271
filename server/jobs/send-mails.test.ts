import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openMail } from '#server/adapters/mail/open.ts'
import { queueMail } from '#server/domain/mail/queue.ts'
import { dueMail, newestMails } from '#server/store/mails.ts'
import { mailServer } from '#test/mail-server.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'
import { performDue } from './runner.ts'
import { forgetOldMails, sendMails } from './send-mails.ts'

const message = { to: 'ada@acme.test', subject: 'Come in', text: 'text', html: '<p>text</p>' }
const DAY = 24 * 60 * 60 * 1000

describeStores('mail by a job', (store) => {
  test('is sent once, after the transaction that it tells of', async (t) => {
    const { acme, server, base } = await withMail(t)
    await acme.do((context) => queueMail({ ...context, mail: 'sent' }, message))
    assert.equal(server.mails.length, 0)
    await performDue(base, [sendMails])
    await performDue(base, [sendMails])
    assert.deepEqual(
      server.mails.map(({ subject }) => subject),
      ['Come in'],
    )
    const failed = acme.do(async (context) => {
      await queueMail({ ...context, mail: 'sent' }, message)
      throw new Error('no')
    })
    await assert.rejects(failed, /no/)
    await performDue(base, [sendMails])
    assert.equal(server.mails.length, 1, 'what did not happen is not told')
  })

  test('is tried again after a refusal, later each time, and given up in the end', async (t) => {
    const { acme, server, base, wait } = await withMail(t)
    server.refuse(451)
    await acme.do((context) => queueMail({ ...context, mail: 'sent' }, message))
    const seen: (number | undefined)[] = []
    for (let attempt = 1; attempt <= 7; attempt++) {
      await performDue(base, [sendMails])
      const [mail] = await newestMails(acme.store.reader, 1)
      assert.equal(mail!.attempts, attempt)
      assert.match(mail!.failure!, /Not now/)
      seen.push(mail!.due_time ?? undefined)
      wait(DAY)
    }
    assert.equal(seen.at(-1), undefined, 'given up')
    assert.equal(await dueMail(acme.store.reader, base.surroundings.now()), undefined)
    server.refuse(null)
    await performDue(base, [sendMails])
    assert.equal(server.mails.length, 0)
    await performDue(base, [forgetOldMails])
    assert.deepEqual(await newestMails(acme.store.reader, 1), [], 'it holds links and addresses')
  })

  test('is sent as soon as the mail server takes it', async (t) => {
    const { acme, server, base, wait } = await withMail(t)
    server.refuse(451)
    await acme.do((context) => queueMail({ ...context, mail: 'sent' }, message))
    await performDue(base, [sendMails])
    server.refuse(null)
    await performDue(base, [sendMails])
    assert.equal(server.mails.length, 0, 'not before its time')
    wait(31_000)
    await performDue(base, [sendMails])
    assert.equal(server.mails.length, 1)
  })

  async function withMail(t: Parameters<typeof workspace>[0]) {
    const acme = await workspace(t, store)
    const server = await mailServer(t)
    let later = 0
    const surroundings = { ...acme.server.surroundings, now: () => Date.now() + later }
    const mail = openMail(server.url, () => 'https://octavo.test')
    const base = { ...acme.server, surroundings, mail }
    const wait = (milliseconds: number) => {
      later += milliseconds
    }
    return { acme, server, base, wait }
  }
})
