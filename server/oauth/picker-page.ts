import type { FastifyReply } from 'fastify'
import type { Offer } from '#server/domain/oauth/offer.ts'
import type { Pickable } from '#server/domain/oauth/pickable.ts'
import { type Html, html } from '#server/http/html.ts'
import type { Visit } from './authorize.ts'
import { carried, sendScreen } from './page-parts.ts'

/** The second of two steps: what the connection may reach. */
export function sendPicker(
  reply: FastifyReply,
  visit: Visit,
  offer: Offer,
  ticked: { template: boolean; replace: boolean },
): FastifyReply {
  const { client } = visit.authorization
  return sendScreen(reply, visit, {
    title: `Choose pages for ${client.name}`,
    content: html`<h1>What may ${client.name} reach?</h1>
<p class="soft" id="about">It reaches the pages that you choose, and all that is below them, now and later. You see those
that you have full access to. You may also choose none.</p>
<form method="post" action="/v1/oauth/authorize">
${carried(visit)}
<input type="hidden" name="listed" value="yes">
<div class="search">
<div><label for="query">Search</label>
<input id="query" name="query" type="search" value="${offer.query}" maxlength="200" autocomplete="off"></div>
<button class="plain" type="submit" name="step" value="choose">Search</button>
</div>
${pages(offer)}
${
  offer.template === null
    ? null
    : check(
        'template',
        'yes',
        ticked.template,
        html`Start with a copy of its template, <strong>${offer.template || 'Untitled'}</strong>, as a new private page`,
      )
}
${
  offer.isAgain
    ? check(
        'replace',
        'yes',
        ticked.replace,
        html`End what ${client.name} was given before: it has to use what it gets now`,
      )
    : null
}
<div class="actions">
<button type="submit" name="step" value="allow">Allow access</button>
<button class="plain" type="submit" name="step" value="cancel">Cancel</button>
</div>
</form>`,
  })
}

/** What was chosen stays on the page whatever is searched for, so that nothing is lost unseen. */
function pages({ query, found, chosen, hasMore }: Offer): Html {
  const ticked = new Set(chosen.map(({ id }) => id))
  const shown = new Set(found.map(({ id }) => id))
  const others = chosen.filter(({ id }) => !shown.has(id))
  const parts = [
    part('Chosen', others, ticked),
    part('Private', rooted(found, false), ticked),
    part('Shared', rooted(found, true), ticked),
  ]
  const isEmpty = others.length + found.length === 0
  return html`<fieldset aria-describedby="about">
<legend>Pages and databases</legend>
<div class="pages">
${parts}
${isEmpty ? html`<p class="soft">${query === '' ? 'There is no page that you have full access to.' : 'No title has these words.'}</p>` : null}
</div>
${hasMore ? html`<p class="soft">These are the ${found.length} edited last. Search for others.</p>` : null}
</fieldset>`
}

interface Branch {
  node: Pickable
  below: Branch[]
}

/** Pages below each other as far as they are among `found`; whose tree it is, its top decides. */
function rooted(found: readonly Pickable[], isShared: boolean): Branch[] {
  const branches = new Map(found.map((node): [string, Branch] => [node.id, { node, below: [] }]))
  const tops: Branch[] = []
  for (const branch of branches.values()) {
    const above = branch.node.parentId === null ? undefined : branches.get(branch.node.parentId)
    if (above !== undefined) above.below.push(branch)
    else if (branch.node.isShared === isShared) tops.push(branch)
  }
  return tops
}

function part(name: string, nodes: readonly (Branch | Pickable)[], ticked: ReadonlySet<string>): Html {
  if (nodes.length === 0) return html``
  const branches = nodes.map((node) => ('node' in node ? node : { node, below: [] }))
  return html`<h3>${name}</h3>
${tree(branches, ticked)}`
}

function tree(branches: readonly Branch[], ticked: ReadonlySet<string>): Html {
  return html`<ul>${branches.map(
    ({ node, below }) => html`<li>${check('pages', node.id, ticked.has(node.id), nameOf(node))}
${below.length === 0 ? null : tree(below, ticked)}</li>`,
  )}</ul>`
}

const nameOf = ({ icon, kind, title }: Pickable): Html =>
  html`<span aria-hidden="true">${icon ?? pictures[kind]}</span> <span>${title.trim() || 'Untitled'}</span>`

const picture = (path: string): Html =>
  html`<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.25"><path d="${path}"/></svg>`

const pictures = {
  page: picture('M3.5 1.5h6l3 3v10h-9zM5.5 7h5M5.5 9.5h5M5.5 12h3'),
  database: picture('M2 3h12v10.5H2zM2 6.5h12M2 10h12M6 6.5v7'),
}

const check = (name: string, value: string, isTicked: boolean, label: Html): Html =>
  html`<label class="check"><input type="checkbox" name="${name}" value="${value}"${isTicked ? html` checked` : null}><span>${label}</span></label>`
