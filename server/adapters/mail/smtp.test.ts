import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailServer } from '#test/mail-server.ts'
import type { Mail, Message } from './mail.ts'
import { openMail } from './open.ts'

const BASE = 'https://octavo.test'

const message: Message = {
  to: 'ada@acme.test',
  subject: 'Come in',
  text: 'https://octavo.test/x',
  html: '<p>Come in</p>',
}

function sendBy(mail: Mail): (message: Message) => Promise<void> {
  assert.equal(mail.kind, 'sent')
  return mail.kind === 'sent' ? mail.send : assert.fail()
}

test('without a setting nobody is sent mail', () => {
  assert.deepEqual(
    openMail(null, () => BASE),
    { kind: 'none' },
  )
})

test('a mail server is handed both texts, from this server unless the setting says who', async (t) => {
  const server = await mailServer(t)
  await sendBy(openMail(server.url, () => BASE))(message)
  const named = `${server.url}?from=${encodeURIComponent('"Acme, Inc." <hello@acme.test>')}`
  await sendBy(openMail(named, () => BASE))(message)
  const [first, second] = server.mails
  assert.deepEqual(first!.recipients, ['ada@acme.test'])
  assert.equal(first!.sender, 'octavo@octavo.test')
  assert.deepEqual([first!.text?.trim(), first!.html], [message.text, message.html])
  assert.equal(first!.headers.get('auto-submitted'), 'auto-generated')
  assert.equal(second!.sender, 'hello@acme.test')
  assert.equal(second!.from?.text, '"Acme, Inc." <hello@acme.test>')
})

const texts: [name: string, change: Partial<Message>, subject: string][] = [
  ['letters of every script', { subject: 'Größe 你好 🎯', text: 'Größe 你好 🎯' }, 'Größe 你好 🎯'],
  ['a header in the subject', { subject: 'Hi\r\nBcc: eve@evil.test' }, 'Hi Bcc: eve@evil.test'],
  ['a body in the subject', { subject: 'Hi\r\n\r\nPay here' }, 'Hi Pay here'],
  ['a line that would end the mail', { text: 'one\r\n.\r\nRCPT TO:<eve@evil.test>' }, message.subject],
]
for (const [name, change, subject] of texts) {
  test(`one mail to one person, whatever is in it: ${name}`, async (t) => {
    const server = await mailServer(t)
    await sendBy(openMail(server.url, () => BASE))({ ...message, ...change })
    assert.equal(server.mails.length, 1)
    const [mail] = server.mails
    assert.deepEqual(mail!.recipients, ['ada@acme.test'])
    assert.equal(mail!.headers.has('bcc'), false)
    assert.equal(mail!.subject?.replaceAll(/\s+/g, ' '), subject)
    assert.equal(
      mail!.text?.trim().replaceAll('\r\n', '\n'),
      (change.text ?? message.text).replaceAll('\r\n', '\n'),
    )
  })
}

const recipients = [
  'ada@acme.test, eve@evil.test',
  'ada@acme.test\r\nRCPT TO:<eve@evil.test>',
  'ada@acme.test\r\nBcc: eve@evil.test',
  '"Ada" <ada@acme.test>, <eve@evil.test>',
  '<eve@evil.test>',
]
for (const to of recipients) {
  test(`an address that is none makes no second recipient: ${JSON.stringify(to)}`, async (t) => {
    const server = await mailServer(t)
    await sendBy(openMail(server.url, () => BASE))({ ...message, to }).catch(() => {})
    for (const { recipients, headers } of server.mails) {
      assert.ok(recipients.length <= 1, JSON.stringify(recipients))
      assert.ok(!headers.has('bcc'))
    }
  })
}

test('what the mail server refuses is an error', async (t) => {
  const server = await mailServer(t)
  server.refuse(550)
  await assert.rejects(sendBy(openMail(server.url, () => BASE))(message), /Not now/)
  await assert.rejects(sendBy(openMail('smtp://127.0.0.1:1', () => BASE))(message), /ECONNREFUSED/)
})
