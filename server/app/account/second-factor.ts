import { confirmedAccount } from '#server/domain/access/accounts.ts'
import { removeTotp, totpOfHolder } from '#server/domain/accounts/change-totp.ts'
import { html } from '#server/http/html.ts'
import { asSession, shownTime } from './as-session.ts'
import type { Section } from './section.ts'

/** The app that makes codes, and the codes that stand in for it. */
export const secondFactorSection: Section = {
  name: 'second-factor',
  title: 'Second factor',
  async show({ server, session, token }) {
    const { createdTime, codesLeft } = await totpOfHolder(server, session)
    if (createdTime === null) {
      return html`<p class="soft">With an authenticator app, a password alone lets nobody in.</p>
<p><a class="button" href="/account/totp">Add an authenticator app</a></p>`
    }
    return html`<p>You have an authenticator app since ${shownTime(createdTime)}, and <strong>${codesLeft === 1 ? 'one recovery code' : `${codesLeft} recovery codes`}</strong> left.</p>
<div class="row">
<form method="post" action="/account/recovery-codes">
${token}
<button class="plain" type="submit">New recovery codes</button>
</form>
<form method="get" action="/account/totp">
<button class="plain" type="submit">Use another app</button>
</form>
<form method="post" action="/account/second-factor/remove">
${token}
<button class="plain" type="submit">Remove the app</button>
</form>
</div>`
  },
  forms: {
    '/remove': {
      saved: 'The app was removed.',
      act: (sent) => asSession(sent, async (context) => removeTotp(context, await confirmedAccount(context))),
    },
  },
}
