import { accountAtBrowser } from '#server/domain/access/accounts.ts'
import {
  type AccountSession,
  endOtherSessions,
  endOwnSession,
  sessionsOfHolder,
} from '#server/domain/accounts/sessions.ts'
import { browserName } from '#server/domain/sign-in/browser-name.ts'
import { type Html, html } from '#server/http/html.ts'
import { asSession, shownTime } from './as-session.ts'
import type { Section } from './section.ts'

/** Where somebody is signed in. */
export const sessionsSection: Section = {
  name: 'sessions',
  title: 'Where you are signed in',
  async show({ server, session, token }) {
    const sessions = await sessionsOfHolder(server, session)
    const [own, others] = [
      sessions.filter(({ id }) => id === session.sessionId),
      sessions.filter(({ id }) => id !== session.sessionId),
    ]
    return html`<ul class="list">
${own.map((one) => item(one, true, token))}${others.map((one) => item(one, false, token))}
</ul>
${
  others.length === 0
    ? null
    : html`<form method="post" action="/account/sessions/end-others">
${token}
<button class="plain" type="submit">Sign out everywhere else</button>
</form>`
}`
  },
  forms: {
    '/end': {
      saved: 'Signed out there.',
      act: (sent) =>
        asSession(sent, async (context) => {
          await endOwnSession(context, await accountAtBrowser(context), sent.form('id'))
        }),
    },
    '/end-others': {
      saved: 'Signed out everywhere else.',
      act: (sent) =>
        asSession(sent, async (context) => {
          await endOtherSessions(context, await accountAtBrowser(context))
        }),
    },
  },
}

const methods: Readonly<Record<string, string>> = {
  password: 'a password',
  passkey: 'a passkey',
  magic_link: 'a mailed link',
  invitation: 'an invitation',
  set_up: 'setting up the server',
  saml: 'single sign-on',
  oidc: 'an identity provider',
}

const item = (session: AccountSession, isThis: boolean, token: Html): Html => html`<li>
<div>
<strong>${browserName(session.user_agent) ?? 'A browser'}</strong>${isThis ? html` <span class="tag">this one</span>` : null}
<small>${session.ip_address ?? 'from nowhere known'} · last seen ${shownTime(session.seen_time)}</small>
<small>Signed in ${shownTime(session.created_time)} by ${methods[session.method] ?? session.method}${session.is_strong === 1 ? ', with two factors' : null}</small>
</div>
${
  isThis
    ? null
    : html`<form method="post" action="/account/sessions/end">
${token}
<button class="plain" type="submit" name="id" value="${session.id}" aria-label="Sign out of ${browserName(session.user_agent) ?? 'a browser'}">Sign out</button>
</form>`
}
</li>
`
