import type { FastifyReply } from 'fastify'
import type { Offer } from '#server/domain/oauth/offer.ts'
import type { Pickable } from '#server/domain/oauth/pickable.ts'
import { type Html, html } from '#server/http/html.ts'
import { PICKER_SCRIPT } from '#server/http/page-scripts.ts'
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
    scripts: [PICKER_SCRIPT],
    content: html`<h1>What may ${client.name} reach?</h1>
<p class="soft" id="about">It reaches the pages that you choose, and all that is below them, now and later. You see those
that you have full access to. You may also choose none.</p>
<form method="post" action="/v1/oauth/authorize" id="picker">
${carried(visit)}
<input type="hidden" name="listed" value="yes">
${
  offer.template === null
    ? null
    : check(
        'template',
        'yes',
        ticked.template,
        html`Use a template that the developer provides: <strong>${offer.template || 'Untitled'}</strong>, copied into a new
page of your own`,
      )
}
<div class="search">
<div><label for="query">Search</label>
<input id="query" name="query" type="search" value="${offer.query}" maxlength="200" autocomplete="off"></div>
<button class="plain" type="submit" name="step" value="choose" id="search">Search</button>
</div>
${pages(offer)}
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

/** What was chosen stays on the page whatever is searched for or closed, so that nothing is lost unseen. */
function pages(offer: Offer): Html {
  const { query, shown, chosen, hasMore, opened } = offer
  const tops = query === '' ? sections(shown) : [{ name: 'Found', branches: rooted(shown, () => true) }]
  const isShown = new Set(tops.flatMap(({ branches }) => idsIn(branches)))
  const others = chosen.filter(({ id }) => !isShown.has(id)).map((node) => ({ node, below: [] }))
  const parts = [{ name: 'Chosen', branches: others }, ...tops].filter(({ branches }) => branches.length > 0)
  const ticked = new Set(chosen.map(({ id }) => id))
  const draw = (branches: readonly Branch[]): Html => tree(branches, { ...offer, ticked })
  return html`<fieldset id="pages" aria-describedby="about">
<legend>Pages and databases</legend>
${[...opened].map((id) => html`<input type="hidden" name="open" value="${id}">`)}
<div class="pages">
${parts.map(({ name, branches }) => html`<h2>${name}</h2>\n${draw(branches)}`)}
${isShown.size > 0 ? null : html`<p class="soft">${query === '' ? 'There is no page that you have full access to.' : 'No title has these words.'}</p>`}
</div>
${hasMore ? html`<p class="soft">There are more than are shown here. Search for them.</p>` : null}
</fieldset>`
}

interface Branch {
  node: Pickable
  below: Branch[]
}

/** As in the sidebar: teamspaces, what others share, and what is the person's alone. */
function sections(shown: readonly Pickable[]): { name: string; branches: Branch[] }[] {
  const names = new Set(shown.flatMap(({ teamspace }) => teamspace ?? []))
  return [
    ...[...names].sort().map((name) => ({
      name,
      branches: rooted(shown, ({ teamspace }) => teamspace === name),
    })),
    { name: 'Shared', branches: rooted(shown, ({ teamspace, isShared }) => teamspace === null && isShared) },
    {
      name: 'Private',
      branches: rooted(shown, ({ teamspace, isShared }) => teamspace === null && !isShared),
    },
  ]
}

/** Pages below each other as far as they are among `nodes`, and of those at the top the wanted ones. */
function rooted(nodes: readonly Pickable[], isWanted: (top: Pickable) => boolean): Branch[] {
  const branches = new Map(nodes.map((node): [string, Branch] => [node.id, { node, below: [] }]))
  const tops: Branch[] = []
  for (const branch of branches.values()) {
    const above = branch.node.parentId === null ? undefined : branches.get(branch.node.parentId)
    if (above !== undefined) above.below.push(branch)
    else if (isWanted(branch.node)) tops.push(branch)
  }
  return tops
}

const idsIn = (branches: readonly Branch[]): string[] =>
  branches.flatMap(({ node, below }) => [node.id, ...idsIn(below)])

type Drawing = Pick<Offer, 'opened' | 'query'> & { ticked: ReadonlySet<string> }

const tree = (branches: readonly Branch[], drawing: Drawing): Html =>
  html`<ul>${branches.map((branch) => line(branch, drawing))}</ul>`

function line({ node, below }: Branch, drawing: Drawing): Html {
  const { opened, ticked, query } = drawing
  const isOpen = opened.has(node.id)
  const name = node.title.trim() || 'Untitled'
  const opener = html`<button class="opener" type="submit" name="toggle" value="${node.id}" id="open-${node.id}"
aria-expanded="${isOpen ? 'true' : 'false'}" aria-label="What is in ${name}"></button>`
  const inside =
    below.length > 0
      ? tree(below, drawing)
      : isOpen && query === ''
        ? html`<p class="soft">Nothing else that you have full access to.</p>`
        : null
  return html`<li><div class="line">${node.hasChildren && query === '' ? opener : html`<span class="opener"></span>`}
${check(
  'pages',
  node.id,
  ticked.has(node.id),
  html`<span aria-hidden="true">${node.icon ?? pictures[node.kind]}</span> <span>${name}</span>
<span class="reach">${node.kind === 'page' ? 'and all below it' : 'and all its rows'}</span><span class="included">included</span>`,
)}</div>
${inside}</li>`
}

const picture = (path: string): Html =>
  html`<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.25"><path d="${path}"/></svg>`

const pictures = {
  page: picture('M3.5 1.5h6l3 3v10h-9zM5.5 7h5M5.5 9.5h5M5.5 12h3'),
  database: picture('M2 3h12v10.5H2zM2 6.5h12M2 10h12M6 6.5v7'),
}

const check = (name: string, value: string, isTicked: boolean, label: Html): Html =>
  html`<label class="check"><input type="checkbox" id="${name}-${value}" name="${name}" value="${value}"${isTicked ? html` checked` : null}><span>${label}</span></label>`
