import { confirmedAccount } from '#server/domain/access/accounts.ts'
import { changePassword, removePassword, tryPassword } from '#server/domain/accounts/change-password.ts'
import { hasPassword, mayDoWithoutPassword } from '#server/domain/accounts/ways-in.ts'
import { inTransaction, readingContext } from '#server/http/contexts.ts'
import { fields } from '#server/http/form-fields.ts'
import { html } from '#server/http/html.ts'
import { newPasswordField } from '../new-password-field.ts'
import { callerOf, type Section, type SentForm } from './section.ts'

/** The password of somebody, which they choose, change or do without. */
export const passwordSection: Section = {
  name: 'password',
  title: 'Password',
  async show({ server, session: { account }, token, retry }) {
    const db = server.store.reader
    const has = await hasPassword(db, account.id)
    const mayRemove = await mayDoWithoutPassword(db, account.id, server.mail.kind)
    return html`<p class="soft">${
      has ? 'Changing it ends all your other sessions.' : 'You have none. You sign in without one.'
    }</p>
<form method="post" action="/account/password">
${token}
<input type="text" name="username" value="${account.email}" autocomplete="username" hidden>
${fields([newPasswordField], retry, { isOneOfSeveral: true })}
<button type="submit">${has ? 'Change the password' : 'Set a password'}</button>
</form>
${
  mayRemove
    ? html`<form method="post" action="/account/password/remove">
${token}
<button class="plain" type="submit">Do without a password</button>
</form>`
    : null
}`
  },
  forms: {
    '': { saved: 'The password is another one now. Your other sessions have ended.', act: change },
    '/remove': { saved: 'You have no password any more. Your other sessions have ended.', act: remove },
  },
}

async function change({ server, session, form, source }: SentForm): Promise<void> {
  const caller = await callerOf({ server, session, source })
  const reading = readingContext(server, caller, server.surroundings.now())
  const hash = await tryPassword(server, reading, { password: form('password') })
  await inTransaction(server, caller, server.surroundings.now(), async (context) =>
    changePassword(context, await confirmedAccount(context), hash),
  )
}

async function remove({ server, session, source }: SentForm): Promise<void> {
  const caller = await callerOf({ server, session, source })
  await inTransaction(server, caller, server.surroundings.now(), async (context) =>
    removePassword(context, await confirmedAccount(context)),
  )
}
