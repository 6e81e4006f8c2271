import type { FastifyReply } from 'fastify'
import { refusals } from '#server/domain/saml/refusal.ts'
import type { LastTest } from '#server/domain/saml/settings.ts'
import { type Html, html } from '#server/http/html.ts'
import { sendPage } from '#server/http/web-page.ts'

/** Shows how a test sign-in went: whom it would sign in, and what came. */
export const sendTest = (reply: FastifyReply, test: LastTest): FastifyReply =>
  sendPage(reply, test.passed ? 200 : 403, {
    title: test.passed ? 'The test went well' : 'The test failed',
    wide: true,
    style: receivedStyle,
    content: html`<h1>${test.passed ? 'The test went well' : 'The test failed'}</h1>
<p>${
      test.passed
        ? 'With these settings the person below would be signed in. Nobody was: this was a test.'
        : html`<span role="alert">${refusals[test.reason!]}</span>`
    }</p>
${test.warnings.length === 0 ? null : html`<ul class="note">${test.warnings.map((one) => html`<li>${one}</li>`)}</ul>`}
${person(test)}
${received(test)}
<p class="soft">This page is kept as the last test of the workspace, for its owners.</p>`,
  })

/** Names of attributes are often addresses, too long to stand beside what they hold. */
const receivedStyle = html`.received { grid-template-columns: 1fr; gap: 0; }
.received dd { margin-bottom: .75rem; }`

const person = ({ person: found }: LastTest): Html | null =>
  found &&
  html`<h2>The person</h2>
<dl>
<dt>E-mail</dt><dd>${found.email}</dd>
<dt>Name</dt><dd>${found.name ?? html`<span class="soft">none</span>`}</dd>
<dt>Picture</dt><dd>${found.avatarUrl ?? html`<span class="soft">none</span>`}</dd>
<dt>Groups</dt><dd>${found.groups.length === 0 ? html`<span class="soft">none</span>` : found.groups.join(', ')}</dd>
</dl>`

const received = ({ nameId, nameIdFormat, attributes }: LastTest): Html | null =>
  nameId === null
    ? null
    : html`<h2>What the identity provider sent</h2>
<dl class="received">
<dt>NameID</dt><dd>${nameId} <small>${nameIdFormat ?? 'of no format'}</small></dd>
${attributes.map(
  ({ name, values }) =>
    html`<dt><code>${name}</code></dt><dd>${values.length === 0 ? html`<span class="soft">empty</span>` : values.map((value) => html`<div>${value}</div>`)}</dd>`,
)}
</dl>`
