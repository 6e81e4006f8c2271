import type { FastifyReply } from 'fastify'
import type { Client } from '#server/domain/oauth/client.ts'
import { Html, html } from '#server/http/html.ts'
import { sendPage, sourceOfImage, type WebPage } from '#server/http/web-page.ts'
import { webAddress } from '#shared/addresses.ts'
import type { Visit } from './authorize.ts'

/** Sends a screen of an authorisation, with the workspace that it is about in the corner. */
export const sendScreen = (
  reply: FastifyReply,
  visit: Visit,
  { title, content, scripts = [] }: Pick<WebPage, 'title' | 'content' | 'scripts'>,
): FastifyReply =>
  sendPage(reply, 200, {
    title,
    content,
    scripts,
    style,
    corner: switcher(visit),
    imagesFrom: logoOf(visit.authorization.client)?.origin ?? null,
    leadsElsewhere: true,
  })

/** The hidden fields that every form of an authorisation holds. */
export const carried = ({ token, query, session }: Visit): Html => html`${token}
<input type="hidden" name="request" value="${query}">
<input type="hidden" name="workspace_id" value="${session.workspace.id}">`

/** A picture of a connection, or its first letter. */
export function pictureOf(client: Client): Html {
  const logo = logoOf(client)
  if (logo) return html`<img class="logo" src="${logo.href}" alt="" width="48" height="48">`
  const [first = '?'] =
    new Intl.Segmenter().segment(client.name.trim())[Symbol.iterator]().next().value?.segment ?? '?'
  return html`<span class="logo" aria-hidden="true">${first.toLocaleUpperCase('en')}</span>`
}

function logoOf({ logo_url }: Client): URL | null {
  const address = logo_url === null ? null : webAddress(logo_url)
  return address?.protocol === 'https:' && sourceOfImage(logo_url) !== null ? address : null
}

/** Connections are added to one workspace; here a person goes to another one of theirs. */
function switcher(visit: Visit): Html {
  const { workspaces, session } = visit
  const others = workspaces.filter(({ id }) => id !== session.workspace.id)
  if (others.length === 0) return html`<span class="workspace">${session.workspace.name}</span>`
  return html`<details class="workspace">
<summary><span class="unseen">Workspace: </span>${session.workspace.name}</summary>
<form method="post" action="/v1/oauth/authorize">
${carried(visit)}
<input type="hidden" name="step" value="workspace">
<p>Switch to</p>
${others.map(({ id, name }) => html`<button class="plain" type="submit" name="to" value="${id}">${name}</button>`)}
</form>
</details>`
}

/** Who answers for a connection. */
export function makerOf(client: Client): Html {
  if (client.first_party === 1) {
    return html`<p class="soft">${client.name} was built by the people who run this server.</p>`
  }
  const links = (
    [
      ['Website', client.website_url],
      ['Privacy', client.privacy_url],
      ['Terms', client.terms_url],
      ['Support', client.support_url],
    ] as const
  ).filter(([, address]) => address !== null && (webAddress(address) || address.startsWith('mailto:')))
  return html`<section class="maker">
<p class="soft">${
    client.developer_name === null
      ? html`Whoever built ${client.name} supports it, and not Octavo.`
      : html`Built by <strong>${client.developer_name}</strong>, who supports it, and not Octavo.`
  }
Please turn to them with questions and feedback.</p>
${
  links.length === 0
    ? null
    : html`<p class="row">${links.map(([name, address]) => html`<a href="${address!}" target="_blank" rel="noopener noreferrer">${name}</a>`)}</p>`
}
</section>`
}

const style = new Html(`
.logo { display: inline-flex; align-items: center; justify-content: center; width: 3rem; height: 3rem; margin: 0 0 .75rem; border-radius: .75rem;
  background: var(--accent); color: var(--on-accent); font-size: 1.5rem; font-weight: 600; object-fit: cover; }
.workspace { max-width: 60%; overflow-wrap: anywhere; font-size: .9375rem; }
summary.workspace, .workspace summary { padding: .375rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); cursor: pointer; }
details.workspace { position: relative; }
details.workspace form { position: absolute; right: 0; z-index: 1; display: grid; gap: .375rem; min-width: 14rem; margin-top: .25rem; padding: .75rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem; box-shadow: 0 .5rem 1.5rem rgb(0 0 0 / .15); }
details.workspace form p { margin: 0; color: var(--soft); font-size: .875rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
h2 { margin: 1.25rem 0 .375rem; }
.can, .cannot { list-style: none; padding: 0; }
.can li, .cannot li { display: flex; gap: .625rem; padding: .125rem 0; }
.can li::before { content: "✓" / ""; color: var(--accent); font-weight: 700; }
.cannot li::before { content: "✕" / ""; color: var(--soft); }
.cannot li { color: var(--soft); }
.limits summary { padding: .375rem 0; font-weight: 600; cursor: pointer; }
.maker { margin-top: 1.25rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .9375rem; }
.maker p:last-child { margin-bottom: 0; }
.onward { margin: 1.25rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1rem; }
.actions button { flex: 1 1 10rem; }
.search { display: flex; gap: .5rem; align-items: end; margin: 0 0 1rem; }
.search div { flex: 1; }
fieldset { margin: 0 0 1rem; padding: 0; border: 0; min-width: 0; }
legend { padding: 0 0 .25rem; font-weight: 600; }
.pages { max-height: 22rem; overflow-y: auto; margin: 0 0 1rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem; }
.pages ul { list-style: none; margin: 0; padding: 0; }
.pages ul ul { padding-left: 1.5rem; }
.pages h2 { margin: .5rem 0 .25rem; color: var(--soft); font-size: .875rem; font-weight: 600; }
.pages h2:first-child { margin-top: 0; }
.pages:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.line { display: flex; gap: .25rem; align-items: baseline; }
.line label.check { flex: 1; min-width: 0; }
.opener { flex: none; width: 1.5rem; height: 1.5rem; padding: 0; border: 0; background: none; color: var(--soft); }
button.opener::before { content: "▸" / ""; display: inline-block; transition: transform .1s; }
button.opener[aria-expanded=true]::before { transform: rotate(90deg); }
.pages[aria-busy] { opacity: .6; }
.pages .soft { margin: .25rem 0 .25rem 1.75rem; font-size: .9375rem; }
.reach, .included { display: none; }
li:has(> .line input:checked) > .line .reach, li:has(> .line input:checked) > ul .included { display: inline; }
li:has(> .line input:checked) > ul .line :is(input, .reach) { display: none; }
label.check .reach, label.check .included { color: var(--soft); font-size: .875rem; }
label.check { display: flex; gap: .625rem; align-items: baseline; padding: .25rem 0; font-weight: 400; cursor: pointer; overflow-wrap: anywhere; }
label.check span { color: inherit; }
label.check svg { width: 1rem; height: 1rem; color: var(--soft); transform: translateY(.1875rem); }
label.check input { flex: none; width: 1.0625rem; height: 1.0625rem; margin: 0; accent-color: var(--accent); transform: translateY(.125rem); }
textarea { display: block; width: 100%; margin-top: .25rem; padding: .5rem .75rem; background: var(--card); color: inherit; border: 1px solid var(--soft);
  border-radius: .5rem; font: inherit; }
textarea:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`)
